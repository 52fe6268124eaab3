"""Frames sent ahead of the hand: what its next moves would show, drawn while it rests.

Only where somebody watches: the pointer or the focus is in the panel. One frame is drawn at a time,
and then the kernel hears others. Any move ends it, and it begins again from there.
"""

import os
import warnings
from contextlib import suppress

from .controls import beside, ends, place

try:
    from time import thread_time
except ImportError:  # Python in a web browser: one thread, and no clock of its own
    from time import process_time as thread_time

SOON = 0.05  # seconds after a move: a fast drag leaves no time for it
REST = 0.3  # seconds more, until the other controls have their turn
PAUSE = 0.002  # seconds from one frame to the next, or as long as that one took
BUDGET = 0.25  # seconds of processor time after a move
DEAR = 0.008  # seconds, there and back: of frames that take longer, fewer are drawn
FAR, NEAR = (8, 2), (4, 1)  # notches each side of the held control, of others; (cheap, dear)
ONWARD = 5  # of the held one the way it goes, where a frame is dear
FARTHEST = 40  # and of the held one in the end, where a frame is cheap
BATCH = 0.005  # seconds of drawing that go in the first message; twice as many in the next
ROOM = 2_000_000  # letters of frames that browser and kernel keep of an explorer: kept_frames.js
SHARE = "RNN_LOOK_AHEAD"  # of the budget, in the environment


def share():
    """Return how much of the budget the environment grants: all, where it says nothing."""
    said = os.environ.get(SHARE) or "1"
    with suppress(ValueError):
        if 0 <= (number := float(said)) <= 1:
            return number
    raise ValueError(f"{SHARE} expects a number from 0 (off) to 1, got {said!r}")


class Kept:
    """The frames that the browser keeps, too: those that came last, as many as have room."""

    def __init__(self):
        self._frames, self._letters = {}, 0  # {values: their frame}, the oldest first

    def __contains__(self, values):
        return values in self._frames

    def get(self, values):
        return self._frames.get(values)

    def add(self, values, frame):
        self._letters += _letters(frame) - _letters(self._frames.pop(values, b"\n"))
        self._frames[values] = frame
        while self._letters > ROOM:
            self._letters -= _letters(self._frames.pop(next(iter(self._frames))))


def _letters(frame):
    """How many letters the list of a frame has, which is its second line."""
    return len(frame) - frame.index(b"\n") - 1


class LookAhead:
    """What one explorer draws ahead.

    Parameters
    ----------
    control_set, timers : of the explorer
    glance : function of the controls' values that returns their frame and leaves no trace
    send : function of a list of frames, for the browser
    in_sight : function that returns the names of the controls in sight
    buttons : function that returns where each button puts the controls: a list of {name: value}

    Attributes
    ----------
    is_watched : whether somebody looks, in whatever browser
    """

    def __init__(self, control_set, timers, *, glance, send, in_sight, buttons):
        self._control_set, self._timers = control_set, timers
        self._glance, self._send = glance, send
        self._in_sight, self._buttons = in_sight, buttons
        self._share, self.is_watched, self._browsers = share(), False, set()
        self._values, self._frame = control_set.values(), b"\n"
        self._held, self._forward = None, 1  # the control that was moved last, and which way
        self._kept, self._costs = Kept(), {}
        self._batch, self._waiting, self._patience = [], 0.0, BATCH

    def watch(self, browser):
        """Somebody looks in a browser, which has a number, or with 0 nobody any more."""
        if self._timers.hand_over(self.watch, browser):
            return
        self.is_watched = browser > 0
        if self.is_watched and browser not in self._browsers:  # it has only what it shows
            self._browsers.add(browser)  # and from now on what all are sent
            self._kept, self._batch = Kept(), []
            self._keep(self._values, self._frame)
        self.begin()

    def drawn(self, values):
        """Return the frame of these values, or None where it must be drawn."""
        return self._kept.get(self._key(values))

    def moved(self, values, frame):
        """The browser has been sent the frame of these values."""
        before, self._values, self._frame = self._values, values, frame
        changed = [name for name in values if values[name] != before[name]]
        if changed:
            self._held = changed[0] if len(changed) == 1 else None
        if self._held in changed:
            control = self._control_set.control(self._held)
            way = [place(control, now[self._held]) for now in (before, values)]
            self._forward = -1 if way[1] < way[0] else 1
        self._keep(values, frame)
        self.begin(SOON, REST)

    def begin(self, soon=0.0, rest=0.0):
        """Look ahead from here, if somebody watches: at first along the control that is held."""
        if self._timers.hand_over(self.begin):
            return
        self._timers.cancel("ahead")
        if self.is_watched and self._share:
            self._left, self._patience = BUDGET * self._share, BATCH
            self._turns = iter([(soon, self._along_held()), (rest, self._all_else())])
            self._next_turn()

    def _next_turn(self):
        if turn := next(self._turns, None):
            wait, self._way = turn
            self._timers.later("ahead", wait, self._slice)

    def _slice(self):
        """Draw the next frame that the browser does not have."""
        for name, values in self._way:
            if self._key(values) in self._kept:
                continue
            spent = self._draw(name, values)
            self._left -= spent
            if self._left > 0:
                self._timers.later("ahead", max(PAUSE, spent), self._slice)
            else:
                self._flush()
            return
        self._flush()
        self._next_turn()

    def _draw(self, name, values):
        """Draw one frame, send it with others; return the seconds that it took."""
        begin = thread_time()
        with suppress(Exception), warnings.catch_warnings():  # both come when the hand goes there
            warnings.simplefilter("ignore")
            frame = self._glance(values)
            self._keep(values, frame)
            self._batch.append(frame)
        spent = thread_time() - begin
        self._costs[name] = (self._costs.get(name, spent) + spent) / 2
        self._waiting += spent
        if self._waiting > self._patience:
            self._flush()
        return spent

    def _flush(self):
        """Send what has been drawn; the farther ahead, the more in one message."""
        if self._batch:
            self._send(self._batch)
        self._batch, self._waiting, self._patience = [], 0.0, 2 * self._patience

    def _along_held(self):
        """Yield (name, values): what the control that is held may bring, the nearest first."""
        if self._held in self._in_sight():
            yield from self._farther(1, FAR[0])

    def _farther(self, first, last):
        for distance in range(first, last + 1):
            if distance <= FAR[1] or not self._is_dear(self._held):
                yield from self._steps(self._held, distance, self._forward)
            elif distance <= ONWARD:
                yield from self._step(self._held, distance * self._forward)

    def _all_else(self):
        """Yield (name, values): the neighbours of all in sight, and what each button brings."""
        names = self._in_sight()
        for distance in range(1, NEAR[0] + 1):
            for name in names:
                if distance <= NEAR[self._is_dear(name)]:
                    yield from self._steps(name, distance)
            if distance == 1:
                yield from ((None, values) for values in self._buttons())
        for name in {self._held} & {*names}:
            control = self._control_set.control(name)
            yield from ((name, {**self._values, name: end}) for end in ends(control))
            yield from self._farther(FAR[0] + 1, FARTHEST)

    def _steps(self, name, distance, forward=1):
        yield from self._step(name, distance * forward)
        yield from self._step(name, -distance * forward)

    def _step(self, name, distance):
        control, value = self._control_set.control(name), self._values[name]
        if (there := beside(control, value, distance)) is not None:
            yield name, {**self._values, name: there}

    def _is_dear(self, name):
        return self._costs.get(name, 0.0) > DEAR

    def _keep(self, values, frame):
        self._kept.add(self._key(values), frame)

    def _key(self, values):
        return tuple(self._control_set.sent_values(values))

"""The explorer engine: controls -> equations -> views, fast enough to follow a dragging hand.

One explorer is one figure, drawn once, and a function `show` that is called with the values of
all controls, moves the views, and returns the numbers and the sentence that go with the picture.
"""

from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from textwrap import fill

from IPython.display import display

from ..formats import in_words
from ..views.style import DPI, small_png
from .buttons import RESET, Buttons
from .control_set import ControlSet
from .frames import Frames
from .front_end import as_frame
from .layout import Layout
from .link import line
from .look_ahead import LookAhead
from .pointer import Pointer
from .scene import Scene
from .task_row import Tasks
from .timers import Timers

LINE = 72  # characters that stand beside each other in an output on a projector
BREATH = 0.03  # seconds between two slices of a long computation, for the kernel to hear others
REST = 0.3  # seconds without a move after which a screen reader says what the picture shows


class Explorer:
    """A figure that follows its controls.

    Parameters
    ----------
    figure : matplotlib Figure that holds the views
    views : objects with `moving` (artists) and `set`
    controls : {name: ipywidget}; the names are the arguments of `show`
    show : function of the controls' values that sets the views and returns
        (numbers, sentence): a dict of symbol -> number or array, and what the picture shows
    presets : {name: {control: value}}, one click each; all other controls go back to the start
    keep : names of controls that a preset leaves where they stand when it does not name them
    groups : {title: [control, ...]} when there are more than five controls: one group in sight
    play : name of the whole-number control that the Play button moves
    stride : how far Play moves it at a time
    prepare : where `show` needs long computations: a function of the controls' values that does a
        fifth of a second of them, and returns whether there is more; `show` then shows how far it
        has come. While a hand waits, the kernel hears others between two slices; code waits
    point : {ax: function} for axes in which one can point; function(x, y) returns {control: value}
    tasks : list of `lessons.tasks.Task`, of which one is in sight above the picture
    notice : what to notice after the last task

    Raises
    ------
    TypeError, ValueError : presets, keep, groups, play or a task with a name or a value that no
        control has, point with other axes than the figure's
    """

    def __init__(self, *, figure, views, controls, show, presets=None, keep=(), groups=None,
                 play=None, stride=1, prepare=None, point=None, tasks=(), notice=""):  # fmt: skip
        self.figure, self.views = figure, list(views)
        self.opened_by = None  # (name, values, named): the call, which rnn_helpers.explorers notes
        self._control_set = ControlSet(controls, self._hand_moved)
        self._buttons = Buttons(self._control_set, presets or {}, keep)
        for task in tasks:
            self._buttons.beginning(task.begin)
        self.scene = Scene(show, prepare)
        self.timers = Timers()
        self._compute()
        while not self.scene.is_whole:
            self._compute()
        self.frames = Frames(figure, views)
        show(**self.scene.values)  # again, as laid out now: some names keep apart by pixels
        self.tasks = Tasks(tasks, notice, self._begin, self.timers.hand_over) if tasks else None
        self.layout = Layout(
            self._control_set, groups=groups or {},
            buttons={name: partial(self._press_button, name) for name in self._buttons.names()},
            puts=self._buttons.sent_values(),
            play=play, stride=stride, tasks=self.tasks,
            background=self.frames.background(), width=DPI * figure.get_figwidth(),
        )  # fmt: skip
        self._pointer = Pointer(figure, self._control_set, point or {})
        self.layout.let_point(self._pointer.areas, self._pointed)
        self.layout.let_ask(self._answer)
        self.layout.let_type(self._typed)
        self.layout.let_copy(self.link)
        self._ahead = None if prepare else LookAhead(
            self._control_set, self.timers, glance=self._glance,
            send=self.layout.front_end.send_ahead, in_sight=self.layout.in_sight,
            buttons=lambda: [*map(self._buttons.values, self._buttons.names())],
        )  # fmt: skip
        if self._ahead:
            self.layout.let_watch(self._ahead.watch, self._ahead.begin)
        self._send()
        self._control_set.listen(True)
        self._heard_late = False
        for control in self.controls.values():
            control.comm.on_msg(partial(self._hear, control._handle_msg))

    @property
    def controls(self):
        """{name: ipywidget}"""
        return self._control_set.controls

    @property
    def presets(self):
        """{name: {control: value}}"""
        return self._buttons.presets

    # -- what code can do: just what the hand does ---------------------------------------------

    def set(self, **values):
        """Move controls, as the hand would: explorer.set(w=2).

        Raises
        ------
        TypeError : a name that is no control
        ValueError : a value that the control cannot take; then nothing has moved
        """
        self._control_set.check(values)
        self._put(values)
        self._finish()

    def preset(self, name):
        """Press a preset button: explorer.preset("latch")."""
        self._press_button(name)
        self._finish()

    def reset(self):
        """Press Reset: every control back to where it stood at first, and Play stops."""
        self._press_button(RESET)
        self._finish()

    def point(self, ax, x, y):
        """Point at a place of `ax` in the picture, in data coordinates, as the hand would."""
        self._put(self._pointer.values(ax, x, y))
        self._finish()

    def state(self):
        """Return the values of all controls and the numbers that the picture shows: a copy."""
        return {**self.scene.values, **deepcopy(self.scene.numbers)}

    def at(self, **values):
        """Move controls as `set` does, and return the explorer: one_pulse().at(w=2) shows it so."""
        self.set(**values)
        return self

    def link(self):
        """Return the line of code that opens this explorer as it stands, to be pasted into a cell.

        Raises
        ------
        ValueError : it was opened with objects that a line cannot hold
        """
        return line(self.opened_by, self._control_set.values(), self._control_set.start)

    def describe(self):
        """Return in one or two sentences what the picture shows."""
        return self.scene.sentence

    def close(self):
        """Take the panel away for good, so that its memory can be freed."""
        self._control_set.listen(False)
        for timer in ("rest", "again", "more", "ahead"):
            self.timers.cancel(timer)
        self.layout.close()

    def __str__(self):
        return f"{in_words(self.state())}\n{fill(self.describe(), LINE)}"

    # -- what happens at a move ----------------------------------------------------------------

    def _put(self, values):
        """Set several controls and draw once."""
        self.timers.cancel("again")
        self._control_set.put(values)
        self._moved()

    def _press_button(self, name):
        self._press(self._buttons.values(name))

    def _press(self, values):
        """Set controls and stop Play."""
        if self.timers.hand_over(self._press, values):
            return
        was_playing = self.layout.stop_playing()
        self._put(values)
        if was_playing:  # its next step may be on the way from a browser: take that back
            play = self.layout.play
            self.timers.later("again", REST, self._put, {play: values[play]})

    def _begin(self, begin):
        """Set the controls as a task begins."""
        self._press(self._buttons.beginning(begin))

    def _pointed(self, across, down):
        """A hand points into the picture, or drags there."""
        self._place = across, down
        self._go_there()

    def _go_there(self):
        if self.timers.hand_over(self._go_there):
            return
        if values := self._pointer.values_at(*self._place):
            self._put(values)

    def _typed(self, symbol, text):
        """Something was typed beside a slider."""
        if self.timers.hand_over(self._typed, symbol, text):
            return
        values, words = self._control_set.typed(symbol, text)
        if values:
            self._put(values)
        self.layout.note(words)

    def _answer(self, question, late=False):
        """Tell a browser where the controls stand, after all that it said before was drawn."""
        if self.timers.hand_over(self._answer, question, True):
            return
        if late:
            return self.timers.after_all(self._answer, question)
        values = self._control_set.sent_values(self._control_set.values())
        self.layout.front_end.send({"question": question, "values": values})

    def _hear(self, handle, message, late=False):
        """A browser speaks to a control: heard in its turn among all that waits to be done."""
        if self.timers.hand_over(self._hear, handle, message, True):
            return
        self._heard_late = late
        try:
            handle(message)
        finally:
            self._heard_late = False

    def _hand_moved(self, change=None):
        """A control has moved; of moves that wait here, the last is drawn for all."""
        if self._heard_late:
            return self.timers.after_all(self._hand_moved)
        if self.timers.hand_over(self._hand_moved):
            return
        is_drawn = self.scene.values == self._control_set.values() and self.scene.is_whole
        if not is_drawn or self.layout.error.value:
            self._moved()

    def _moved(self):
        """Compute, draw what moves and send it, while the hand is moving."""
        if self.timers.hand_over(self._moved):
            return
        self.layout.note("")
        for timer in ("rest", "more", "ahead"):
            self.timers.cancel(timer)
        self._go_on()

    def _go_on(self):
        """Draw what is prepared; what is not follows after a breath, or at once if nobody looks."""
        self._draw()
        while not self.scene.is_whole and not self.timers.later("more", BREATH, self._go_on):
            self._draw()

    def _finish(self):
        """Prepare the rest at once: code goes on with the numbers."""
        self.timers.cancel("more")
        while not self.scene.is_whole:
            self._draw()

    def _draw(self):
        with self._errors_shown():
            self._compute()
            self._send()
            if self.tasks and self.scene.is_whole:
                self.tasks.look({**self.scene.values, **self.scene.numbers})
        if self.scene.is_whole:
            self.timers.later("rest", REST, self.layout.say)

    def _compute(self):
        self.scene.to(self._control_set.values())

    def _frame(self, values, sentence):
        """Return a frame of what the views show now."""
        sent = self._control_set.sent_values(values)
        return as_frame(self.frames.frame(), sentence, values=sent, whole=self.scene.is_whole)

    def _glance(self, values):
        """Return the frame of other values; nobody sees that the views were there."""
        with self.scene.glance(values) as sentence:
            return self._frame(values, sentence)

    def _send(self):
        values, sentence = self.scene.values, self.scene.sentence
        drawn = self._ahead and self._ahead.drawn(values)
        frame = drawn or self._frame(values, sentence)
        self.layout.show_picture(frame, sentence)
        if self._ahead:
            self._ahead.moved(values, frame)

    @contextmanager
    def _errors_shown(self):
        """An error is shown in the panel and raised all the same: nothing is swallowed."""
        try:
            yield
        except Exception as error:
            self.layout.show_error(error)
            raise

    # -- how a notebook shows it ------------------------------------------------------------------

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live panel; where no kernel runs, the read-out as text and the still picture."""
        still = {"text/plain": str(self), "image/png": small_png(self.figure)}
        return {**self.layout.live_panel(), **still}, {"image/png": {"alt": self.describe()}}

    def _ipython_display_(self):
        """Show the panel and, as a second output, the sentence: each also without a kernel."""
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        display({**self.layout.live_words(), "text/plain": self.describe()}, raw=True)

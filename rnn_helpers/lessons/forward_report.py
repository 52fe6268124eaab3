"""Is a forward function really a recurrent network? A report on a learner's own one."""

import contextlib
import functools
import inspect
import io
import warnings

import numpy as np

from .answers import error_in_words
from .exercise_stubs import is_blank, is_stub, leaves_a_blank
from .forward_ground import NET, S0, H, T, X, o_and_s, same
from .forward_laws import GROUND_TESTS, NO_BIASES, NO_S0, TESTS

LETTERS = "U", "W", "V", "b", "c"
WAITS = "waits for the test that fails above"
LAYOUTS = {
    "last": "the start row last",
    "first": "the start row first",
    "none": "no start row",
}
_CURES = {
    "last": "give s T + 1 rows, step t in s[t], the start in s[-1]",
    "first": "give s T + 1 rows, the start in s[0], step t in s[t + 1]",
    "none": "give s T rows, step t in s[t]",
}


def examine_forward(forward, *, layout=None):
    """Print, for each test of recurrence, pass or FAIL and what the failure means.

    Parameters
    ----------
    forward : function of (x, params), or of (x, params, s0=None), that returns the post's [o, s]
        (o of T rows, s of T or T+1 rows) or a `Trace`; x are token ids, params an `RNNParams`.
        In place of params it may take those of U, W, V, b, c that it needs, by these names
    layout : "last", "first" or "none", to ask for s with the start row last, with it first, or
        without it; else the layout is named, and each will do

    Returns
    -------
    None, so that a notebook shows the report and nothing else

    Raises
    ------
    ValueError : another layout. An error inside `forward` is one line of the report

    Source: chapter 12, the museum of broken networks.
    """
    title = getattr(forward, "__name__", "forward")
    report = forward_report(forward, layout=layout)
    if not report:
        print(f"{title}: not tried yet")
        return
    print(title)
    for name, passed, message in report:
        if message != WAITS:
            verdict = {True: "pass", False: "FAIL - ", None: ""}[passed]
            print(f"  {name}: {verdict}{', ' if passed and message else ''}{message}")
    verdicts = [passed for _, passed, _ in report]
    summary = (
        f"{verdicts.count(True)} of {len(report)} tests passed, {verdicts.count(False)} failed"
    )
    if None in verdicts:
        summary += f", {verdicts.count(None)} not run"
    print(summary + ("; begin with the first FAIL." if False in verdicts else "."))


def forward_report(forward, *, layout=None):
    """Return [(name, passed, message), ...], one for each test of recurrence, always in one order.

    Parameters
    ----------
    forward, layout : as for `examine_forward`

    Returns
    -------
    list of (str, bool or None, str): None, and the reason, for a test that was not run; the
        message of the first test names the layout of s, and a last one stands there when a layout
        is asked for. The empty list for a stub that nobody has filled in

    Raises
    ------
    ValueError : another layout; nothing else, whatever `forward` does

    Source: chapter 12.
    """
    if layout is not None and layout not in LAYOUTS:
        raise ValueError(f"layout expects one of {', '.join(LAYOUTS)}, got {layout!r}")
    if _is_stub(forward):
        return []
    run = Candidate(forward)
    report, blocked = [], False
    for name, test in TESTS.items():
        message = WAITS if blocked else _message(test, run)
        passed = None if message in (WAITS, NO_S0, NO_BIASES) else not message
        report.append((name, passed, message or ""))
        blocked |= passed is False and test in GROUND_TESTS
    if not blocked:
        report[0] = (*report[0][:2], _message(_described, run))
    if layout is not None:
        passed = None if blocked else run.layout == layout
        message = WAITS if blocked else f"it has {_row_of(run)}: {_CURES[layout]}"
        report.append((f"s has {LAYOUTS[layout]}", passed, "" if passed else message))
    return report


class Candidate:
    """The learner's function, called without its prints and warnings, on copies of the inputs."""

    def __init__(self, forward):
        self.forward = forward
        self.changed = None  # the input that the function wrote into, "x" or "s0"
        try:
            takes = dict(inspect.signature(forward).parameters)
        except (TypeError, ValueError):  # no function, or one that does not tell
            takes = {}
        self.takes_s0 = "s0" in takes
        self._needs_s0 = self.takes_s0 and takes["s0"].default is inspect.Parameter.empty
        self._letters = [] if "params" in takes else [name for name in takes if name in LETTERS]
        self.takes_biases = not self._letters or {"b", "c"} <= takes.keys()

    def answer(self, x=X, params=NET, s0=None):
        """Return what the function returns, as it is."""
        if s0 is None and self._needs_s0:
            s0 = np.zeros(H)
        inputs = {"x": x.copy()} if s0 is None else {"x": x.copy(), "s0": s0.copy()}
        named = {} if s0 is None else {"s0": inputs["s0"]}
        named |= {letter: getattr(params, letter) for letter in self._letters}
        silence = contextlib.redirect_stdout(io.StringIO())
        with silence, warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            answer = self.forward(inputs["x"], *([] if self._letters else [params]), **named)
        for letter, before in (("x", x), ("s0", s0)):
            if before is not None and not np.array_equal(before, inputs[letter]):
                self.changed = letter
        return answer

    def __call__(self, x=X, params=NET, s0=None):
        """Return o (T, K) and s (T, H), without the row for the initial state."""
        o, s = map(np.array, o_and_s(self.answer(x, params, s0)))
        if len(s) == len(x) + 1:
            s = s[1:] if self.layout == "first" else s[:-1]
        return o, s

    @functools.cached_property
    def layout(self):
        """Where s holds the initial state, a name in LAYOUTS; None when no row can be it."""
        for s0 in (S0, None):
            with contextlib.suppress(Exception):  # the tests will say so
                s = np.array(o_and_s(self.answer(s0=s0))[1])
                if len(s) == T:
                    return "none"
                start = np.zeros(H) if s0 is None else s0
                if same(s[-1], start):
                    return "last"
                if same(s[0], start):
                    return "first"
        return None


def _described(run):
    """What o and s are, if not arrays, and which row of s is the start."""
    parts = zip("os", o_and_s(run.answer()), strict=True)
    lists = {
        letter: type(part).__name__ for letter, part in parts if isinstance(part, list | tuple)
    }
    are = [f"{letter} is a {kind} of rows" for letter, kind in lists.items()]
    return ", ".join([*are, _row_of(run).removeprefix("the ")])


def _row_of(run):
    return LAYOUTS.get(run.layout, f"{T + 1} rows, but neither the first nor the last is s0")


def _is_stub(forward):
    if is_blank(forward):
        return True
    try:
        answer = Candidate(forward).answer()
    except Exception as error:
        return leaves_a_blank(error)
    return is_blank(answer) or (answer is None and is_stub(forward))


def _message(test, run):
    """None when the test passes, else one line, the same on every machine."""
    try:
        return test(run)
    except Exception as error:
        return error_in_words(error)

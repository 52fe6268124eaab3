"""Is a forward function really a recurrent network? A report on a learner's own one."""

import contextlib
import inspect
import io
import re
import warnings

import numpy as np

from .checks import is_untouched
from .forward_laws import GROUND_TESTS, NET, NO_S0, TESTS, H, X, o_and_s, same

WAITS = "waits for the test that fails above"


def examine_forward(forward):
    """Print, for each test of recurrence, pass or FAIL and what the failure means.

    Parameters
    ----------
    forward : function of (x, params), or of (x, params, s0=None), that returns the post's [o, s]
        (o of T rows, s of T or T+1 rows) or a `Trace`; x are token ids, params an `RNNParams`

    Returns
    -------
    None, so that a notebook shows the report and nothing else

    Raises
    ------
    Nothing: an error inside `forward` is one line of the report

    Source: chapter 12, the museum of broken networks.
    """
    title = getattr(forward, "__name__", "forward")
    report = forward_report(forward)
    if not report:
        print(f"{title}: not tried yet")
        return
    print(title)
    for name, passed, message in report:
        if message != WAITS:
            verdict = {True: "pass", False: "FAIL - ", None: ""}[passed]
            print(f"  {name}: {verdict}{message}")
    verdicts = [passed for _, passed, _ in report]
    summary = (
        f"{verdicts.count(True)} of {len(report)} tests passed, {verdicts.count(False)} failed"
    )
    if None in verdicts:
        summary += f", {verdicts.count(None)} not run"
    print(summary + ("; begin with the first FAIL." if False in verdicts else "."))


def forward_report(forward):
    """Return [(name, passed, message), ...], one for each test of recurrence, always in one order.

    Parameters
    ----------
    forward : as for `examine_forward`

    Returns
    -------
    list of (str, bool or None, str): None, and the reason, for a test that was not run;
        the empty list for a stub that nobody has filled in

    Raises
    ------
    Nothing, whatever `forward` does

    Source: chapter 12.
    """
    if _is_stub(forward):
        return []
    run = Candidate(forward)
    report, blocked = [], False
    for name, test in TESTS.items():
        message = WAITS if blocked else _message(test, run)
        passed = None if message in (WAITS, NO_S0) else not message
        report.append((name, passed, message or ""))
        blocked |= passed is False and test in GROUND_TESTS
    return report


class Candidate:
    """The learner's function, called without its prints and warnings, on copies of the inputs."""

    def __init__(self, forward):
        self.forward = forward
        self.changed = None  # the input that the function wrote into, "x" or "s0"
        try:
            self.takes_s0 = "s0" in inspect.signature(forward).parameters
        except (TypeError, ValueError):  # no function, or one that does not tell
            self.takes_s0 = False

    def answer(self, x=X, params=NET, s0=None):
        """Return what the function returns, as it is."""
        inputs = {"x": x.copy()} if s0 is None else {"x": x.copy(), "s0": s0.copy()}
        start = {} if s0 is None else {"s0": inputs["s0"]}
        silence = contextlib.redirect_stdout(io.StringIO())
        with silence, warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            answer = self.forward(inputs["x"], params, **start)
        for letter, before in (("x", x), ("s0", s0)):
            if before is not None and not np.array_equal(before, inputs[letter]):
                self.changed = letter
        return answer

    def __call__(self, x=X, params=NET, s0=None):
        """Return o (T, K) and s (T, H), without the row for the initial state."""
        o, s = (np.array(part, float) for part in o_and_s(self.answer(x, params, s0)))
        if len(s) == len(x) + 1:  # the initial state stands last, as in the post, or first
            starts = [np.zeros(H)] if s0 is None else [np.zeros(H), s0]
            is_first, is_last = (any(same(s[t], row) for row in starts) for t in (0, -1))
            s = s[1:] if is_first and not is_last else s[:-1]
        return o, s


def _is_stub(forward):
    if is_untouched(forward):
        return True
    try:
        return is_untouched(Candidate(forward).answer())
    except NotImplementedError:
        return True
    except Exception as error:
        return "ellipsis" in str(error)  # a line such as s[t] = ... that is still to be written


def _message(test, run):
    """None when the test passes, else one line, the same on every machine."""
    try:
        return test(run)
    except Exception as error:
        text = re.sub(r"0x[0-9a-fA-F]+", "0x...", " ".join(str(error).split()))
        return f"it raised {type(error).__name__}: {text}"

"""The controls of an explorer: ordinary ipywidgets, labelled with the symbol they change."""

from math import ceil, floor, inf, isfinite
from numbers import Integral, Real
from time import monotonic

import ipywidgets as widgets
from traitlets import CFloat, CInt

from ..views.style import COLOURS

# JupyterLab's slider knows only its notches: it moves every other value to the nearest one, and
# says so. While a value stands between two notches, the slider therefore gets very fine ones.
_FINE = 1e-6
_ECHO = 30.0  # seconds within which a busy kernel may still hear what the browser repeats

SUBSCRIPTS = str.maketrans("0123h", "₀₁₂₃ₕ")  # "W12".translate(SUBSCRIPTS) labels a slider

_STYLE = {"description_width": "3.2em"}
_INK = "var(--jp-ui-font-color1)"  # of the words beside it, in light and dark themes
_LAYOUT = {"width": "auto", "max_width": "30em"}


class _Slider(widgets.FloatSlider):
    """A FloatSlider that keeps the value it was given, and saves the kernel one message a move.

    What the browser says need not be repeated to it (`echo_update`): it asks where it may be wrong.
    """

    value = CFloat(0.0).tag(sync=True, echo_update=False)

    def __init__(self, *, step, value, **kwargs):
        self._notch = step
        self._told = {value: monotonic()}  # values that code has set: when
        super().__init__(step=step, value=value, **kwargs)
        self.step = self._step_for(value)

    def move(self, value):
        """Set a value from code, between two notches too."""
        now = monotonic()
        self._told = {told: t for told, t in self._told.items() if now - t < _ECHO} | {value: now}
        with self.hold_sync():
            self.step = self._step_for(value)
            self.value = value

    def send_state(self, key=None):
        """Send the step first, or the browser would move the value to a notch of the old step."""
        super().send_state(sorted(key) if isinstance(key, set) else key)

    def set_state(self, sync_data):
        """Take a value from the browser, where 0.15 may come as 0.1499999999999999."""
        if "value" in sync_data:
            value = round(sync_data["value"], 9)
            if abs(value - self.value) < _FINE / 2 or self._is_late_echo(sync_data["value"]):
                value = self.value
            else:  # a hand: back to the notches
                self.step, self._told = self._notch, {}
            sync_data = {**sync_data, "value": value}
        super().set_state(sync_data)

    def _is_late_echo(self, value):
        """True for almost a value that code set a moment ago, before another one.

        The browser makes 2.000000000000001 of some a 2, and says so; code may have gone on by then.
        """
        near = [t for told, t in self._told.items() if 0 < abs(value - told) < _FINE / 2]
        return any(monotonic() - t < _ECHO for t in near)

    def _step_for(self, value):
        notches = (value - self.min) / self._notch
        return self._notch if abs(notches - round(notches)) < 1e-6 else _FINE


class _StepSlider(widgets.IntSlider):
    value = CInt(0).tag(sync=True, echo_update=False)


def slider(symbol, low, high, value, *, step=0.05, meaning="", concept=None):
    """Return a slider for a real number, labelled with its symbol.

    Parameters
    ----------
    symbol : text of the label, such as "W₁₂"
    low, high, value : where it ends and where it stands at first
    step : from one notch to the next; code can also set values between two notches
    meaning : what the symbol stands for, shown when the mouse rests on it
    concept : key of COLOURS that the handle takes; that of words when left out
    """
    places = max(2, len(f"{step:.9f}".rstrip("0").partition(".")[2]))
    return _Slider(
        description=symbol, min=low, max=high, value=value, step=step,
        readout_format=f".{places}f", tooltip=meaning, style=_style(concept), layout=_LAYOUT,
    )  # fmt: skip


def step_slider(symbol, low, high, value, *, meaning=""):
    """Return a slider for a whole number, such as the time step."""
    return _StepSlider(
        description=symbol, min=low, max=high, value=value,
        tooltip=meaning, style=_style(None), layout=_LAYOUT,
    )  # fmt: skip


def choice(symbol, options, value):
    """Return a drop-down list of named options."""
    return widgets.Dropdown(
        description=symbol, options=list(options), value=value, style=_STYLE, layout=_LAYOUT
    )


def text(symbol, value, *, meaning=""):
    """Return a line to type in; what is typed counts at Enter, or when the line is left.

    Parameters
    ----------
    symbol : text of the label, such as "x"
    value : what stands in it at first
    meaning : what to type, shown in the empty line and when the mouse rests on it
    """
    return widgets.Text(
        description=symbol, value=value, placeholder=meaning, tooltip=meaning,
        continuous_update=False, style=_STYLE, layout=_LAYOUT,
    )  # fmt: skip


def move(control, value):
    """Set a control from code."""
    if isinstance(control, _Slider):
        control.move(value)
    else:
        control.value = value


def nearest(control, value):
    """Return the value nearest to this one that a hand can set a slider to; text stays as it is."""
    if not hasattr(control, "min"):
        return value
    return at(control, round(place(control, value)))


def entries(control):
    """Return what one can choose in a list or with a box to tick; [] for other controls."""
    if isinstance(control.value, bool):
        return [False, True]
    options = getattr(control, "options", ())
    return [item[1] if isinstance(item, tuple) else item for item in options]


def place(control, value):
    """Return how many notches or entries lie before a value; 0 for text."""
    if known := entries(control):
        return known.index(value)
    return (value - control.min) / _notch(control) if hasattr(control, "min") else 0


def at(control, number):
    """Return the value behind so many notches or entries."""
    if known := entries(control):
        return known[number]
    value = type(control.min)(round(control.min + number * _notch(control), 9))
    return min(max(value, control.min), control.max)


def beside(control, value, steps):
    """Return the value that a hand reaches in so many steps, or None where there is none."""
    if not ends(control):
        return None
    there = (floor if steps > 0 else ceil)(round(place(control, value), 6)) + steps
    last = ceil(round(place(control, ends(control)[1]), 6))
    return at(control, there) if 0 <= there <= last else None


def ends(control):
    """Return the first and the last value that a hand can reach; [] for text."""
    if known := entries(control):
        return [known[0], known[-1]]
    return [control.min, control.max] if hasattr(control, "min") else []


def notches(control):
    """Return the values that a hand can set a control to; of a line to type in, what it says."""
    if known := entries(control):
        return known
    if not hasattr(control, "min"):
        return [control.value]
    count = int(place(control, control.max) + 1e-6)
    return [at(control, number) for number in range(count + 1)]


def out_of_reach(control, value):
    """Return what is wrong with a value for this control, or None: a widget would clamp it."""
    if hasattr(control, "options"):  # a list: drop-down, toggle buttons
        known = entries(control)
        found = any(type(value) is type(item) and value == item for item in known)
        return None if found else f"one of {', '.join(map(repr, known))}"
    if isinstance(control.value, str):
        return None if isinstance(value, str) else "text"
    if isinstance(control.value, bool):
        return None if isinstance(value, bool) else "True or False"
    kind, name = (Integral, "whole number") if isinstance(control.value, int) else (Real, "number")
    if isinstance(value, bool) or not isinstance(value, kind):
        return f"a {name}"
    low, high = getattr(control, "min", -inf), getattr(control, "max", inf)
    if not (isfinite(value) and low <= value <= high):
        return f"a {name} from {low:g} to {high:g}" if isfinite(low) else f"a finite {name}"
    return None


def _notch(control):
    return control._notch if isinstance(control, _Slider) else control.step


def _style(concept):
    return {**_STYLE, "handle_color": COLOURS[concept] if concept else _INK}

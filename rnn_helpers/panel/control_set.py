"""All controls of one explorer together: read, checked, set from code, listened to."""

from .controls import entries, move, nearest, out_of_reach
from .typed_numbers import answer


class ControlSet:
    """The controls of one explorer.

    Parameters
    ----------
    controls : {name: ipywidget}
    moved : what to call when a hand has moved one of them, once `listen` has been called

    Raises
    ------
    ValueError : two sliders of one symbol
    """

    def __init__(self, controls, moved):
        self.controls = dict(controls)
        sliders = {name: one for name, one in self.controls.items() if hasattr(one, "readout")}
        self._sliders = {one.description: name for name, one in sliders.items()}
        if len(self._sliders) < len(sliders):
            symbols = ", ".join(one.description for one in sliders.values())
            raise ValueError(f"controls expects a symbol of its own for each slider, got {symbols}")
        self.start = self.values()
        self._moved = moved

    def values(self):
        """Return {name: value} of all controls."""
        return {name: control.value for name, control in self.controls.items()}

    def traits(self):
        """Return [model id, the trait by which the browser knows its value] of each control."""
        return [[control.model_id, _sent(control)] for control in self.controls.values()]

    def sent_values(self, values):
        """Return values of all controls as the browser knows them: in a list, which entry."""
        return [
            entries(control).index(values[name]) if _sent(control) == "index" else values[name]
            for name, control in self.controls.items()
        ]

    def is_on_notch(self, name, value):
        """Whether a hand, too, can bring a control to this value; text counts as such."""
        return nearest(self.controls[name], value) == value

    def control(self, name):
        """Return one control, or raise TypeError."""
        if name not in self.controls:
            raise TypeError(f"the controls are {', '.join(self.controls)}; got {name!r}")
        return self.controls[name]

    def check(self, values):
        """Raise TypeError for a name that no control has, ValueError for a value out of reach."""
        for name, value in values.items():
            if expected := out_of_reach(self.control(name), value):
                raise ValueError(f"{name} expects {expected}, got {value!r}")

    def typed(self, symbol, text):
        """Return ({name: value}, words) for what was typed beside the slider of this symbol.

        Where the slider goes, {} when it stays, and what is wrong with the text, or "".
        """
        name = self._sliders[symbol]
        value, words = answer(self.controls[name], text)
        return ({} if value is None else {name: value}), words

    def put(self, values):
        """Set several controls from code, without calling `moved`."""
        self.listen(False)
        try:
            for name, value in values.items():
                move(self.controls[name], value)
        finally:
            self.listen(True)

    def listen(self, on):
        """Begin or cease to call `moved`."""
        for control in self.controls.values():
            if on:
                control.observe(self._moved, names="value")
            else:
                control.unobserve(self._moved, names="value")


def _sent(control):
    """The trait that tells the browser a control's value: of a list, which of its entries."""
    return "index" if hasattr(control, "index") else "value"

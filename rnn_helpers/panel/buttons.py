"""Reset and the presets: where a press on each of them puts the controls."""

RESET = "Reset"  # the first


class Buttons:
    """The buttons of one explorer.

    Parameters
    ----------
    control_set : ControlSet, whose `start` is where Reset leads
    presets : {name: {control: value}}
    keep : names of controls that a preset leaves where they stand when it does not name them

    Raises
    ------
    TypeError, ValueError : names and values that no control has
    """

    def __init__(self, control_set, presets, keep):
        self._control_set = control_set
        self.presets = {name: dict(values) for name, values in presets.items()}
        self._keep = {name: control_set.control(name) for name in keep}
        for values in self.presets.values():
            control_set.check(values)

    def names(self):
        """Return the names of all buttons, in their order."""
        return [RESET, *self.presets]

    def values(self, name):
        """Return {control: value}, where a button puts all controls, or raise ValueError."""
        kept = {key: control.value for key, control in self._keep.items()}
        return {**self._control_set.start, **({} if name == RESET else kept | self._preset(name))}

    def sent_values(self):
        """Return {name: values of all controls, as the browser knows them}; None where one stays.

        Without buttons that put a slider between two notches: only the kernel can do so.
        """
        sent = {}
        for name in self.names():
            values = self.values(name)
            if all(self._control_set.is_on_notch(*value) for value in values.items()):
                stays = {*self._keep}.difference(self.presets.get(name, self._keep))
                both = zip(values, self._control_set.sent_values(values), strict=True)
                sent[name] = [None if key in stays else value for key, value in both]
        return sent

    def beginning(self, begin):
        """Return where all controls stand when a task begins: with a preset, or with values."""
        put = self._preset(begin) if isinstance(begin, str) else begin or {}
        self._control_set.check(put)
        return {**self._control_set.start, **put}

    def _preset(self, name):
        if name not in self.presets:
            raise ValueError(f"preset expects one of {', '.join(self.presets)}; got {name!r}")
        return self.presets[name]

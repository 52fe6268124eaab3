"""The line of code that opens an explorer as it stands, to be pasted into a cell."""

PLAIN = (bool, int, float, str)  # what a line of code can say again


def line(opened_by, values, start):
    """Return the line, with the controls that do not stand at their start.

    Parameters
    ----------
    opened_by : (function's name, list of values, {argument: value}), the call that opened the
        explorer, or None
    values, start : {control: value}, now and at first

    Raises
    ------
    ValueError : a line cannot say how the explorer was opened
    """
    name, given, named = opened_by or (None, [], {})
    if name is None or not all(isinstance(one, PLAIN) for one in (*given, *named.values())):
        raise ValueError(
            "link expects an explorer that a function of rnn_helpers.explorers opened, with "
            "numbers and words alone; this one was made with objects that no line of code can hold"
        )
    call = f"{name}({', '.join([*map(repr, given), *_said(named)])})"
    moved = {control: value for control, value in values.items() if value != start[control]}
    at = f".at({', '.join(_said(moved))})" if moved else ""
    return f"from rnn_helpers.explorers import {name}; {call}{at}"


def _said(named):
    return [f"{name}={value!r}" for name, value in named.items()]

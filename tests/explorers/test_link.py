"""The line that opens an explorer as it stands: pasted into a cell, it shows the same."""

import pytest
from made import at_start

from rnn_helpers import explorers
from rnn_helpers.lessons.museum_laws import LAWS


def moved(control):
    """Another value than at its start, if it has one."""
    if hasattr(control, "options"):
        return next(each for each in control.options if each != control.value)
    if hasattr(control, "min"):
        value = type(control.min)(control.min + (control.max - control.min) / 3.1)
        return value if value != control.value else control.max
    return control.value


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_the_line_leads_back_to_where_it_stood(name):
    """(Pasted, it makes an explorer anew; here it finds one at its start, which is soon done.)"""
    explorer = at_start(maker := getattr(explorers, name))
    explorer.set(**{control: moved(widget) for control, widget in explorer.controls.items()})
    there, line = str(explorer), explorer.link()
    imports, _, call = line.partition("; ")
    assert imports == f"from rnn_helpers.explorers import {name}" and ".at(" in call
    assert eval(call, {name: lambda: at_start(maker)}).link() == line
    assert str(explorer) == there


def pasted(line):
    imports, _, call = line.partition("; ")
    names = {}
    exec(imports, names)
    return eval(call, names)


def test_a_line_says_which_part_and_which_words():
    second = explorers.one_number(part=2).at(b=-0.25)
    assert second.link() == (
        "from rnn_helpers.explorers import one_number; one_number(part=2).at(b=-0.25)"
    )
    again = pasted(second.link())
    assert again.link() == second.link() and str(again) == str(second)


def test_at_its_start_the_line_is_the_call():
    line = at_start(explorers.one_pulse).link()
    assert line == "from rnn_helpers.explorers import one_pulse; one_pulse()"


def test_objects_of_ones_own_are_in_no_line():
    with pytest.raises(ValueError, match="no line of code can hold"):
        explorers.law_matrix(laws=dict(LAWS)).link()

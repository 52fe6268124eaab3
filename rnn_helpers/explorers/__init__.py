"""One file an explorer, named as its function: sliders -> equations -> views.

EXPLORERS is the contents page. A file is loaded when its function is asked for, not before. Some
share `weights`, sliders for single numbers of a network, and `sentences`, what may be typed.
"""

import sys
from functools import wraps
from importlib import import_module
from types import ModuleType

EXPLORERS = {  # function: chapter
    "finish_sentence": "00",
    "one_pulse": "00",
    "one_number": "01",
    "stepper": "02",
    "many_starts": "02",
    "transpose_switch": "03",
    "learned_columns": "04",
    "three_ways": "04",
    "push": "04",
    "look_back": "05",
    "sentence_reader": "05",
    "minus_one_lab": "05",
    "logits_to_bars": "06",
    "draw_words": "06",
    "word_regions": "06",
    "live_flow": "07",
    "linked_views": "07",
    "own_words": "07",
    "one_step": "08",
    "landscape_map": "08",
    "grammar_places": "08",
    "two_runs": "09",
    "which_input": "09",
    "pulse_board": "10",
    "match_target": "10",
    "beside_truth": "11",
    "surgery": "11",
    "character_writer": "11",
    "law_matrix": "12",
    "one_gate": "13",
    "gate_stepper": "13",
    "bit_keepers": "13",
    "who_looks_where": "14",
    "linear_kernel": "14",
    "train_two_units": "A1",
    "seven_spellings": "A2",
}
__all__ = list(EXPLORERS)


def _remembered(make):
    """The same function; its explorer knows the call that opened it."""

    @wraps(make)
    def opened(*values, **named):
        explorer = make(*values, **named)
        explorer.opened_by = make.__name__, values, named
        return explorer

    return opened


class _Contents(ModuleType):
    """The name of a file means its function here, whoever has loaded the file first."""

    def __getattr__(self, name):
        if name not in EXPLORERS:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        import_module(f".{name}", self.__name__)
        return vars(self)[name]

    def __setattr__(self, name, value):
        is_file = name in EXPLORERS and isinstance(value, ModuleType)
        super().__setattr__(name, _remembered(getattr(value, name)) if is_file else value)


sys.modules[__name__].__class__ = _Contents

"""Every explorer of the package, found by listing: its extremes, its presets, random walks."""

import io
import json
import pkgutil
import subprocess
import sys
from functools import partial
from textwrap import fill

import numpy as np
import pytest
from ipywidgets import Button
from made import at_start, of
from PIL import Image
from records import assert_as_recorded
from replay import far, full_drawing, replayed, still

from rnn_helpers import explorers
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.pages import places
from rnn_helpers.pages.recording import Recording
from rnn_helpers.panel.explorer import LINE, Explorer

FAR = 0.01  # how much of a frame may differ from Matplotlib's own drawing

MAKERS = [pytest.param(getattr(explorers, name), id=name) for name in explorers.EXPLORERS]


@pytest.fixture(params=MAKERS)
def maker(request):
    return request.param


@pytest.fixture
def explorer(maker):
    return at_start(maker)


def reach(control):
    """What a control can be set to: every option, or minimum, middle and maximum."""
    if hasattr(control, "options"):
        return list(control.options)
    if hasattr(control, "min"):
        middle = (control.min + control.max) / 2
        return [control.min, type(control.min)(middle), control.max]
    return {bool: [False, True], str: [control.value]}[type(control.value)]


def walk(explorer, steps, rng):
    """Random moves of one control each."""
    for _ in range(steps):
        name = rng.choice(list(explorer.controls))
        control = explorer.controls[name]
        value = reach(control)[rng.integers(len(reach(control)))]
        if hasattr(control, "min"):
            value = type(control.min)(rng.uniform(control.min, control.max))
        yield name, value


def picture(explorer):
    return explorer.layout.front_end.frame.split(b"\n")[1]


def numbers(explorer):
    state = explorer.state()
    return {name: state[name] for name in state if name not in explorer.controls}


def differ(one, other, *, by):
    """Whether two dicts of numbers differ somewhere by more than `by`."""
    if one.keys() != other.keys():
        return True
    for a, b in zip(map(np.asarray, one.values()), map(np.asarray, other.values())):
        if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
            return True
        if a.dtype.kind == "f":
            if not np.allclose(a, b, rtol=0, atol=by, equal_nan=True):
                return True
        elif (a != b).any():
            return True
    return False


def check(explorer):
    """What holds in every state."""
    sentence = explorer.describe()
    assert 0 < len(sentence) <= 240
    assert sentence[-1] == "."
    assert str(explorer).endswith("\n" + fill(sentence, LINE))
    assert "nan" not in str(explorer).lower().split()
    assert explorer.layout.error.value == ""
    for name, value in explorer.state().items():
        if np.asarray(value).dtype.kind == "f":
            assert np.isfinite(value).all(), name
    for name, control in explorer.controls.items():
        assert explorer.state()[name] == control.value


def test_the_contents_page_names_every_file_that_makes_an_explorer():
    files = {module.name for module in pkgutil.iter_modules(explorers.__path__)}
    assert set(explorers.EXPLORERS) == files - {"sentences", "weights"}
    assert all(isinstance(of(maker.values[0]), Explorer) for maker in MAKERS)
    assert list(explorers.EXPLORERS.values()) == sorted(explorers.EXPLORERS.values())


def test_an_explorer_is_loaded_when_it_is_asked_for():
    program = (
        "import sys, rnn_helpers.explorers.push\n"
        "from rnn_helpers.explorers import push, stepper\n"
        "loaded = [name for name in sys.modules if name.startswith('rnn_helpers.explorers.')]\n"
        "print(push.__name__, stepper.__name__, *sorted(name[22:] for name in loaded))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.stdout.split() == ["push", "stepper", "push", "sentences", "stepper", "weights"]


def test_every_control_to_its_ends(explorer):
    """From the start, or from a preset: who draws no word does not see that others are drawn."""
    for name, control in explorer.controls.items():
        begins = [explorer.reset, *(partial(explorer.preset, each) for each in explorer.presets)]
        seen = set()
        for begin in begins if len(reach(control)) > 1 else begins[:1]:
            if len(seen) > 1:
                break
            begin()
            seen = {picture_at(explorer, name, value) for value in reach(control)}
        assert len(seen) > 1 or len(reach(control)) == 1, f"{name} changes nothing in the picture"


def picture_at(explorer, name, value):
    explorer.set(**{name: value})
    assert explorer.state()[name] == value
    check(explorer)
    return picture(explorer)


def test_all_controls_to_their_ends_at_once(explorer):
    for end in (0, -1):
        explorer.set(**{name: reach(control)[end] for name, control in explorer.controls.items()})
        check(explorer)


def test_every_preset_and_reset(explorer):
    start, first = str(explorer), picture(explorer)
    for name, values in explorer.presets.items():
        explorer.preset(name)
        check(explorer)
        assert {key: explorer.state()[key] for key in values} == values
        assert (str(explorer), picture(explorer)) != (start, first), name
    explorer.reset()
    assert (str(explorer), picture(explorer)) == (start, first)


def test_every_button_does_what_code_does_and_no_other_does(explorer):
    """(In a browser a hand presses two of them.)"""
    rows = [getattr(part, "children", ()) for part in explorer.layout.box.children]
    buttons = {b.description: b for row in rows for b in row if isinstance(b, Button)}
    names = ["Reset", *explorer.presets]
    assert [name for name in buttons if name in names] == names
    by_code, by_hand = [], []
    for name in names:
        explorer.reset() if name == "Reset" else explorer.preset(name)
        by_code.append((str(explorer), picture(explorer)))
    for name in names:
        buttons[name].click()
        by_hand.append((str(explorer), picture(explorer)))
    assert by_hand == by_code
    assert len({shown for _, shown in by_hand}) == len(names)


def test_a_random_walk(explorer):
    rng = np.random.default_rng(7)
    before, shown = numbers(explorer), picture(explorer)
    for name, value in walk(explorer, 40, rng):
        explorer.set(**{name: value})
        check(explorer)
        after, now = numbers(explorer), picture(explorer)
        if differ(before, after, by=0.05):
            assert now != shown, f"{name} = {value}: other numbers, the same picture"
        before, shown = after, now


def test_the_way_does_not_matter(explorer):
    """The picture and the read-out depend on the controls alone."""
    rng = np.random.default_rng(8)
    for name, value in walk(explorer, 5, rng):
        explorer.set(**{name: value})
    there = {name: control.value for name, control in explorer.controls.items()}
    text, shown = str(explorer), picture(explorer)
    for name, value in walk(explorer, 20, rng):
        explorer.set(**{name: value})
    explorer.set(**there)
    assert (str(explorer), picture(explorer)) == (text, shown)


def test_the_hand_and_the_code_do_the_same(explorer):
    rng = np.random.default_rng(9)
    moves = list(walk(explorer, 5, rng))
    for name, value in moves:
        explorer.controls[name].value = value
    by_hand = str(explorer), picture(explorer)
    explorer.reset()
    for name, value in moves:
        explorer.set(**{name: value})
    assert (str(explorer), picture(explorer)) == by_hand


def seen_of(explorer):
    """All that can be seen of an explorer but its picture."""
    layout, tasks = explorer.layout, explorer.tasks
    said = [layout.words.value, layout.error.value, layout.front_end.said, layout.front_end.frame]
    return [str(explorer), repr(explorer.state()), tasks.ticked, tasks.words, *said]


def test_what_is_drawn_ahead_is_what_the_hand_finds_there_and_leaves_no_trace(explorer):
    rng, ahead = np.random.default_rng(11), explorer._ahead
    for name, value in walk(explorer, 2 if ahead else 0, rng):
        explorer.controls[name].value = value
        before, drawn = seen_of(explorer), full_drawing(explorer.frames)
        ways = [values for _, values in [*ahead._along_held(), *ahead._all_else()]]
        some = [ways[i] for i in rng.permutation(len(ways))[:3]]
        frames = [explorer._glance(values) for values in some]
        assert seen_of(explorer) == before
        assert (full_drawing(explorer.frames) == drawn).all()
        for values, frame in zip(some, frames, strict=True):
            explorer.set(**values)
            assert explorer.layout.front_end.frame == frame, values


def test_a_frame_is_what_a_full_drawing_shows(explorer):
    """What the browser is told to draw, drawn by Matplotlib: edges may lie half a pixel apart.

    What does not move is drawn once, as the browser gets it.
    """
    background = still(explorer.frames)
    for name, value in walk(explorer, 6, np.random.default_rng(10)):
        explorer.set(**{name: value})
        apart = far(replayed(explorer.frames, background), full_drawing(explorer.frames))
        assert apart < FAR, f"{name} = {value}"


def test_a_page_without_a_kernel_holds_what_it_shows(explorer, monkeypatch):
    """One control from one button: every frame and sentence of the record, drawn once more."""
    monkeypatch.setattr(places, "WAYS", ((5, False),))
    rng = np.random.default_rng(11)
    found = [*places.Places(explorer, (5, False), places.Pressed(explorer)).blocks()]
    block = found[rng.integers(len(found))]
    monkeypatch.setattr(places.Places, "blocks", lambda self: [block])
    assert_as_recorded(explorer, Recording(explorer), rng)


def test_what_a_notebook_gets(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/plain", "image/png"}
    assert data["text/plain"] == str(explorer)
    assert metadata["image/png"]["alt"] == explorer.describe()
    assert len(data["image/png"]) < 100_000
    small = Image.open(io.BytesIO(data["image/png"]))
    assert small.size[0] <= 900 and small.size[1] <= 450
    assert len(small.getcolors()) <= 128
    assert data["image/png"] == explorer._repr_mimebundle_()[0]["image/png"]


def test_sizes_of_a_frame_and_of_the_background(explorer):
    frame, background = explorer.frames.frame(), explorer.frames.background()
    assert len(frame) < 40_000 and len(background) < 250_000
    width, height = json.loads(frame)["size"]
    assert Image.open(io.BytesIO(background)).size == (2 * width, 2 * height)


def test_labels_and_buttons(explorer):
    assert all(control.description for control in explorer.controls.values())
    assert len({control.description for control in explorer.controls.values()}) == len(
        explorer.controls
    )
    known = [model for model, _ in explorer.layout.front_end.controls]  # frames are kept by them
    assert known == [control.model_id for control in explorer.controls.values()]
    assert len(explorer.presets) <= 4
    stacked = [part for part in explorer.layout.box.children if hasattr(part, "selected_index")]
    hidden = [row.children for stack in stacked for row in stack.children]
    loose = len(explorer.controls) - sum(map(len, hidden))
    assert loose + max(map(len, hidden), default=0) <= 6  # in sight at once


def test_a_planted_fault_is_seen(explorer, monkeypatch):
    """These tests can fail: what a view raises reaches them."""

    def broken(**values):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(explorer.views[0], "set", broken)
    name, control = next(iter(explorer.controls.items()))
    with pytest.raises(ZeroDivisionError, match="planted"):
        explorer.set(**{name: control.value})
    with pytest.raises(ZeroDivisionError, match="planted"):
        control.value = next(value for value in reach(control) if value != control.value)
    assert "planted" in explorer.layout.error.value
    monkeypatch.undo()
    explorer.reset()
    check(explorer)


# The numbers that an explorer reads out, computed here once more without the package's forward
# pass. Explorers that are not in the table have test files of their own.


def pulse(w):
    s = [0.0]
    for t in range(1, 25):
        s.append(np.tanh(w * s[-1] + (t == 3)))
    return {"s_3": s[3], "s_4": s[4], "s_24": s[24]}


def two_units(t, x, s01, s02, W11, W12, W21, W22, U1, U2, b1, b2, V1, V2, c):
    s, W, z = np.array([s01, s02]), np.array([[W11, W12], [W21, W22]]), []
    for x_t in map(float, x.split(", ")):
        s = np.tanh(s @ W + x_t * np.array([U1, U2]) + [b1, b2])
        z.append(s @ [V1, V2] + c)
    return {"z": z, "z_t": z[t]}


def three_words(t, x, s01, s02, **weights):
    params, vocab = dog_bites_man()
    arrays = {letter: getattr(params, letter).copy() for letter in "UWVbc"}
    for name, value in weights.items():
        arrays[name[0]][tuple(int(digit) - 1 for digit in name[1:])] = value
    s = [np.array([s01, s02])]
    for word in x.split():
        u_t = arrays["U"][:, vocab.tokens.index(word)]
        s.append(np.tanh(u_t + arrays["W"] @ s[-1] + arrays["b"]))
    weights_of_words = np.exp(arrays["V"] @ s[min(t + 1, len(s) - 1)] + arrays["c"])
    return {"s": s[1:], "o_t": weights_of_words / weights_of_words.sum()}


NUMBERS = {"one_pulse": pulse, "stepper": two_units, "linked_views": three_words}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_those_of_the_network(name):
    explorer = at_start(getattr(explorers, name))
    for control, value in walk(explorer, 30, np.random.default_rng(12)):
        explorer.set(**{control: value})
        values = {key: control.value for key, control in explorer.controls.items()}
        for symbol, number in NUMBERS[name](**values).items():
            np.testing.assert_allclose(explorer.state()[symbol], number, atol=1e-12)

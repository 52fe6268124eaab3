"""What a page without a kernel holds of an explorer is what the explorer shows."""

import numpy as np
import pytest
from made import at_start, of
from records import assert_as_recorded, places_in, unpacked, values_at

from rnn_helpers import explorers
from rnn_helpers.pages import places
from rnn_helpers.pages.fitting import fitted
from rnn_helpers.pages.operation_texts import marker_places, relative, steps
from rnn_helpers.pages.places import Places, Pressed, standing
from rnn_helpers.pages.recording import Recording


@pytest.fixture
def few(monkeypatch):
    """A way with few places, so that recording is quick."""
    monkeypatch.setattr(places, "WAYS", ((2, True), (1, False)))
    monkeypatch.setattr(places, "MOST", {True: 300, False: 300})


@pytest.mark.parametrize("name", ["finish_sentence", "sentence_reader", "which_input"])
def test_the_record_is_what_the_explorer_shows(name, few):
    recording = Recording(at_start(getattr(explorers, name)))
    record = assert_as_recorded(recording.explorer, recording, np.random.default_rng(21))
    assert len(record) == recording.places.count() > 20


def test_buttons_lead_to_places_that_are_recorded(few):
    told, _ = unpacked(Recording(at_start(explorers.sentence_reader)))
    explorer, reached = of(explorers.sentence_reader), [values for values, _, _ in places_in(told)]
    assert list(told["buttons"]) == ["Reset", *explorer.presets]
    begins = [task["begin"] for task in told["tasks"] if task["begin"]]
    assert begins and len(told["tasks"]) == len(explorer.tasks.list.tasks)
    for place in (*told["buttons"].values(), *begins, told["shown"]):
        assert values_at(told, place) in reached
    for name, place in told["buttons"].items():
        explorer.reset()
        if name != "Reset":
            explorer.preset(name)
        assert standing(explorer) == values_at(told, place)


def test_where_it_is_shown_is_where_it_stood(few):
    explorer = at_start(explorers.one_pulse)
    told, _ = unpacked(Recording(explorer, {"w": 0.37}))
    (control,) = told["controls"]
    assert control["values"][told["shown"][0]] == 0.37
    assert control["texts"][told["shown"][0]] == "0.37" and control["texts"][0] == "−2.00"
    assert standing(explorer) == {"w": 0.0}


def test_coarser_means_smaller():
    recording, sizes = Recording(at_start(explorers.one_pulse)), []
    assert recording.places is recording.ways[0]
    for places_held in recording.ways:
        recording.places = places_held
        sizes.append(len(recording.packed()))
    assert not recording.ways[0].is_coarse and recording.ways[-1].is_coarse
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] < sizes[0] / 2


def test_a_page_is_filled_and_the_smaller_record_is_made_finer_first():
    both = {name: Recording(at_start(getattr(explorers, name))) for name in ("one_pulse", "push")}
    room = 60_000
    packed = fitted(both, room)
    assert 0.6 * room < sum(map(len, packed.values())) <= room
    assert packed == {name: recording.packed() for name, recording in both.items()}
    assert both["one_pulse"].places is both["one_pulse"].ways[0]
    assert both["push"].places not in (both["push"].ways[0], both["push"].ways[-1])


# Where one can go


def places_of(name, way):
    """The Places, and all that they hold."""
    explorer = at_start(getattr(explorers, name))
    found = Places(explorer, way, Pressed(explorer))
    every = [values for block in found.blocks() for values in found.along(*block)]
    return found, {tuple(values.values()) for values in every}


def from_bases(found, *others):
    """Every base with each control moved, and with it the others."""
    moved = [names for name in found.values if (names := (name, *others)) != 2 * others]
    return {
        tuple(values.values())
        for base in found.bases
        for names in moved
        for values in found.along(base, names)
    }


def test_every_notch_and_option_is_there():
    found, held = places_of("stepper", (None, False))
    assert found.values["W11"] == [round(0.05 * i - 2, 9) for i in range(81)]
    assert found.values["x"] == ["1, 2, 3, 4, 5", "1, 1, 1, 1, 1", "5, 4, 3, 2, 1"]
    assert found.values["t"] == [0, 1, 2, 3, 4]
    assert held == from_bases(found) and len(found.bases) > 2
    assert found.count() <= len(found.bases) * sum(map(len, found.values.values()))


def test_with_play_every_control_moves_together():
    found, held = places_of("push", (None, True))
    assert held == from_bases(found, "t") and len(found.bases) > 1


def test_fewer_notches_keep_the_ends_and_where_buttons_lead():
    found, _ = places_of("landscape_map", (10, False))
    assert found.is_coarse
    assert found.values["turn"][0] == -180 and found.values["turn"][-1] == 180
    assert {90.0, 180.0} <= {*found.values["turn"]} and len(found.values["turn"]) < 16
    assert found.values["t"] == list(range(25))  # Play goes step by step


def test_what_a_preset_leaves_where_it_stands():
    assert Pressed(at_start(explorers.landscape_map)).kept == ["show"]
    assert Pressed(at_start(explorers.finish_sentence)).kept == []


def test_a_relative_path_leads_through_the_same_points():
    path = "M 1 2L 3.5 4.1L -0.2 4.1ZQ 1 2 3 4C 1 1 2 2 3.3 3.3M 10 10L 11 12Z"
    assert relative(path) == "m1 2l2.5 2.1l-3.7 0zq0 0 2 2c-2 -3 -1 -2 0.3 -0.7m6.7 6.7l1 2z"
    assert relative("") == ""


def test_a_cloud_of_markers_is_kept_as_steps_between_its_places():
    at = [8, 3, 5, 5, 8, 3] * 40
    cloud = {"at": at, "fill": "#c24a00ff", "stroke": "#c24a00ff"}
    assert steps(marker_places(cloud)) == [5, 5, 3, -2]
    ringed = {**cloud, "stroke": "#222222ff"}  # which lies on top is seen
    assert (
        np.cumsum(np.reshape(steps(marker_places(ringed)), (-1, 2)), axis=0).ravel().tolist() == at
    )


def test_what_solves_a_task_can_be_reached_or_the_task_says_so():
    explorer = at_start(explorers.logits_to_bars)
    way = Places(explorer, (2, False), Pressed(explorer))
    assert {708, -745} < {*way.values["k"]} and len(way.values["k"]) < 10
    first, *rest = explorer.tasks.list.tasks  # the first moves three logits
    assert not way.can_do(first) and all(map(way.can_do, rest))


def test_each_way_has_fewer_places_than_the_one_before_and_no_block_twice():
    explorer = at_start(explorers.stepper)
    pressed = Pressed(explorer)
    counts = [way.count() for way in places.ways(explorer, pressed)]
    assert counts == sorted({*counts}, reverse=True)
    found, held = places_of("many_starts", (20, True))
    assert len(found.bases) > 2  # two values of x, one of g; t is moved with both
    x, g, t = (len(found.values[name]) for name in ("x", "g", "t"))
    assert found.count() == (x + 2 * g) * t and len(held) > found.count() / 2

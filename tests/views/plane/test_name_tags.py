"""Names beside many points: what shares a tag, and that no tag covers another."""

import numpy as np
import pytest

from rnn_helpers.views.plane.name_tags import AWAY, bundles, leaders, placed, rows_of

NAMES = "stop dog cat boy girl dogs cats boys girls sleeps runs sleep run sees chases see chase"
ROOM = 4, 24, 396, 392


def tags_of(points, taken=()):
    return placed(
        points, NAMES.split(), middle=np.array([196, 208]), room=ROOM, near=7, taken=taken
    )


def test_points_share_a_tag_along_a_chain_and_not_across_a_gap():
    points = [(0, 0), (100, 0), (6, 0), (12, 0), (19.1, 0), (100, 7)]
    assert bundles(points, near=7) == [[0, 2, 3], [1, 5], [4]]
    assert bundles([], near=7) == []


def test_two_words_a_line():
    assert rows_of(("dog", "cat", "boy")) == ["dog cat", "boy"]
    (tag,) = placed([(0, 0)] * 3, ["a", "b", "c"], middle=(9, 9), room=(-99, -99, 99, 99), near=1)
    (_, y, one), (_, below, other) = tag.lines()
    assert (one, other) == ("a b", "c") and y - below == 16 and (y + below) / 2 == tag.y


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("spread", [20, 60, 110])
def test_no_tag_covers_another_or_other_letters_or_leaves_its_room(seed, spread):
    rng = np.random.default_rng(seed)
    places = rng.normal(size=(rng.integers(3, 18), 2)) * spread
    points = (196, 208) + np.clip(places, -150, 150)[np.arange(17) % len(places)]
    taken = [(374, 208), (196, 380)]
    tags = tags_of(points, taken)
    assert sorted(word for tag in tags for word in tag.words) == sorted(NAMES.split())
    crowded = spread == 20 and len(tags) > 8  # too many names for so small a place
    for i, tag in enumerate(tags):
        low, high = np.subtract((tag.x, tag.y), tag.half), np.add((tag.x, tag.y), tag.half)
        assert (low >= ROOM[:2]).all() and (high <= ROOM[2:]).all()
        assert not any((low < place).all() and (place < high).all() for place in taken)
        for other in tags[:i]:
            apart = np.abs(np.subtract((tag.x, tag.y), (other.x, other.y)))
            assert crowded or (apart >= np.add(tag.half, other.half) - 1e-9).any()


def test_a_tag_stands_beside_its_mark_and_outwards():
    points = np.tile([(196.0, 208.0)], (17, 1))
    points[1] = 300, 208
    alone = next(tag for tag in tags_of(points) if tag.words == ("dog",))
    assert alone.x > 300 and abs(alone.y - 208) < 1 and leaders([alone]) == []


def test_a_line_leads_to_a_tag_that_stands_away():
    for tag in tags_of((196, 208) + np.random.default_rng(1).normal(size=(17, 2)) * 25):
        edge = np.maximum(np.abs(np.subtract((tag.x, tag.y), tag.at)) - tag.half, 0)
        assert bool(leaders([tag])) == (np.hypot(*edge) > AWAY)

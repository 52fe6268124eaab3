"""Which token wins where: polygons against the logits themselves."""

import numpy as np
import pytest
from polygons import is_inside

from rnn_helpers import RNNParams, softmax
from rnn_helpers.dynamics.decision_regions import area, clip, decision_regions
from rnn_helpers.machines.examples import dog_bites_man

PARAMS, _ = dog_bites_man()


def random_network(seed, K=3):
    rng = np.random.default_rng(seed)
    return RNNParams(
        U=np.zeros((2, 1)), W=np.eye(2), V=rng.normal(size=(K, 2)), c=rng.normal(size=K)
    )


@pytest.mark.parametrize("seed", range(6))
def test_regions_are_where_a_word_wins(seed):
    params = random_network(seed, K=3 + seed % 3)
    regions = decision_regions(params)
    assert sum(map(area, regions)) == pytest.approx(4)
    for s in np.random.default_rng(seed).uniform(-1, 1, (60, 2)):
        winner = softmax(params.V @ s + params.c).argmax()
        assert [is_inside(region, s) for region in regions].index(True) == winner


def test_equal_logits_everywhere_go_to_the_lower_id():
    params = PARAMS.replace(V=np.ones((3, 2)), c=np.ones(3))
    assert [area(region) for region in decision_regions(params)] == [4, 0, 0]


def test_a_token_that_only_draws_level_wins_nowhere():
    """z = (s_1, 0, -s_1): token 1 is not less than the others on a line."""
    regions = decision_regions(PARAMS.replace(V=[[1, 0], [0, 0], [-1, 0]], c=np.zeros(3)))
    assert [region.shape for region in regions] == [(4, 2), (0, 2), (4, 2)]


def test_the_size_of_the_weights_does_not_count():
    large = [PARAMS.replace(V=size * PARAMS.V, c=size * PARAMS.c) for size in (1, 1e50)]
    for one, other in zip(*map(decision_regions, large)):
        np.testing.assert_allclose(one, other)


def test_clip_and_area_by_hand():
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    np.testing.assert_allclose(clip(square, 1, 0, 0), [(0, -1), (1, -1), (1, 1), (0, 1)])
    assert area(clip(square, 1, 1, 0)) == pytest.approx(2)
    assert clip(square, 0, 0, -1).shape == (0, 2) and area(clip(square, 0, 0, -1)) == 0


def test_winning_regions_need_two_units():
    with pytest.raises(ValueError, match="two units"):
        decision_regions(RNNParams(U=[[1.0]], W=[[1.0]], V=[[1.0]]))

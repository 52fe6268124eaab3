"""Directions and units that tell two groups apart: made-up groups, and the small language."""

import numpy as np
import pytest

from rnn_helpers import init_params
from rnn_helpers.training.probes import across, clause_ends, mean_difference, told_apart
from rnn_helpers.training.small_language import SmallLanguage
from rnn_helpers.training.text_generation import read_beginning

LANGUAGE = SmallLanguage()


def groups(rng, N=400, H=5):
    yes = rng.random(N) < 0.3
    return rng.normal(size=(N, H)) + np.outer(yes, np.arange(H)), yes


def test_states_at_the_end_of_each_clause():
    text = "dog who sees cats runs . boys sleep . boys who cat sees see girl . cats who see"
    params = init_params(18, 3, rng=np.random.default_rng(0))
    s, one = clause_ends(params, LANGUAGE, LANGUAGE.as_ids(text))
    assert one.tolist() == [True, False]
    words = LANGUAGE.as_ids(text)
    np.testing.assert_allclose(s[0], read_beginning(params, words[:4]).last_state)
    np.testing.assert_allclose(s[1], read_beginning(params, words[:13]).last_state)


def test_a_text_without_clauses_has_no_such_states():
    params = init_params(18, 3, rng=np.random.default_rng(0))
    s, one = clause_ends(params, LANGUAGE, LANGUAGE.as_ids("dog runs ."))
    assert s.shape == (0, 3) and one.shape == (0,)


@pytest.mark.parametrize("seed", range(3))
def test_the_direction_leads_from_no_to_yes(seed):
    s, yes = groups(np.random.default_rng(seed))
    u, cut, apart = mean_difference(s, yes)
    m_no, m_yes = s[~yes].mean(axis=0), s[yes].mean(axis=0)
    assert np.linalg.norm(u) == pytest.approx(1)
    np.testing.assert_allclose(m_no + apart * u, m_yes)
    assert m_yes @ u - cut == pytest.approx(cut - m_no @ u) and m_yes @ u > cut
    back, _, _ = mean_difference(s, ~yes)
    np.testing.assert_allclose(back, -u)


@pytest.mark.parametrize("seed", range(3))
def test_across_is_at_right_angles_and_spreads_the_most(seed):
    rng = np.random.default_rng(seed)
    s, yes = groups(rng)
    u, _, _ = mean_difference(s, yes)
    v = across(s, u)
    assert v @ u == pytest.approx(0, abs=1e-12) and np.linalg.norm(v) == pytest.approx(1)
    assert v[np.abs(v).argmax()] > 0
    for _ in range(200):
        other = rng.normal(size=5)
        other -= other @ u * u
        assert (s @ other / np.linalg.norm(other)).std() <= (s @ v).std() + 1e-12


def balanced(values, yes, cut):
    above = values > cut
    return (above[yes].mean() + (~above[~yes]).mean()) / 2


@pytest.mark.parametrize("seed", range(4))
def test_told_apart_tries_every_cut_and_either_side(seed):
    rng = np.random.default_rng(seed)
    values, yes = rng.integers(6, size=60) / 4, rng.random(60) < 0.3  # many are equal
    tried = [balanced(values, yes, cut) for cut in np.arange(-0.1, 1.6, 0.05)]
    best = max([*tried, *(1 - one for one in tried)])
    assert told_apart(values, yes) == pytest.approx(best)
    assert told_apart(-values, yes) == pytest.approx(best)


@pytest.mark.parametrize(
    ("values", "yes", "share"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([1, 2, 3, 4], [1, 1, 0, 0], 1.0),
        ([1, 1, 1, 1], [1, 0, 1, 0], 0.5),
        ([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 1, 0], 0.9),
        ([2, 1], [1, 0], 1.0),
    ],
)
def test_told_apart_of_a_few(values, yes, share):
    assert told_apart(values, np.array(yes, bool)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("yes", "words"),
    [
        ([True] * 3, "yes expects both True and False, got only True"),
        ([False] * 3, "got only False"),
        ([True, False], "3 times True or False, got bool of shape"),
        ([1, 0, 1], "3 times True or False, got int64"),
    ],
)
@pytest.mark.parametrize("measure", [mean_difference, told_apart])
def test_groups_that_are_none_are_refused(measure, yes, words):
    s = np.arange(3.0)
    with pytest.raises(ValueError, match=words):
        measure(s[:, None] if measure is mean_difference else s, np.array(yes))


def test_groups_with_one_middle_have_no_direction():
    with pytest.raises(ValueError, match="different middles"):
        mean_difference([[1.0, 0], [-1, 0], [0, 1], [0, -1]], np.array([True, True, False, False]))

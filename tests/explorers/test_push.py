"""The push of a word, in chapter 04: arrows, numbers and paths are those of the network."""

import numpy as np
import pytest
from made import at_start
from panels import views_of

from rnn_helpers.explorers.push import LIMIT, push
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.plane.column_arrows import Columns, Detour, Sum
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.sheets.labelled_numbers import LabelledNumbers

PARAMS, VOCAB = dog_bites_man()
WORDS = VOCAB.tokens
COLUMNS = [f"U{r}{i}" for i in (1, 2, 3) for r in (1, 2)]


@pytest.fixture
def pushes():
    """The explorer, and its views by their classes."""
    explorer = at_start(push)
    return explorer, views_of(explorer)


def shown(number):
    text = f"{number:.2f}"
    return (text.removeprefix("-") if float(text) == 0 else text).replace("-", "−")


@pytest.mark.parametrize("seed", range(12))
def test_pushes_and_paths_are_those_of_the_network(pushes, seed):
    explorer, views = pushes
    rng = np.random.default_rng(seed)
    weights = {name: round(rng.uniform(-2, 2), 2) for name in COLUMNS}
    x = str(rng.choice(["dog bites man", "man bites dog", "dog bites dog"]))
    t = int(rng.integers(3))
    explorer.set(t=t, x=x, **weights)
    U = np.array([[weights[f"U{r}{i}"] for i in (1, 2, 3)] for r in (1, 2)])
    s = [np.zeros(2)]
    for word in x.split():
        s.append(np.tanh(U[:, WORDS.index(word)] + PARAMS.W @ s[-1]))
    move, past = U[:, WORDS.index(x.split()[t])], PARAMS.W @ s[t]
    without = np.tanh(past)
    now = explorer.state()
    for name, value in {
        "s": s[1:], "s_t": s[t + 1], "without": without, "a_t": past + move, "U x_t": move,
        "push": np.sqrt((move**2).sum()), "moved": np.sqrt(((s[t + 1] - without) ** 2).sum()),
        "dog–man": np.sqrt(((U[:, 0] - U[:, 2]) ** 2).sum()),
    }.items():  # fmt: skip
        np.testing.assert_allclose(now[name], value, atol=1e-12)
    assert views[LabelledNumbers].shown["moved"] == shown(now["moved"])
    assert views[LabelledNumbers].shown["bites–man"] == shown(now["bites–man"])
    for name, value in {"past": past, "end": past + move, "push": [(past, past + move)]}.items():
        np.testing.assert_allclose(views[Sum].shown[name], value, atol=1e-12)
    others = [((0, 0), column) for word, column in zip(WORDS, U.T) if word != x.split()[t]]
    for name, value in {
        "tips": U.T, "between": [*U.T, U.T[0]], "thick": [((0, 0), move)], "thin": others,
    }.items():  # fmt: skip
        np.testing.assert_allclose(views[Columns].shown[name], value, atol=1e-12)
    np.testing.assert_allclose(views[StatePlane].shown["path"], s, atol=1e-12)
    np.testing.assert_allclose(views[StatePlane].shown["now"], s[t + 1], atol=1e-12)
    detour = views[Detour].shown
    np.testing.assert_allclose(detour["path"][:2], [s[t], without], atol=1e-12)
    np.testing.assert_array_equal(detour["dots"], detour["path"][1:])
    assert now["moved"] < now["push"]


def test_sums_never_leave_their_plane():
    most = 2 + np.abs(PARAMS.W).sum(axis=1).max()  # |U x_t| <= 2, |s| < 1
    assert most <= 2.9 < LIMIT


def past_and_moved(dog, bites):
    """Where the past alone brings the sums at “bites”, and how far its push moves the state."""
    past = np.tanh(dog) @ PARAMS.W.T
    return past, np.linalg.norm(np.tanh(past + bites) - np.tanh(past), axis=-1)


def test_a_short_push_that_moves_the_state_by_more_than_0_9_leads_a_sum_across_0():
    notches = np.mgrid[-1:1.01:0.05, -1:1.01:0.05].reshape(2, -1).T
    bites = notches[np.linalg.norm(notches, axis=1) < 1 + 1e-9]
    past, moved = past_and_moved((1, 0), bites)
    far = bites[moved > 0.9]
    assert 10 < len(far) < 50 and ((past + far) * past < 0).any(axis=1).all()


def test_the_push_that_keeps_the_state_undoes_w(pushes):
    explorer, _ = pushes
    explorer.set(t=1, U12=1.0 - 0.380797, U22=0.0 - 0.228478)  # a_0 less W s_0
    np.testing.assert_allclose(explorer.state()["s_t"], explorer.state()["s"][0], atol=1e-6)


def test_a_synonym_leads_to_the_same_state_after_every_word(pushes):
    explorer, _ = pushes
    explorer.set(t=1, U12=-1.0, U22=0.5)
    for one, other in (("dog bites dog", "dog man dog"), ("man bites dog", "bites man dog")):
        runs = []
        for words in (one, other):
            s = np.zeros(2)
            for word in words.split():
                s = np.tanh(explorer.state()["U"][:, WORDS.index(word)] + PARAMS.W @ s)
            runs.append(s)
        np.testing.assert_array_equal(*runs)
    assert explorer.state()["bites–man"] == 0

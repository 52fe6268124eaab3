"""The columns of U while a network learns: distances, tags, what came together and when."""

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers import learned_columns
from rnn_helpers.explorers.learned_columns import distances
from rnn_helpers.training import load_model, load_moments
from rnn_helpers.training.small_language import KIND

NETWORKS, UPDATES, LOSSES = load_moments()
TOKENS = load_model("two_units")[1].tokens
ALIKE = "dog cat boy girl", "dogs cats boys girls", "sleeps runs", "sees chases", "see chase"


@pytest.fixture
def learned():
    explorer = at_start(learned_columns)
    return explorer, *explorer.views


def tags(arrows):
    return {words for *_, words in arrows.shown["tags"]}


@pytest.mark.parametrize("word", ["dog", ".", "chase"])
@pytest.mark.parametrize("stage", range(8))
def test_arrows_bars_and_loss_are_those_of_the_kept_network(learned, stage, word):
    explorer, arrows, lengths, loss = learned
    explorer.set(stage=stage, word=word)
    U, i = NETWORKS[stage].U, TOKENS.index(word)
    apart = [np.sqrt(((U[:, i] - column) ** 2).sum()) for column in U.T]
    assert lengths.shown == ["" if j == i else f"{far:.2f}" for j, far in enumerate(apart)]
    longest = np.sqrt((U**2).sum(axis=0)).max()
    np.testing.assert_allclose(lengths.lengths, np.array(apart) * 65 / longest, atol=1e-6)
    np.testing.assert_allclose(arrows.shown["tips"], (196, 208) + 150 * U.T / longest)
    np.testing.assert_allclose(arrows.shown["chosen"], arrows.shown["tips"][i])
    np.testing.assert_allclose(loss.shown["now"], (stage, LOSSES[stage]))
    others = sorted((far, token) for token, far in zip(TOKENS, apart) if token != word)
    state = explorer.state()
    assert state["nearest"] == ", ".join(token for _, token in others[:3])
    assert (state["updates"], state["loss"]) == (UPDATES[stage], LOSSES[stage])
    assert explorer.describe().endswith(f", {others[-1][0]:.2f}.")
    assert lengths.title == f"distance from {word}".replace(" .", " full stop")


@pytest.mark.parametrize("stage", range(8))
def test_names_can_be_read_at_every_stage(learned, stage):
    explorer, arrows, *_ = learned
    explorer.set(stage=stage)
    assert sorted(" ".join(tags(arrows)).replace("full stop", ".").split()) == sorted(TOKENS)


def test_what_the_tasks_and_the_chapter_say_about_the_end(learned):
    explorer, arrows, *_ = learned
    explorer.set(stage=7)
    assert tags(arrows) == {*ALIKE, "full stop", "sleep", "run"}
    assert list(distances(7, "dog"))[:3] == ["girl", "cat", "boy"]
    assert f"{distances(7, 'sleep')['run']:.2f}" == "2.02"
    assert [f"{distances(k, 'sleep')['run']:.2f}" for k in (5, 6)] == ["0.17", "0.13"]


def test_before_150_updates_other_words_are_nearer_to_dog_and_then_never_again():
    alike = [{*list(distances(k, "dog"))[:3]} == {"cat", "boy", "girl"} for k in range(8)]
    assert alike == [False] * 3 + [True] * 5 and UPDATES[3] == 150


def test_the_three_words_nearest_to_dog_first_carry_one_mark_when_they_are_cat_boy_and_girl():
    kinds = [KIND[word].split() for k in range(4) for word in list(distances(k, "dog"))[:3]]
    marks = np.reshape([f"{number} {sort}" for number, *_, sort in kinds], (4, 3))
    assert (marks[:3] != marks[:3, :1]).any(axis=1).all() and (marks[3] == "singular noun").all()


def test_the_untrained_network_knows_no_kinds():
    for words in ALIKE[:2]:
        words = words.split()
        near = [list(distances(0, word))[:3] for word in words]
        assert all(set(found) != {*words} - {word} for word, found in zip(words, near))

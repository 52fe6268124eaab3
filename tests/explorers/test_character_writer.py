"""Characters: what the network reads, draws and colours; and what the tasks say of it."""

import re

import numpy as np
import pytest
from made import at_start

from rnn_helpers import forward_propagation, generate, softmax
from rnn_helpers.explorers import character_writer
from rnn_helpers.explorers.character_writer import BEGINNING, COLD, TASKS
from rnn_helpers.training import (
    inside_quotes,
    load_held_out,
    load_model,
    python_docs,
    start_state,
    text_loss,
    told_apart,
)

PARAMS, VOCAB, _ = load_model("python_docs")


def read(text):
    return forward_propagation([0, *VOCAB.ids(list(text))], PARAMS)


@pytest.fixture
def explorer():
    return at_start(character_writer)


def written(explorer):
    return "".join(character for character, *_ in explorer.views[0].shown)


@pytest.mark.parametrize("x", [BEGINNING, "x = [1, 2", "", "   >>> "])
@pytest.mark.parametrize("T, i", [(1.0, 1), (0.5, 103)])
def test_bars_colours_and_loss(explorer, x, T, i):
    explorer.set(x=x, T=T, i=i)
    trace = read(x)
    p = softmax(trace.z[-1] / T)
    names = [{" ": "blank", "\n": "line end"}.get(c, c) for c in VOCAB.tokens]
    best = np.argsort(-p, kind="stable")[:10]
    want = [(names[k], pytest.approx(p[k])) for k in best if p[k] >= 0.005]
    assert explorer.views[1].shown == want
    assert [value for *_, value in explorer.views[0].shown] == pytest.approx(trace.s[1:, i - 1])
    assert explorer.state()["p(next)"] == pytest.approx(p.max())
    if x:
        loss = text_loss(PARAMS, VOCAB.ids(list(x)))
        assert explorer.state()["loss"] == pytest.approx(loss)


def test_what_was_written_stays_and_is_read(explorer):
    texts = []
    for n in (0, 1, 2, 7, 30):
        explorer.set(n=n)
        texts.append(written(explorer))
        assert len(texts[-1]) == len(BEGINNING) + n and texts[-1].startswith(BEGINNING)
        s = read(texts[-1]).s
        assert explorer.state()["s_t,i"] == pytest.approx(s[-1, 0])
    assert all(long.startswith(short) for short, long in zip(texts, texts[1:]))
    kinds = [kind for _, kind, _ in explorer.views[0].shown]
    assert kinds == ["input"] * len(BEGINNING) + ["output"] * 30
    explorer.set(draw=2)
    assert written(explorer) != texts[-1]


def test_each_character_is_drawn_from_the_bars(explorer):
    """Over many draws the first character comes as often as it should."""
    p = softmax(read(BEGINNING).z[-1] / COLD)
    first = []
    for draw in range(1, 21):
        explorer.set(n=1, draw=draw)
        first.append(VOCAB.tokens.index(written(explorer)[-1]))
    assert len(set(first)) > 2
    for k in set(first):  # binomial: at most 4 standard deviations and 1 off
        assert abs(first.count(k) - 20 * p[k]) <= 1 + 4 * np.sqrt(20 * p[k] * (1 - p[k]))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("she said “no”", 'Character 10, “““, is unknown to it. Try “"”.'),
        ("naïve", "Character 3, “ï”, is unknown to it. It knows printable ASCII."),
        ("狗", "Character 1, “狗”"),
        ("x" * 121, "121 characters are too many for the picture: type at most 120."),
    ],
)
def test_what_it_cannot_read_is_answered(explorer, line, said):
    explorer.set(x=line, n=20)
    assert said.replace("“““", "““”") in explorer.describe()
    assert written(explorer) == ""


@pytest.mark.parametrize("draw", [1, 2, 3])
@pytest.mark.parametrize("T", [0.1, 1.0, 2.0])
def test_the_longest_text_finds_room(explorer, T, draw):
    explorer.set(x="a" * 60, n=300, T=T, draw=draw)
    assert explorer.views[0].lines <= 12 and len(written(explorer)) > 150


# What the tasks say


@pytest.mark.parametrize(("T", "share"), [(COLD, 0.93), (1, 0.6)])
def test_how_many_words_are_real_ones(T, share):
    known, words = set(re.findall("[A-Za-z]+", " ".join(python_docs()))), []
    for draw in range(1, 21):
        prompt, rng = [0, *VOCAB.ids(list(BEGINNING))], np.random.default_rng(draw)
        drawn = generate(prompt, PARAMS, length=300, rng=rng, temperature=T)
        words += re.findall("[A-Za-z]{2,}", "".join(VOCAB.words(drawn)))[:-1]
    assert np.mean([word in known for word in words]) == pytest.approx(share, abs=0.03)


def test_at_a_low_temperature_it_repeats_itself(explorer):
    explorer.set(n=300, T=0.1)
    words = written(explorer).split()
    assert "is a string is a string is a string" in written(explorer)
    assert len(set(words)) < len(words) / 4
    assert TASKS[1].guess.answer == "a few words over and over"


def states_of_held_out():
    text, _ = load_held_out()
    return text, forward_propagation(VOCAB.ids(list(text)), PARAMS, s0=start_state(PARAMS)).s


def test_unit_103_tells_letters_from_the_rest_better_than_any_other():
    text, s = states_of_held_out()
    letters = np.array([character.isalnum() for character in text])
    shares = [told_apart(values, letters) for values in s.T]
    assert np.argmax(shares) == 103 - 1 and max(shares) == pytest.approx(0.889, abs=0.002)
    assert s[letters, 102].mean() > 0 > s[~letters, 102].mean()
    assert all(shares[i - 1] < 0.7 for i in (100, 101, 102, 104, 105))


def test_unit_29_falls_when_a_quotation_opens_and_forgets():
    text, s = states_of_held_out()
    inside, marks = inside_quotes(text), np.array([character == '"' for character in text])
    shares = [told_apart(values[~marks], inside[~marks]) for values in s.T]
    assert np.argmax(shares) == 29 - 1 and max(shares) == pytest.approx(0.767, abs=0.002)
    since = np.zeros(len(text), int)
    for t in range(1, len(text)):
        since[t] = (since[t - 1] + 1) * inside[t]
    unit = s[:, 28]
    outside = unit[~inside & ~marks].mean()
    after = {k: unit[since == k].mean() for k in (1, 10, 20)}
    assert after[1] < -0.6 and abs(after[10]) < 0.2 and after[20] > 0.3 and outside > 0.8

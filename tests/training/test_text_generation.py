"""A network that writes on: its start, its memory, its own last word and own last state."""

import numpy as np
import pytest
from networks import network, plain_loop

from rnn_helpers import rnn_step
from rnn_helpers.training.text_generation import (
    read_beginning,
    read_long,
    read_pushed,
    start_state,
    with_memory,
    write_on,
)

PARAMS = network(6, 4, 6, 1)


def test_a_text_begins_in_the_state_behind_token_0():
    np.testing.assert_allclose(start_state(PARAMS), plain_loop([0], PARAMS)[1][0], atol=1e-13)
    o, s = plain_loop([0, 3, 5], PARAMS)
    trace = read_beginning(PARAMS, [3, 5])
    np.testing.assert_allclose(trace.o, o, atol=1e-13)
    np.testing.assert_allclose(trace.last_state, s[-2], atol=1e-13)
    np.testing.assert_allclose(read_beginning(PARAMS, []).last_state, start_state(PARAMS))


@pytest.mark.parametrize("memory", [0, 0.5, 1.0])
def test_memory_scales_W_and_nothing_else(memory):
    scaled = with_memory(PARAMS, memory)
    np.testing.assert_allclose(scaled.W, memory * PARAMS.W)
    assert all(np.array_equal(getattr(scaled, x), getattr(PARAMS, x)) for x in "UVbc")
    np.testing.assert_allclose(
        read_beginning(PARAMS, [2, 4], memory=memory).o,
        plain_loop([0, 2, 4], scaled)[0],
        atol=1e-13,
    )


def test_without_memory_only_the_last_token_counts():
    one, two = (read_beginning(PARAMS, ids, memory=0).o[-1] for ids in ([1, 2, 4], [3, 4]))
    np.testing.assert_array_equal(one, two)
    assert (
        np.abs(np.subtract(*(read_beginning(PARAMS, x).o[-1] for x in ([2, 4], [3, 4])))).max()
        > 0.01
    )


@pytest.mark.parametrize("memory", [1.0, 0.3])
@pytest.mark.parametrize("seed", range(6))
def test_it_feeds_back_its_own_last_token_and_its_own_last_state(seed, memory):
    drawn = write_on(PARAMS, [2, 4], rng=np.random.default_rng(seed), memory=memory, most=9)
    rng, text = np.random.default_rng(seed), [0, 2, 4]
    while len(text) < 12 and (len(text) == 3 or text[-1] != 0):
        p = plain_loop(text, with_memory(PARAMS, memory))[0][-1]
        text.append(int(rng.choice(6, p=p)))
    assert drawn == text[3:]


def test_temperature_and_top_k_are_those_of_sample():
    text = [0, 2, 4]
    while len(text) < 12 and (len(text) == 3 or text[-1] != 0):
        text.append(int(plain_loop(text, PARAMS)[0][-1].argmax()))
    for seed in range(5):
        rng = np.random.default_rng(seed)
        assert write_on(PARAMS, [2, 4], rng=rng, top_k=1, temperature=9.0, most=9) == text[3:]
    some = [
        write_on(PARAMS, [2, 4], rng=np.random.default_rng(seed), most=9, **way)
        for way in ({}, {"temperature": 9.0}, {"temperature": 9.0, "top_k": 2})
        for seed in range(5)
    ]
    assert some[:5] != some[5:10] != some[10:]


def test_it_ends_at_token_0_or_after_so_many():
    wordy = PARAMS.replace(c=[-99, 0, 0, 0, 0, 0])
    assert len(write_on(wordy, [], rng=np.random.default_rng(0), most=7)) == 7
    assert write_on(wordy, [1], rng=np.random.default_rng(0), most=0) == []
    curt = PARAMS.replace(c=[99, 0, 0, 0, 0, 0])
    assert write_on(curt, [1], rng=np.random.default_rng(0)) == [0]
    assert write_on(curt, [1, 0], rng=np.random.default_rng(0)) == [0]  # the next sentence


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"memory": "half"}, TypeError, "memory expects"),
        ({"memory": np.nan}, ValueError, "memory expects finite"),
        ({"memory": True}, TypeError, "memory expects"),
        ({"rng": 0}, TypeError, "rng expects"),
        ({"temperature": 0}, ValueError, "temperature expects"),
        ({"most": -1}, ValueError, "most expects"),
    ],
)
def test_what_is_refused(change, error, words):
    with pytest.raises(error, match=words):
        write_on(PARAMS, [1], **({"rng": np.random.default_rng(0)} | change))
    with pytest.raises(ValueError, match=r"0\.\.5, got 6 at position 1"):
        write_on(PARAMS, [6], rng=np.random.default_rng(0))


# A long text


@pytest.mark.parametrize("piece", [1, 3, 7, 8, 9, 2000])
@pytest.mark.parametrize("T", [0, 1, 7])
def test_a_long_text_is_read_in_pieces_as_in_one(T, piece):
    ids = [3, 1, 4, 1, 5, 2, 0][:T]
    s, o = read_long(PARAMS, ids, piece=piece)
    whole = read_beginning(PARAMS, ids)
    assert s.dtype == o.dtype == np.float32 and len(s) == len(o) == T + 1
    np.testing.assert_allclose(s, whole.s, atol=1e-6)
    np.testing.assert_allclose(o, whole.o, atol=1e-6)


# A push


def test_a_push_of_nothing_leaves_the_reading_as_it_is():
    ids = [3, 1, 4, 1]
    s = read_beginning(PARAMS, ids).last_state
    for at in range(-1, 4):
        pushed = read_pushed(PARAMS, ids, at=at, push=np.zeros(PARAMS.hidden_size))
        np.testing.assert_allclose(pushed, s, atol=1e-12)


@pytest.mark.parametrize("at", [-1, 0, 2, 3])
def test_a_push_is_added_once_and_read_on_from(at):
    ids, rng = [3, 1, 4, 1], np.random.default_rng(0)
    pushes = rng.normal(size=(2, 3, PARAMS.hidden_size))
    found = read_pushed(PARAMS, ids, at=at, push=pushes)
    assert found.shape == pushes.shape
    for where in np.ndindex(2, 3):
        s = read_beginning(PARAMS, ids[: at + 1]).last_state + pushes[where]
        for i in ids[at + 1 :]:
            _, s = rnn_step(i, s, PARAMS)
        np.testing.assert_allclose(found[where], s, atol=1e-12)


@pytest.mark.parametrize("at", [-2, 4])
def test_a_push_after_a_word_that_is_not_there_is_refused(at):
    with pytest.raises(ValueError, match="at expects"):
        read_pushed(PARAMS, [3, 1, 4, 1], at=at, push=np.zeros(PARAMS.hidden_size))

"""Chapter 12: what the prose claims is so."""

import re
from copy import deepcopy

import numpy as np
import pytest
import run_notebooks
from exercises import chapter

from rnn_helpers import RNNParams, forward_loop, softmax
from rnn_helpers.explorers import law_matrix
from rnn_helpers.lessons import (
    LAWS,
    NETWORKS,
    Network,
    caught,
    draw_trial,
    examine_forward,
    forward_report,
)

PATH = run_notebooks.NOTEBOOKS / "12_is_it_really_an_rnn.ipynb"
A, B = NETWORKS["the right one"], NETWORKS["s0 at every step"]
C = NETWORKS["state never carried"]
PARAMS, X, S0 = draw_trial(np.random.default_rng(229))


@pytest.fixture(scope="module")
def ch():
    return chapter("12")


def told():
    """{question: answer} of the guesses."""
    found = {}
    for cell in run_notebooks.read(PATH).cells:
        if cell.source.startswith("# Your guess"):
            names = {}
            exec(cell.source.partition("\n\nGuess(")[0], names)
            found[cell.id] = names["truth"]()
    return found


def test_the_answers_of_the_guesses():
    assert told() == {
        "guess-moved": 1,
        "guess-halves": "no, it passes",
        "guess-both": (
            "a late input moves nothing earlier",
            {"others": "two halves equal one run”, “writing equals reading"},
        ),
        "guess-sixteen": "yes",
    }


def test_a_and_b_read_the_same_and_look_alike(ch):
    """Bars of which none differs by more than 0.03: nothing tells which network is recurrent."""
    assert (ch.names["X"] if "X" in ch.names else ch.names["x"]).tolist() == X.tolist()
    o_A, o_B = A(X, PARAMS, S0)[0], B(X, PARAMS, S0)[0]
    assert abs(o_A[-1] - o_B[-1]).max() < 0.03
    right = forward_loop(X, PARAMS, s0=S0)
    np.testing.assert_allclose(o_A, right.o, rtol=0, atol=1e-12)
    assert abs(o_B - right.o).max() > 0.1  # earlier in the sentence they differ


def test_forgets_is_network_b_with_and_without_a_start(ch):
    for s0 in (S0, None):
        for part, other in zip(ch.names["forgets"](X, PARAMS, s0), B(X, PARAMS, s0), strict=True):
            np.testing.assert_allclose(part, other, rtol=0, atol=1e-12)


def test_the_first_word_moves_every_state_of_a_and_one_of_b(ch):
    moves = {n: ch.names["moved"](f, 0) for n, f in (("A", A), ("B", ch.names["forgets"]))}
    assert moves["A"].min() > 0.5  # as far as one sees in the picture
    assert moves["B"][0] == moves["A"][0] < 1.05 and (moves["B"][1:] == 0).all()


def test_halves_in_all_cuts():
    """B fails at every cut, C at none."""
    for cut in range(1, 6):
        for network, holds in ((A, True), (B, False), (C, True)):
            whole = network(X, PARAMS, S0)[1]
            head = network(X[:cut], PARAMS, S0)[1]
            tail = network(X[cut:], PARAMS, head[-1])[1]
            assert np.allclose(np.vstack([head, tail]), whole) == holds


def test_every_cell_of_the_hundred_draws_is_always_or_never(ch):
    rows = [line[37:].split() for line in ch.said["hundred"].splitlines()]
    assert {cell for row in rows for cell in row} == {".", "100"}
    assert len(rows) == len(LAWS) and {len(row) for row in rows} == {len(NETWORKS)}
    assert set(rows[0]) == {"."}  # the shapes


def test_what_the_trap_says():
    for seed in range(20):
        rng = np.random.default_rng
        without = caught(draw_trial(rng(seed), g=0.0))[:, 0]
        assert without.sum() == 3
        short = caught(draw_trial(rng(seed), T=2))
        assert not short[[*LAWS].index("order matters")].any()
        params, x, _ = draw_trial(rng(seed))
        right, buffer = (n(x, params)[1] for n in (A, NETWORKS["buffer without s0"]))
        np.testing.assert_allclose(buffer, right, rtol=0, atol=1e-12)  # from the start 0
    assert any(caught(draw_trial(rng(seed), T=40))[:, 0].any() for seed in range(20))


@pytest.mark.parametrize(
    "W", [PARAMS.W + PARAMS.W.T, np.eye(3), np.zeros((3, 3))], ids=["symmetric", "one", "zero"]
)
def test_weights_that_hide_the_transpose(W):
    params = PARAMS.replace(W=W)
    s, s_T = (n(X, params, S0)[1] for n in (A, NETWORKS["W transposed"]))
    np.testing.assert_allclose(s, s_T, rtol=0, atol=1e-12)


def test_a_reader_from_both_ends_written_a_second_time(ch):
    W, U, b = PARAMS.W, PARAMS.U, PARAMS.b
    there, back, s = [], [], S0
    for x_t in X:
        s = np.tanh(W @ s + U[:, x_t] + b)
        there.append(s)
    s = S0
    for x_t in X[::-1]:
        s = np.tanh(W @ s + U[:, x_t] + b)
        back.insert(0, s)
    o, states = ch.names["both_ways"](X, PARAMS, S0)
    np.testing.assert_allclose(states, np.add(there, back) / 2, rtol=0, atol=1e-12)
    np.testing.assert_allclose(o, softmax(states @ PARAMS.V.T + PARAMS.c), rtol=0, atol=1e-12)
    for seed in range(20):
        found = caught(
            draw_trial(np.random.default_rng(seed)), networks={"": Network(ch.names["both_ways"])}
        )
        assert "".join(np.array([*"ABCDEFGHI"])[found[:, 0]]) == "EHI"


def test_four_fail_for_one_missing_line(ch, capsys):
    assert "12 of 16 tests passed, 4 failed" in ch.said["report-b"]

    def mended(x, params, s0=None):
        s_prev, s = np.zeros(3) if s0 is None else s0, []
        for x_t in x:
            s_prev = np.tanh(params.U[:, x_t] + params.W @ s_prev + params.b)  # the missing line
            s.append(s_prev)
        return softmax(s @ params.V.T + params.c), np.array(s)

    examine_forward(mended)
    assert "16 of 16 tests passed, 0 failed." in capsys.readouterr().out


def test_the_report_on_the_museum(ch):
    fails = ch.names["first_fail"]
    for name, network in list(NETWORKS.items())[1:]:
        passes = fails(deepcopy(network).forward) == "no FAIL"
        assert passes == (name in ("reset for each word", "text read again"))


def test_looking_at_a_network_leaves_the_museum_as_it_was(ch):
    assert ch.names["NETWORKS"]["state lives on"].forward.s is None


def test_weights_may_be_taken_by_their_letters_as_the_prose_says():
    def letters(x, U, W, V, b, c, s0=None):
        return A(x, RNNParams(U=U, W=W, V=V, b=b, c=c), s0)

    assert all(passed for _, passed, _ in forward_report(letters))


def test_every_number_of_the_museum_stands_in_the_table_and_in_practice():
    cells = {cell.id: cell.source for cell in run_notebooks.read(PATH).cells}
    rows = re.findall(r"^\| ([\d, ]+) \|", cells["museum"], re.M)
    assert ", ".join(rows) == ", ".join(map(str, range(1, len(NETWORKS))))
    practice = cells["practice"]
    linked = {
        int(n)
        for line in re.findall(r"^\* ([\d, and]+)", practice, re.M)
        for n in re.findall(r"\d+", line)
    }
    assert linked | {1, 4, 10} == set(range(1, 11)) and not linked & {1, 4, 10}
    for link in re.findall(r"github\.com/[^/]+/[^/]+/(blob|commit)/(\w+)", practice):
        assert re.fullmatch("[0-9a-f]{40}", link[1])  # a fixed commit


def test_the_explorer_of_the_chapter_is_the_one_that_is_driven(ch):
    tour = law_matrix()
    tour.set(run=3, marks="D3 G3")
    said = ch.said["drive-matrix"].splitlines()
    assert said[0] == tour.describe()
    tour.set(T=2)
    assert said[1] == f"with two words: {tour.state()['catch it']}"
    tour.close()

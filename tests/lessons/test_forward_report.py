"""A museum of small broken networks: each is caught by the test with its name on it."""

import copy
import sys
import warnings

import numpy as np
import pytest

from rnn_helpers import RNNParams, forward_propagation, softmax
from rnn_helpers.lessons.forward_ground import NET, H, K, T, X, same
from rnn_helpers.lessons.forward_laws import NO_BIASES, NO_S0, TESTS
from rnn_helpers.lessons.forward_report import LAYOUTS, WAITS, examine_forward, forward_report

SHAPES = "o and s have the right shapes"
NUMBERS = "o and s hold real numbers"
INPUTS = "x and s0 are left unchanged"
REPEATS = "a second run repeats the first"
EARLY = "an early input moves all later states"
LATE = "a late input moves no earlier state"
ORDER = "order matters"
NO_W = "with W = 0 it is feed-forward"
START = "s0 is used at step 0"
HALVES = "two halves with the state carried over equal one run"
STATES = "the states have the right numbers, W not transposed"
BIASES = "the biases b and c are used"
ROWS = "each row of o sums to 1"
OUTPUTS = "the outputs have the right numbers"
CONSTANT = "a number added to all logits changes nothing"
LARGE = "o stays finite with logits of 1000"


# ---------------------------------------------------------------- the right ones


def post_loop(x, params, s0=None):
    s = np.zeros((len(x) + 1, params.hidden_size))
    s[-1] = 0 if s0 is None else s0
    o = np.zeros((len(x), params.output_size))
    for t in np.arange(len(x)):
        s[t] = np.tanh(params.U[:, x[t]] + params.W.dot(s[t - 1]) + params.b)
        o[t] = softmax(params.V.dot(s[t]) + params.c)
    return [o, s]


def post_loop_without_s0(x, params):
    return post_loop(x, params)


def t_rows(x, params, *, s0=None):
    o, s = post_loop(x, params, s0)
    return o, s[:-1]


def initial_row_first(x, params, *, s0=None):
    o, s = post_loop(x, params, s0)
    return o, np.roll(s, 1, axis=0)


def single_precision(x, params, *, s0=None):
    return [part.astype(np.float32) for part in initial_row_first(x, params, s0=s0)]


def in_lists(x, params, s0=None):
    s_t, o, s = np.zeros(params.hidden_size) if s0 is None else s0, [], []
    for x_t in x:
        s_t = np.tanh(params.U[:, x_t] + params.W @ s_t + params.b)
        s.append(s_t)
        o.append(softmax(params.V @ s_t + params.c))
    return o, s


def talkative(x, params):
    print("T is", len(x))
    sys.stdout.write("and that is all")
    warnings.warn("look here", stacklevel=1)
    return post_loop(x, params)


def untold(x, params):
    return post_loop(x, params)


untold.__signature__ = "unknown"  # as of some functions that are written in C


def in_tuples(x, params, s0=None):
    o, s = initial_row_first(x, params, s0=s0)
    return o, tuple(s)


def start_row_of_ones(x, params, s0=None):
    o, s = post_loop(x, params, s0)
    s[-1] = 1
    return o, s


def start_row_without_s0(x, params, s0=None):
    """Right but for the stored start: s0 is used, and a row of zeros stands first."""
    o, s = post_loop(x, params, s0)
    return o, np.vstack([np.zeros(H), s[:-1]])


LAST, FIRST, NO_ROW = "start row last", "start row first", "no start row"
NEITHER = "6 rows, but neither the first nor the last is s0"
IN_LISTS = f"o is a list of rows, s is a list of rows, {NO_ROW}"
START_LAST = "s has the start row last"
RIGHT = {  # what the first line says, and which layout that is
    post_loop: (LAST, "last"),
    t_rows: (NO_ROW, "none"),
    initial_row_first: (FIRST, "first"),
    single_precision: (FIRST, "first"),
    in_lists: (IN_LISTS, "none"),
    in_tuples: (f"s is a tuple of rows, {FIRST}", "first"),
    forward_propagation: (NO_ROW, "none"),
    start_row_of_ones: (NEITHER, None),
    start_row_without_s0: (FIRST, "first"),
}


@pytest.mark.parametrize("forward", RIGHT)
def test_a_right_network_passes_every_test_and_its_layout_is_named(forward):
    layout = RIGHT[forward][0]
    assert forward_report(forward) == [
        (name, True, layout if name == SHAPES else "") for name in TESTS
    ]


CURES = {
    "last": "give s T + 1 rows, step t in s[t], the start in s[-1]",
    "first": "give s T + 1 rows, the start in s[0], step t in s[t + 1]",
    "none": "give s T rows, step t in s[t]",
}


@pytest.mark.parametrize("asked", LAYOUTS)
@pytest.mark.parametrize("forward", RIGHT)
def test_a_layout_that_is_asked_for_has_a_line_of_its_own(forward, asked):
    said, found = RIGHT[forward]
    row = said.rpartition("rows, ")[2] if found else said
    *laws, (name, passed, message) = forward_report(forward, layout=asked)
    assert laws == forward_report(forward)
    assert (
        name
        == {
            "last": START_LAST,
            "first": "s has the start row first",
            "none": "s has no start row",
        }[asked]
    )
    assert passed is (found == asked)
    the = "the " if row.startswith("start") else ""
    assert message == ("" if passed else f"it has {the}{row}: {CURES[asked]}")


def test_the_layout_of_a_network_without_s0():
    for forward in (post_loop, t_rows, initial_row_first):
        without = forward_report(lambda x, params, f=forward: f(x, params), layout="first")
        assert without[0][2] == RIGHT[forward][0]
        assert without[-1][1] is (forward is initial_row_first)


def test_a_start_that_breaks_only_with_s0_is_named_all_the_same():
    def forward(x, params, s0=None):
        return initial_row_first(x, params, s0=s0 or None)  # an array has no truth value

    report = forward_report(forward, layout="last")
    assert report[0] == (SHAPES, True, FIRST)
    failed = [name for name, passed, _ in report if passed is False]
    assert failed == [INPUTS, START, HALVES, START_LAST]


def test_a_last_row_of_zeros_is_not_taken_for_the_start():
    def forward(x, params, s0=None):
        o, s = initial_row_first(x, params, s0=s0)
        return o, np.vstack([s[:-1], np.zeros(H)])

    assert forward_report(forward)[0] == (SHAPES, True, FIRST)


def test_another_layout_is_refused():
    with pytest.raises(ValueError, match="layout expects one of last, first, none, got 'post'"):
        forward_report(post_loop, layout="post")


def test_what_was_asked_waits_with_the_others():
    report = forward_report(buffer_of_integers, layout="last")
    assert len(report) == 17 and report[0] == (SHAPES, True, "")
    assert report[-1] == (START_LAST, None, WAITS)


@pytest.mark.parametrize("forward", [post_loop_without_s0, talkative, untold])
def test_without_s0_two_tests_are_not_run(forward, capsys):
    report = forward_report(forward)
    assert {name: message for name, passed, message in report if not passed} == {
        START: NO_S0,
        HALVES: NO_S0,
    }
    assert [passed for _, passed, _ in report].count(True) == len(TESTS) - 2
    assert capsys.readouterr() == ("", "")


def with_letters(x, U, W, V, b, c, s0=None):
    return post_loop(x, RNNParams(U=U, W=W, V=V, b=b, c=c), s0)


def posts_letters(x, V, W, U):  # the post has no biases
    return post_loop(x, RNNParams(U=U, W=W, V=V))


def must_be_given_s0(x, params, s0):
    return t_rows(x, params, s0=s0.copy())


def test_weights_may_be_taken_by_their_letters_and_s0_may_be_needed():
    for forward in (with_letters, must_be_given_s0):
        assert [passed for _, passed, _ in forward_report(forward)] == [True] * len(TESTS)
    report = forward_report(posts_letters)
    assert {name: why for name, passed, why in report if not passed} == {
        START: NO_S0,
        HALVES: NO_S0,
        BIASES: NO_BIASES,
    }
    exchanged = forward_report(lambda x, U, W, V: posts_letters(x, V, W.T, U))
    assert [name for name, passed, _ in exchanged if passed is False] == [STATES]


# ---------------------------------------------------------------- the museum


def network(*, step=None, read=None, store=None):
    """A forward function with one of its three lines replaced."""

    def plain_step(p, x, t, s_prev, s0):
        return np.tanh(p.U[:, x[t]] + p.W @ s_prev + p.b)

    def plain_read(p, s):  # s has T rows
        return softmax(s @ p.V.T + p.c)

    def forward(x, params, s0=None):
        s0 = np.zeros(params.hidden_size) if s0 is None else s0
        s = []
        for t in range(len(x)):
            s.append((step or plain_step)(params, x, t, s[-1] if s else s0, s0))
        s = np.array(s)
        return (read or plain_read)(params, s), (store or (lambda s, s0: s))(s, s0)

    return forward


def no_recurrence(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.b)


def s0_at_each_step(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.W @ s0 + p.b)


def s0_one_step_late(p, x, t, s_prev, s0):
    before = s_prev + s0 if t == 1 else s_prev if t else 0 * s0
    return np.tanh(p.U[:, x[t]] + p.W @ before + p.b)


def window(p, x, t, s_prev, s0):
    s = s0 if t < 3 else 0 * s0
    for x_i in x[max(t - 2, 0) : t + 1]:
        s = np.tanh(p.U[:, x_i] + p.W @ s + p.b)
    return s


def x_ignored(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, 2] + p.W @ s_prev + p.b)


def s0_dropped(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.W @ (s_prev if t else 0 * s0) + p.b)


def transposed(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.W.T @ s_prev + p.b)


def one_late(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t - 1]] + p.W @ s_prev + p.b)


def one_early(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[(t + 1) % len(x)]] + p.W @ s_prev + p.b)


def no_tanh(p, x, t, s_prev, s0):
    return p.U[:, x[t]] + p.W @ s_prev + p.b


def half_kept(p, x, t, s_prev, s0):
    return 0.5 * s_prev + np.tanh(p.U[:, x[t]] + p.W @ s_prev + p.b)


def half_of_w(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + 0.5 * p.W @ s_prev + p.b)


def other_column(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t] - 1] + p.W @ s_prev + p.b)


def bias_forgotten(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.W @ s_prev)


def bias_outside(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[t]] + p.W @ s_prev) + p.b


def bag_of_words(p, x, t, s_prev, s0):
    return np.tanh(p.U[:, x[: t + 1]].sum(axis=1) + p.W @ s0 + p.b)


def buffer_of_zeros(x, params, s0=None):
    """Trap T3: s0 kept beside the buffer, while a[t-1] reads the buffer's last row."""
    first = np.zeros(params.hidden_size) if s0 is None else s0
    a = np.zeros((len(x), params.hidden_size))
    for t in range(len(x)):
        a[t] = np.tanh(params.U[:, x[t]] + params.W @ a[t - 1] + params.b)
    return softmax(a @ params.V.T + params.c), np.vstack([a, first])


def buffer_of_integers(x, params, s0=None):
    """Trap T20."""
    s = np.zeros((len(x) + 1, params.hidden_size), dtype=int)
    for t in range(len(x)):
        s[t] = np.tanh(params.U[:, x[t]] + params.W @ s[t - 1] + params.b)
    return softmax(s[:-1] @ params.V.T + params.c), s


def outputs_in_integers(x, params):
    o, s = post_loop(x, params)
    return o.astype(int), s


def never_stored(x, params):
    o, s = post_loop(x, params)
    return o, np.zeros_like(s)


def one_row_for_all(x, params, s0=None):
    s_t = np.zeros(params.hidden_size) if s0 is None else s0.copy()
    s, o = [], []
    for x_t in x:
        s_t[:] = np.tanh(params.U[:, x_t] + params.W @ s_t + params.b)
        s.append(s_t)
        o.append(softmax(params.V @ s_t + params.c))
    return o, s


def writes_into_x(x, params):
    answer = post_loop(x, params)
    x[0] = 0
    return answer


def writes_into_s0(x, params, s0=None):
    s0 = np.zeros(params.hidden_size) if s0 is None else s0
    answer = post_loop(x, params, s0)
    s0 += 1
    return answer


class RemembersTheLastCall:
    state = None

    def __call__(self, x, params):
        o, s = t_rows(x, params, s0=self.state)
        self.state = s[-1]
        return o, s


def naive(p, s):
    z = np.exp(s @ p.V.T + p.c)
    return z / z.sum(axis=1, keepdims=True)


def over_time(p, s):
    return softmax(s @ p.V.T + p.c, axis=0)


def over_everything(p, s):
    z = s @ p.V.T + p.c
    return softmax(z.ravel()).reshape(z.shape)


def bare_logits(p, s):
    return s @ p.V.T + p.c


def not_exp(p, s):
    z = np.square(s @ p.V.T + p.c)
    return z / z.sum(axis=1, keepdims=True)


def previous_state(p, s):
    return softmax(np.vstack([np.zeros(len(p.W)), s[:-1]]) @ p.V.T + p.c)


def twice_as_sure(p, s):
    return softmax(2 * (s @ p.V.T + p.c))


def c_forgotten(p, s):
    return softmax(s @ p.V.T)


def c_doubled(p, s):
    return softmax(s @ p.V.T + 2 * p.c)


def not_a_number(p, s):
    return np.full((len(s), len(p.V)), np.nan)


def one_row_late(s, s0):
    return np.vstack([s0, s[:-1]])


def pre_activations(s, s0):
    return np.arctanh(s)


# the function, the tests that fail (the first of them named first), and what the cause is called
MUSEUM = {
    "no recurrence": (
        network(step=no_recurrence),
        [EARLY, ORDER, START, STATES],
        {
            EARLY: "the first input changed only s[0]: is s[t-1] in your formula?",
            STATES: "these are tanh(U x_t): W s[t-1] is missing",
        },
    ),
    "s0 reused at each step": (
        network(step=s0_at_each_step),
        [EARLY, ORDER, HALVES, STATES],
        {EARLY: "each step starts again from s0: after step 0, read s[t-1] instead"},
    ),
    "x ignored": (
        network(step=x_ignored),
        [EARLY, ORDER, STATES],
        {EARLY: "the first input changed no state: does row t hold the state after x[t]?"},
    ),
    "a window of three inputs": (
        network(step=window),
        [EARLY, ORDER, HALVES, STATES],
        {
            EARLY: "the first input changed s[0], s[1], s[2]: "
            "does row t hold the state after x[t]?",
            HALVES: "the second half, begun at the last state of the first, went another way",
        },
    ),
    "W transposed": (
        network(step=transposed),
        [STATES],
        {STATES: "these are the states for W transposed: write W @ s[t-1]"},
    ),
    "s0 dropped": (
        network(step=s0_dropped),
        [START, HALVES],
        {START: "another s0 left s[0] as it was: is s0 what step 0 reads as s[t-1]?"},
    ),
    "s0 one step late": (
        network(step=s0_one_step_late),
        [START, HALVES],
        {START: "another s0 left s[0] as it was: is s0 what step 0 reads as s[t-1]?"},
    ),
    "a buffer of zeros, s0 elsewhere": (
        buffer_of_zeros,
        [START, HALVES],
        {START: "another s0 left s[0] as it was: is s0 what step 0 reads as s[t-1]?"},
    ),
    "a buffer of integers": (
        buffer_of_integers,
        [NUMBERS],
        {NUMBERS: "s holds integers, which drop every digit after the point: no dtype=int"},
    ),
    "outputs in integers": (
        outputs_in_integers,
        [NUMBERS],
        {NUMBERS: "o holds integers, which drop every digit after the point: no dtype=int"},
    ),
    "states never stored": (
        never_stored,
        [NUMBERS],
        {NUMBERS: "s holds zeros only: is the result of each step stored in s[t]?"},
    ),
    "NaN": (
        network(read=not_a_number),
        [NUMBERS],
        {NUMBERS: "o holds NaN or infinity, with small weights and a short sequence"},
    ),
    "softmax over time": (
        network(read=over_time),
        [ROWS, OUTPUTS, CONSTANT],
        {
            ROWS: "the columns sum to 1: softmax runs over time, use axis=1",
            OUTPUTS: "o is softmax over the wrong axis",
        },
    ),
    "softmax over the whole table": (
        network(read=over_everything),
        [ROWS, OUTPUTS, CONSTANT],
        {ROWS: "the whole table sums to 1: use axis=1 and keepdims=True"},
    ),
    "naive exp": (
        network(read=naive),
        [LARGE],
        {LARGE: "o holds NaN or infinity: subtract the largest logit of each row before exp"},
    ),
    "logits as outputs": (
        network(read=bare_logits),
        [ROWS, OUTPUTS, CONSTANT],
        {
            ROWS: "they do not: does o hold softmax of the logits?",
            OUTPUTS: "o holds the logits: take softmax of them",
            CONSTANT: "it changed o: is it exp(z) divided by the sum of exp(z) in the same row?",
        },
    ),
    "normalised without exp": (
        network(read=not_exp),
        [OUTPUTS, CONSTANT],
        {OUTPUTS: "o[0] is the first that is not softmax(V s[0])"},
    ),
    "outputs from the state before": (
        network(read=previous_state),
        [OUTPUTS],
        {OUTPUTS: "o[t] is made from s[t-1]: use the new state"},
    ),
    "logits doubled": (
        network(read=twice_as_sure),
        [OUTPUTS],
        {OUTPUTS: "o[0] is the first that is not softmax(V s[0])"},
    ),
    "b forgotten": (
        network(step=bias_forgotten),
        [BIASES],
        {BIASES: "b changed no state: add it inside the tanh"},
    ),
    "b outside the tanh": (
        network(step=bias_outside),
        [BIASES],
        {BIASES: "b belongs inside the tanh, once at each step: U x_t + W s[t-1] + b"},
    ),
    "c forgotten": (
        network(read=c_forgotten),
        [BIASES],
        {BIASES: "c changed no output: add it to the logits"},
    ),
    "c doubled": (
        network(read=c_doubled),
        [BIASES],
        {BIASES: "c belongs to the logits, once at each step: V s[t] + c"},
    ),
    "both biases forgotten, as in the post": (
        network(step=bias_forgotten, read=c_forgotten),
        [BIASES],
        {
            BIASES: "b changed no state: add it inside the tanh; "
            "c changed no output: add it to the logits"
        },
    ),
    "states one row late": (
        network(store=one_row_late),
        [EARLY, NO_W, HALVES, STATES],
        {
            EARLY: "the first input changed s[1], s[2], s[3], s[4]: "
            "does row t hold the state after x[t]?",
            STATES: "row t holds s[t-1]: store the new state",
        },
    ),
    "x one late": (
        network(step=one_late),
        [EARLY, LATE, NO_W, HALVES, STATES],
        {
            LATE: "the last input changed s[0], s[1], s[2], s[3], s[4]: "
            "does step t read x[t], and nothing later?",
            STATES: "step t reads x[t-1]",
        },
    ),
    "x one early": (
        network(step=one_early),
        [EARLY, LATE, NO_W, HALVES, STATES],
        {STATES: "step t reads x[t+1]"},
    ),
    "no tanh": (network(step=no_tanh), [STATES], {STATES: "tanh is missing"}),
    "pre-activations as states": (
        network(store=pre_activations),
        [HALVES, STATES],
        {STATES: "s holds the pre-activations: take tanh of them"},
    ),
    "a second way for the state": (
        network(step=half_kept),
        [NO_W, STATES],
        {
            NO_W: "without W the first input still changed s[1], s[2], s[3], s[4]: "
            "what carries it there?",
            STATES: "s[1] is the first that differs, also with W = 0: look at U x_t and tanh",
        },
    ),
    "another column of U": (
        network(step=other_column),
        [STATES],
        {STATES: "s[0] is the first that differs, also with W = 0: look at U x_t and tanh"},
    ),
    "half of W s[t-1]": (
        network(step=half_of_w),
        [STATES],
        {STATES: "s[1] is the first that differs, but with W = 0 all are right: look at W s[t-1]"},
    ),
    "a bag of words": (
        network(step=bag_of_words),
        [ORDER, NO_W, HALVES, STATES],
        {ORDER: "exchanging the first two inputs left the last state as it was: it has no memory"},
    ),
    "one row for all states": (
        one_row_for_all,
        [LATE],
        {LATE: "all rows of s are one and the same state: store a copy at each step"},
    ),
    "writes into x": (
        writes_into_x,
        [INPUTS],
        {INPUTS: "it writes into x, which belongs to the caller: copy it first"},
    ),
    "writes into s0": (
        writes_into_s0,
        [INPUTS],
        {INPUTS: "it writes into s0, which belongs to the caller: copy it first"},
    ),
    "remembers the last call": (
        RemembersTheLastCall(),
        [REPEATS],
        {REPEATS: "a second call gave other numbers: does a state live on outside the function?"},
    ),
}


def failures(forward):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = forward_report(forward)
    assert [name for name, _, _ in report] == list(TESTS)
    return {name: message for name, passed, message in report if passed is False}


@pytest.mark.parametrize("exhibit", MUSEUM)
def test_the_museum(exhibit):
    forward, names, causes = copy.deepcopy(MUSEUM[exhibit])  # one of them remembers
    failed = failures(forward)
    if exhibit in ("one row for all states", "remembers the last call"):
        assert next(iter(failed)) == names[0]  # everything after it is confused
    else:
        assert list(failed) == names
    assert {name: failed[name] for name in causes} == causes


def test_warnings_that_are_made_errors_change_no_line():
    with np.errstate(all="raise"):
        assert failures(network(read=naive)) == MUSEUM["naive exp"][2]


def test_numbers_are_the_same_to_six_digits_after_the_point():
    assert same(np.array([0.5, 30.0]), [0.5000009, 30.0000009])
    assert not same(np.array([0.5, 30.0]), [0.5, 30.000002])


def test_every_test_catches_something():
    assert {name for _, names, _ in MUSEUM.values() for name in names} | {SHAPES} == set(TESTS)


# ---------------------------------------------------------------- wrong shapes and errors


def returning(answer):
    return lambda x, params: answer


O, S = np.full((T, K), 1 / K), np.full((T, H), 0.5)
ODD = "with T=5 inputs and"


def no_return(x, params, s0=None):
    answer = post_loop(x, params, s0)
    answer[0] += 0


def ends_in_print(x, params, s0=None):
    return print(*post_loop(x, params, s0))


def yields(x, params):
    yield from post_loop(x, params)


def dicts(x, params, s0=None):
    """As in min-char-rnn: hs[-1] is a key, and each state is a column."""
    o, s = post_loop(x, params, s0)
    keys = [*range(len(x)), -1]
    return dict(enumerate(o[:, :, None])), dict(zip(keys, s[:, :, None]))


ROWS_OF = "np.array([{0}[t] for t in range(len(x))])"
ALONE = "write its name alone, without (...)"


@pytest.mark.parametrize(
    "forward, message",
    [
        (3, f"expected a function of (x, params), got a number: {ALONE}"),
        (None, f"expected a function of (x, params), got None: {ALONE}"),
        ([O, S], f"expected a function of (x, params), got a list: {ALONE}"),
        (no_return, "it returns None: end with return [o, s]"),
        (ends_in_print, "it returns None: end with return [o, s]"),
        (returning(None), "it returns None: end with return [o, s]"),
        (returning(O), "expected [o, s], got ndarray: end with return [o, s]"),
        (returning((O, S, S)), "expected [o, s], got tuple of 3 things: end with return [o, s]"),
        (returning({"o": O, "s": S}), "expected [o, s], got dict: end with return [o, s]"),
        (yields, "expected [o, s], got generator: end with return [o, s]"),
        (dicts, f"s is a dict, as in min-char-rnn: return its rows, {ROWS_OF.format('s')}"),
        (
            lambda x, params: (dicts(x, params)[0], S),
            f"o is a dict: return its rows, {ROWS_OF.format('o')}",
        ),
        (
            lambda x, params: (O, [*dicts(x, params)[1].values()]),
            "each row of s is a column of shape (3, 1): flatten it with .ravel()",
        ),
        (returning([O, None]), "s is None: is the line that makes it complete?"),
        (returning([None, None]), "s is None: is the line that makes it complete?"),
        (returning([S, S]), f"{ODD} K=7 words o should have shape (5, 7), it has (5, 3)"),
        (
            returning([O, O]),
            f"{ODD} H=3 units s should have shape (5, 3) or (6, 3), it has (5, 7)",
        ),
        (
            returning([O, np.ones((T, H, 2))]),
            f"{ODD} H=3 units s should have shape (5, 3) or (6, 3), it has (5, 3, 2)",
        ),
        (returning([O, {1, 2}]), "s is a set, which has no order: write a list"),
        (returning([O, {1: 2}.values()]), "s is a dict_values: write list(...) around it"),
        (returning([iter(O), S]), "o is an iterator: write list(...) around it"),
        (returning([np.vstack([O, O[:1]]), S]), "o has T+1 = 6 rows: only s has one for the start, "
                                                "o has one for each input"),
        (returning([S[:, :1].repeat(3, 1), O]), "o and s are exchanged: return [o, s]"),
        (returning([np.ones((T + 1, H)), O]), "o and s are exchanged: return [o, s]"),
        (returning([S, O]), "o and s are exchanged: return [o, s]"),
        (returning([O.T, S]), "step t stands in a column of o, of shape (7, 5): return o.T"),
        (returning([O, S.T]), "step t stands in a column of s, of shape (3, 5): return s.T"),
        (
            returning([O.T, np.ones((H, T + 1))]),
            "step t stands in a column of o, of shape (7, 5): return o.T",
        ),
        (
            returning([O, np.ones((H, T + 1))]),
            "step t stands in a column of s, of shape (3, 6): return s.T",
        ),
        (returning([O[None], S]), "o has an axis for a batch, of shape (1, 5, 7): return o[0]"),
        (
            returning([O[:, None], S[:, None]]),
            "o has an axis for a batch, of shape (5, 1, 7): return o[:, 0]",
        ),
        (
            returning([O, np.ones((T + 1, 1, H))]),
            "s has an axis for a batch, of shape (6, 1, 3): return s[:, 0]",
        ),
        (
            returning([O, S[1:]]),
            f"{ODD} H=3 units s should have shape (5, 3) or (6, 3), it has (4, 3)",
        ),
        (returning([O, 1.5]), f"{ODD} H=3 units s should have shape (5, 3) or (6, 3), it has ()"),
        (returning([O, [[1, 2], [3]]]), "the rows of s have different lengths"),
        (returning([[[1, 2], [3]], S]), "the rows of o have different lengths"),
        (
            lambda x: [O, S],
            "it raised TypeError: <lambda>() takes 1 positional argument but 2 were given",
        ),
        (
            lambda x, params: post_loop(x + 5, params),
            "it raised IndexError: index 8 is out of bounds for axis 1 with size 7",
        ),
    ],
)  # fmt: skip
def test_the_other_tests_wait_for_the_right_shapes(forward, message):
    report = forward_report(forward)
    assert report[0] == (SHAPES, False, message)
    assert report[1:] == [(name, None, WAITS) for name in list(TESTS)[1:]]


@pytest.mark.parametrize(
    "answer, message",
    [
        ([O + 0j, S], "o holds complex128 entries, not floats: make it with np.zeros"),
        ([O, S.astype(object)], "s holds object entries, not floats: make it with np.zeros"),
        ([O, S > 0], "s holds integers, which drop every digit after the point: no dtype=int"),
    ],
)
def test_the_other_tests_wait_for_floats(answer, message):
    report = forward_report(returning(answer))
    assert report[:2] == [(SHAPES, True, ""), (NUMBERS, False, message)]
    assert {passed for _, passed, _ in report[2:]} == {None}


def test_an_error_in_one_test_is_one_line_and_the_same_every_time():
    def fragile(x, params):
        if not params.W.any():
            raise RuntimeError(f"no W\nin {object()!r}")
        return post_loop(x, params)

    assert failures(fragile) == {NO_W: "it raised RuntimeError: no W in <object object at 0x...>"}


def test_overwritten_parameters_are_reported():
    def forward(x, params):
        params.W[:] = 0

    assert forward_report(forward)[0][2] == (
        "it raised ValueError: assignment destination is read-only"
    )


# ---------------------------------------------------------------- stubs, and the printed report


def raises(x, params):
    raise NotImplementedError


def blank_row(x, params):
    s = np.zeros((len(x), 3))
    for t in range(len(x)):
        s[t] = ...
    return s


def blank_line(x, params):
    a_t = ...
    return np.tanh(a_t)


def a_comment_and_dots(x, params, s0=None):
    """Return [o, s]."""
    # yours
    ...


def returns_dots(x, params, s0=None):
    return ...


def passes(x, params):
    pass


def wrapped(way):
    def forward(x, params, s0=None):
        s = way(x, params, s0)
        if s is not None:
            return [softmax(s @ params.V.T + params.c), s]

    return forward


STUBS = [
    ...,
    "",
    returning(...),
    returning([..., ...]),
    raises,
    blank_row,
    blank_line,
    a_comment_and_dots,
    returns_dots,
    passes,
    wrapped(a_comment_and_dots),
]


@pytest.mark.parametrize("stub", STUBS)
def test_a_stub_is_not_tried_yet(stub, capsys):
    assert forward_report(stub) == []
    assert examine_forward(stub) is None
    out = capsys.readouterr().out
    assert out == f"{getattr(stub, '__name__', 'forward')}: not tried yet\n"


def test_the_printed_report_of_a_right_network(capsys):
    assert examine_forward(post_loop) is None
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "post_loop"
    assert lines[1] == f"  {SHAPES}: pass, {LAST}"
    assert lines[2:-1] == [f"  {name}: pass" for name in [*TESTS][1:]]
    assert lines[-1] == "16 of 16 tests passed, 0 failed."


def test_the_printed_report_of_a_layout_that_was_asked_for(capsys):
    assert examine_forward(post_loop, layout="last") is None
    *lines, layout, count = capsys.readouterr().out.splitlines()
    assert len(lines) == 17 and layout == f"  {START_LAST}: pass"
    assert count == "17 of 17 tests passed, 0 failed."
    examine_forward(initial_row_first, layout="last")
    *lines, layout, count = capsys.readouterr().out.splitlines()
    assert lines[1] == f"  {SHAPES}: pass, {FIRST}"
    assert layout == f"  {START_LAST}: FAIL - it has the start row first: {CURES['last']}"
    assert count == "16 of 17 tests passed, 1 failed; begin with the first FAIL."


def test_a_function_without_return_is_no_stub(capsys):
    examine_forward(no_return, layout="last")
    assert capsys.readouterr().out.splitlines() == [
        "no_return",
        f"  {SHAPES}: FAIL - it returns None: end with return [o, s]",
        "0 of 17 tests passed, 1 failed, 16 not run; begin with the first FAIL.",
    ]
    examine_forward(wrapped(no_return))
    assert "it returns None: end with return [o, s]" in capsys.readouterr().out


def test_the_printed_report_of_a_broken_network(capsys):
    examine_forward(MUSEUM["no recurrence"][0])
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"  {EARLY}: FAIL - the first input changed only s[0]: is s[t-1] in your formula?" in lines
    )
    assert lines[-1] == "12 of 16 tests passed, 4 failed; begin with the first FAIL."


def test_the_printed_report_says_what_was_not_run(capsys):
    examine_forward(post_loop_without_s0)
    lines = capsys.readouterr().out.splitlines()
    assert f"  {START}: {NO_S0}" in lines
    assert lines[-1] == "14 of 16 tests passed, 0 failed, 2 not run."
    examine_forward(buffer_of_integers)
    assert capsys.readouterr().out.splitlines() == [
        "buffer_of_integers",
        f"  {SHAPES}: pass",
        f"  {NUMBERS}: FAIL - s holds integers, which drop every digit after the point: "
        "no dtype=int",
        "1 of 16 tests passed, 1 failed, 14 not run; begin with the first FAIL.",
    ]


# ---------------------------------------------------------------- the network the tests use


def test_the_network_of_the_tests_shows_what_it_should():
    assert len({T, T + 1, H, K}) == 4 and len(set(X.tolist())) == T and 2 not in X
    assert abs(NET.W - NET.W.T).max() > 0.1
    assert not NET.b.any() and not NET.c.any()
    other = X.copy()
    other[0] = 2
    moved = forward_propagation(X, NET).s - forward_propagation(other, NET).s
    assert np.abs(moved).max(axis=1).min() > 1e-3  # far above the 1e-6 of `same`

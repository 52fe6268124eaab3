"""The tests that examine_forward runs: each gives None, or one line on what its failure means.

`run(x, params, s0)` calls the learner's function and returns o (T, K) and s (T, H). Every test has
one cause in mind: b = c = 0 except where the biases are tested, outputs are judged from the
learner's own states, and so on.

Source: chapter 12, the museum of broken networks.
"""

import numpy as np

from ..forward_pass.cells import softmax
from ..forward_pass.forward import forward_propagation
from .forward_ground import NET, S0, H, K, T, X, has_real_numbers, has_shapes, same

WITHOUT_W = NET.replace(W=np.zeros((H, H)))
NO_S0 = "not tested: give your function an argument s0=None"
NO_BIASES = "not tested: give your function arguments b and c"


def _keeps_its_inputs(run):
    run(s0=S0 if run.takes_s0 else None)
    if run.changed:
        return f"it writes into {run.changed}, which belongs to the caller: copy it first"


def _repeats_itself(run):
    if not all(map(same, run(), run())):
        return "a second call gave other numbers: does a state live on outside the function?"


def _early_input(run):
    moved = _moved(run, x=_with_other_input(0))
    if moved == [0]:
        if run.takes_s0 and len(_moved(run, s0=S0)) == T:
            return "each step starts again from s0: after step 0, read s[t-1] instead"
        return "the first input changed only s[0]: is s[t-1] in your formula?"
    if len(moved) < T:
        return f"the first input changed {_rows(moved)}: does row t hold the state after x[t]?"


def _late_input(run):
    moved = _moved(run, x=_with_other_input(T - 1))
    if len(moved) == T and same(run()[1], run()[1][-1]):
        return "all rows of s are one and the same state: store a copy at each step"
    if moved and moved != [T - 1]:
        return f"the last input changed {_rows(moved)}: does step t read x[t], and nothing later?"


def _order(run):
    if T - 1 not in _moved(run, x=X[[1, 0, 2, 3, 4]]):
        return "exchanging the first two inputs left the last state as it was: it has no memory"


def _feed_forward(run):
    later = [t for t in _moved(run, x=_with_other_input(0), params=WITHOUT_W) if t > 0]
    if later:
        return f"without W the first input still changed {_rows(later)}: what carries it there?"


def _initial_state(run):
    if not run.takes_s0:
        return NO_S0
    if 0 not in _moved(run, s0=S0):
        return "another s0 left s[0] as it was: is s0 what step 0 reads as s[t-1]?"


def _halves(run):
    if not run.takes_s0:
        return NO_S0
    whole, head = run()[1], run(X[:2])[1]
    tail = run(X[2:], s0=head[-1])[1]
    if not same(np.vstack([head, tail]), whole):
        return "the second half, begun at the last state of the first, went another way"


def _state_numbers(run):
    s, right = run()[1], forward_propagation(X, NET)
    if same(s, right.s):
        return None
    tiny = NET.replace(U=NET.U * 1e-6)  # so small that tanh(a) = a
    causes = {
        "these are the states for W transposed: write W @ s[t-1]": _states(NET.replace(W=NET.W.T)),
        "these are tanh(U x_t): W s[t-1] is missing": np.tanh(NET.U.T[X]),
        "row t holds s[t-1]: store the new state": np.vstack([np.zeros(H), right.s[:-1]]),
        "s holds the pre-activations: take tanh of them": right.a,
        "tanh is missing": _states(tiny) * 1e6,
        "step t reads x[t-1]": _states(NET, np.roll(X, 1)),
        "step t reads x[t+1]": _states(NET, np.roll(X, -1)),
    }
    for cause, states in causes.items():
        if same(s, states):
            return cause
    t = _different_rows(s, right.s)[0]
    if same(run(params=WITHOUT_W)[1], _states(WITHOUT_W)):
        return f"s[{t}] is the first that differs, but with W = 0 all are right: look at W s[t-1]"
    return f"s[{t}] is the first that differs, also with W = 0: look at U x_t and tanh"


def _biases(run):
    if not run.takes_biases:
        return NO_BIASES
    o, s = run()
    b, c = np.array([0.3, -0.2, 0.4]), np.linspace(-1, 1, K)
    faults = []  # where numbers are wrong without biases, other tests say so
    s_b = run(params=NET.replace(b=b))[1]
    if same(s_b, s):
        faults.append("b changed no state: add it inside the tanh")
    elif _state_numbers(run) is None and not same(s_b, _states(NET.replace(b=b))):
        faults.append("b belongs inside the tanh, once at each step: U x_t + W s[t-1] + b")
    if _output_numbers(run) is None:
        o_c = run(params=NET.replace(c=c))[0]
        if same(o_c, o):
            faults.append("c changed no output: add it to the logits")
        elif not same(o_c, softmax(np.log(o) + c)):
            faults.append("c belongs to the logits, once at each step: V s[t] + c")
    return "; ".join(faults) or None


def _rows_sum_to_1(run):
    o = run()[0]
    if same(o.sum(axis=1), 1):
        return None
    if same(o.sum(axis=0), 1):
        return "the columns sum to 1: softmax runs over time, use axis=1"
    if same(o.sum(), 1):
        return "the whole table sums to 1: use axis=1 and keepdims=True"
    return "they do not: does o hold softmax of the logits?"


def _output_numbers(run):
    o, s = run()
    right, z = forward_propagation(X, NET), s @ NET.V.T
    if same(o, softmax(z)) or same(o, right.o):
        return None
    causes = {
        "o holds the logits: take softmax of them": z,
        "o is softmax over the wrong axis": softmax(z, axis=0),
        "o[t] is made from s[t-1]: use the new state": softmax(np.vstack([np.zeros(K), z[:-1]])),
    }
    for cause, outputs in causes.items():
        if same(o, outputs):
            return cause
    t = _different_rows(o, softmax(z))[0]
    return f"o[{t}] is the first that is not softmax(V s[{t}])"


def _constant_added(run):
    higher = NET.replace(V=NET.V + np.array([3.0, -2.0, 1.0]))  # one number more for a whole row
    if not same(run(params=higher)[0], run()[0]):
        return "it changed o: is it exp(z) divided by the sum of exp(z) in the same row?"


def _large_logits(run):
    scale = 1000 / forward_propagation(X, NET).z.max()
    if not np.isfinite(run(params=NET.replace(V=NET.V * scale))[0]).all():
        return "o holds NaN or infinity: subtract the largest logit of each row before exp"


def _with_other_input(t):
    x = X.copy()
    x[t] = 2  # an id that is not in X
    return x


def _states(params, x=X):
    return forward_propagation(x, params).s


def _different_rows(a, b):
    return [t for t in range(len(a)) if not same(a[t], b[t])]


def _moved(run, *, x=X, params=NET, s0=None):
    """The steps whose state differs from that of the usual x and s0, with the same params."""
    return _different_rows(run(params=params)[1], run(x, params, s0)[1])


def _rows(steps):
    return ", ".join(f"s[{t}]" for t in steps) or "no state"


TESTS = {
    "o and s have the right shapes": has_shapes,
    "o and s hold real numbers": has_real_numbers,
    "x and s0 are left unchanged": _keeps_its_inputs,
    "a second run repeats the first": _repeats_itself,
    "an early input moves all later states": _early_input,
    "a late input moves no earlier state": _late_input,
    "order matters": _order,
    "with W = 0 it is feed-forward": _feed_forward,
    "s0 is used at step 0": _initial_state,
    "two halves with the state carried over equal one run": _halves,
    "the states have the right numbers, W not transposed": _state_numbers,
    "the biases b and c are used": _biases,
    "each row of o sums to 1": _rows_sum_to_1,
    "the outputs have the right numbers": _output_numbers,
    "a number added to all logits changes nothing": _constant_added,
    "o stays finite with logits of 1000": _large_logits,
}
GROUND_TESTS = has_shapes, has_real_numbers  # when one fails, the tests below it mean nothing

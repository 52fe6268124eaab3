"""The forward pass of "dog bites man", sub-step after sub-step, from plain numbers alone."""

import numpy as np
from plain_runs import WORDS, U, V


def by_hand(values):
    """All numbers of all steps, computed with plain loops over the values of the controls."""
    v = values
    u, out = U.tolist(), V.tolist()
    for name in (name for name in v if name[0] == "U"):
        u[int(name[1]) - 1][int(name[2]) - 1] = v[name]
    w, b = [[v["W11"], v["W12"]], [v["W21"], v["W22"]]], [v["b1"], v["b2"]]
    bias = [v["c1"], v["c2"], v["c3"]]
    steps, s = [], [v["s01"], v["s02"]]
    for word in v["x"].split():
        i = WORDS.index(word)
        step = {"x_t": [int(j == i) for j in range(3)], "U": u, "W": w, "V": out, "b": b, "c": bias}
        step |= {"s_{t-1}": s, "U x_t": [u[0][i], u[1][i]]}
        step["W s_{t-1}"] = [w[k][0] * s[0] + w[k][1] * s[1] for k in (0, 1)]
        step["a_t"] = [step["U x_t"][k] + step["W s_{t-1}"][k] + b[k] for k in (0, 1)]
        step["s_t"] = s = [np.tanh(a) for a in step["a_t"]]
        step["z_t"] = [out[k][0] * s[0] + out[k][1] * s[1] + bias[k] for k in range(3)]
        odds = [np.exp(z - max(step["z_t"])) for z in step["z_t"]]
        step["o_t"] = [odd / sum(odds) for odd in odds]
        steps.append(step)
    return steps

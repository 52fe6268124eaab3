"""Every number of the sheet a second time, and what the tasks say of the two cells."""

from math import exp, tanh

import numpy as np
import pytest
from made import at_start

from rnn_helpers.explorers import gate_stepper
from rnn_helpers.explorers.gate_stepper import GRU, LSTM, NAMES, STEPS, X


def sigma(a):
    return 1 / (1 + exp(-a))


def steps(cell, flag=8.0, keep=4.0, show=4.0):
    """{letter: number} of every step, by plain numbers."""
    s = m = 0.0
    for x, x2 in X:
        if cell == GRU:
            r, k = sigma(show), sigma(keep - flag * x2)
            n = tanh(2 * x + 1.5 * r * s)
            s = k * s + (1 - k) * n
            yield {"r": r, "k": k, "n": n, "s": s}
        else:
            i, f, q = sigma(flag * x2 - keep), sigma(keep - flag * x2), sigma(show)
            n = tanh(2 * x + 0.5 * s)
            m = f * m + i * n
            s = q * tanh(m)
            yield {"i": i, "f": f, "n": n, "q": q, "m": m, "s": s}


def written(explorer):
    """The texts of the sheet by their heights, from left to right."""
    sheet, lines = explorer.views[1], {}
    for _, x, y, text in sheet.shown["texts"]:
        lines.setdefault(y, []).append((x, text))
    return [" ".join(text for _, text in sorted(lines[y])) for y in sorted(lines, reverse=True)]


def number(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("cell", [GRU, LSTM])
@pytest.mark.parametrize("knobs", [{}, {"flag": 3.0, "keep": -1.5, "show": 0.5}])
def test_every_number_in_sight(cell, knobs):
    explorer = at_start(gate_stepper)
    explorer.set(cell=cell, **knobs)
    run = list(steps(cell, **knobs))
    for t in range(STEPS):
        explorer.set(t=t)
        state = explorer.state()
        for letter, value in run[t].items():
            assert state[f"{letter}_t"] == pytest.approx(value, abs=1e-12)
        gates = [letter for letter in "riknfq" if letter in run[t]]
        order = "rkn" if cell == GRU else "ifnq"
        _, *lines = written(explorer)  # below the name of the third factor
        for letter, line in zip(order, lines):
            name, rest = NAMES[cell][letter], line.removeprefix(NAMES[cell][letter])
            assert rest != line, (name, line)
            factors, _, found = rest.rpartition("=")
            a, value = (number(part) for part in found.split())
            assert value == pytest.approx(run[t][letter], abs=6e-4)
            sum_ = sum(
                np.prod([number(factor) for factor in term.split("×")])
                for term in factors.split("+")
            )
            assert sum_ == pytest.approx(a, abs=2e-3), line  # the state is written to 3 digits
            expected = tanh(a) if letter == "n" else sigma(a)
            assert value == pytest.approx(expected, abs=1e-3)
        bars = explorer.views[1].shown["bars"]
        assert len(gates) == len(bars)
        assert [bars[k] for k in range(len(bars))] == pytest.approx([run[t][x] for x in order])
        for line in lines[len(order) :]:
            _, product, result = (part.strip() for part in line.rsplit("=", 2))
            total = sum(
                np.prod([number(factor) for factor in term.split("×")])
                for term in product.split("+")
            )
            assert total == pytest.approx(number(result), abs=2.1e-3), line
    np.testing.assert_allclose(explorer.views[0].shown["lines"][0], [x["s"] for x in run])


def test_what_the_tasks_tell():
    explorer = at_start(gate_stepper)
    explorer.tasks.go(1)
    for flag in np.arange(0, 12.1, 0.5).tolist():
        explorer.set(flag=flag)
        done = explorer.tasks.list.tasks[0].done(explorer.state())
        assert done == (flag == 4)
    half = list(steps(GRU, flag=4.0))
    assert half[1]["s"] == pytest.approx(half[1]["n"] / 2, abs=0.01)
    explorer.tasks.go(2)
    ticked = []
    for keep in np.arange(-8, 8.1, 0.5).tolist():
        explorer.set(keep=keep)
        ticked += [keep] if explorer.tasks.list.tasks[1].done(explorer.state()) else []
    assert ticked and all(sigma(keep) > 0.99 for keep in ticked), ticked
    explorer.tasks.go(3)
    assert f"{explorer.state()['s_t']:.2f}" == "-0.57"
    for show in np.arange(-8, 8.1, 0.5).tolist():
        explorer.set(show=show)
        r = explorer.state()["r_t"]
        assert explorer.tasks.list.tasks[2].done(explorer.state()) == (r < 0.2)
    shut = list(steps(LSTM, show=-4.0))[4]
    assert shut["m"] > 0.85 and abs(shut["s"]) < 0.02
    assert explorer.tasks.list.tasks[3].guess.answer == "still there, unseen"

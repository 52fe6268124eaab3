"""Chapter 13: a plain network, a GRU and an LSTM that were trained to remember one bit."""

from functools import lru_cache

import numpy as np

from ..forward_pass.cells import softmax
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider
from ..training import draw_bits, load_bit_networks
from ..training.bit_task import logits_over_time
from ..views.curves.named_lines import NamedLines
from ..views.style import lecture_figure

STEPS, LEARNED, TEXTS = 60, 30, 200  # steps shown; as many were learned; texts judged
CELLS = {"plain": "plain", "gru": "GRU", "lstm": "LSTM"}
X, Y = draw_bits(STEPS, TEXTS, rng=np.random.default_rng(2))
PANELS = "chance of the right answer, one text", "share right, 200 texts"

TASKS = [
    Task(
        text="Plain network 3 errs in some texts. Lower the noise until it errs in none.",
        done=lambda now: now["net"] == 3 and now["right_29"][0] == now["right_59"][0] == 1,
        then="It keeps the bit, for 60 steps. What it has not learned is to shut out the noise.",
        begin={},
        solution=({"noise": 0.5},),
    ),
    Task(
        text="Make the noise twice as loud. Find an LSTM that is now right in half of the texts.",
        done=lambda now: abs(now["noise"] - 2) < 0.05 and 0.4 < now["right_59"][2] < 0.6,
        then="Number 1 only guesses now. What a training did not show, a gate does not promise.",
        begin={},
        solution=({"noise": 2.0}, {"net": 1}),
    ),
]
NOTICE = "All with gates shut out the noise that they learned with. Louder noise beats some."


_networks = lru_cache(load_bit_networks)


@lru_cache(maxsize=8)
def _chances(net, noise):
    """{cell: chance of the right answer (STEPS, TEXTS)} of one network of each cell."""
    x, each = X.copy(), np.arange(TEXTS)
    x[1:, :, 0] *= noise
    return {
        cell: softmax(logits_over_time(x, nets[net]))[:, each, Y]
        for cell, nets in _networks().items()
    }


def bit_keepers():
    """Return the explorer of three trained networks over texts of up to 60 steps."""
    figure, axes = lecture_figure(9, 3.4, ncols=2)
    one, many = (
        NamedLines(ax, title=title, names=CELLS.values(), limits=(-0.05, 1.08), symbol="t")
        for ax, title in zip(axes, PANELS)
    )

    def show(net, noise, text):
        chances = _chances(net, noise)
        right = {cell: (p > 0.5).mean(axis=1) for cell, p in chances.items()}  # (STEPS,) each
        for view, lines in (
            (one, {cell: p[:, text] for cell, p in chances.items()}),
            (many, right),
        ):
            places = _apart({CELLS[cell]: line[-1] for cell, line in lines.items()})
            view.set(lines={CELLS[cell]: line for cell, line in lines.items()}, places=places)
        after = {f"right_{t - 1}": [right[cell][t - 1] for cell in CELLS] for t in (LEARNED, STEPS)}
        return after, _sentence(right)

    return Explorer(
        figure=figure,
        views=[one, many],
        controls={
            "net": step_slider("net", 0, 4, 3, meaning="which of the five networks of each cell"),
            "noise": slider("noise", 0, 3, 1.0, step=0.1, concept="input", meaning="1: as learned"),
            "text": step_slider("text", 0, 20, 0, meaning="which text, on the left"),
        },
        show=show,
        tasks=TASKS,
        notice=NOTICE,
    )


def _apart(ends):
    """Where names stand beside the ends of their lines, {name: (x, y)}, no two on each other."""
    places, low = {}, -np.inf
    for name in sorted(ends, key=ends.get):
        low = max(ends[name], low + 0.1)
        places[name] = low
    too_high = max(0, low - 1.05)
    return {name: (STEPS - 1, y - too_high) for name, y in places.items()}


def _sentence(right):
    def told(t):
        return ", ".join(
            f"{CELLS[cell]} {100 * share[t - 1]:.0f} %" for cell, share in right.items()
        )

    return f"Right after {LEARNED} steps: {told(LEARNED)}; after {STEPS}: {told(STEPS)}."

"""Milliseconds per slider move in the kernel: naive `interact`, a full redraw, and ours.

    python tests/benchmarks/slider.py [moves]

One picture, 9 x 4 in at 100 dpi: two hidden units over eight steps, and their path in the state
plane. Four ways to follow a slider for W12, in turns, so that a slow moment of the machine meets
all of them:

naive    ipywidgets.interact and pyplot, as most notebooks do it: each move builds the figure anew,
         and the inline backend saves it as a PNG at 100 dpi, cropped to what is drawn
loose    the same without a layout engine, which the same figure does not need to be drawn
redraw   our views, moved in place; then the whole figure is drawn again, and encoded as ours
ours     `slider.value = ...` on an Explorer: equations, views, display list, widget update

Not measured: the way to the browser and the browser itself, and what is drawn ahead while the hand
rests. The background that ours draws once is printed below the table.
"""

import io
import os
import sys
import tempfile
import time

os.environ.setdefault("IPYTHONDIR", tempfile.mkdtemp())

import ipywidgets as widgets
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from PIL import Image
from traitlets.config import Config

from rnn_helpers import forward_propagation
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.panel.controls import slider
from rnn_helpers.panel.explorer import Explorer
from rnn_helpers.views.over_time.timeline import Timeline
from rnn_helpers.views.plane.state_plane import StatePlane
from rnn_helpers.views.style import COLOURS, DPI, lecture_figure, lecture_style

MOVES = 60
TOKENS = ["dog", "bites", "man", "bites", "dog", "bites", "man", "bites"]
START, VOCAB = dog_bites_man()
IDS, STEPS = VOCAB.ids(TOKENS), len(TOKENS)
NOW = 3


def run(W12):
    """The states (T+1, 2), row 0 the start."""
    W = START.W.copy()
    W[0, 1] = W12
    trace = forward_propagation(IDS, START.replace(W=W))
    return np.vstack([trace.s0, trace.s])


# Naive: written as its users write it


def naive_plot(W12, layout):
    path = run(W12)
    size = {"figsize": (9, 4), "width_ratios": [1.6, 1], "layout": layout}
    _, (left, right) = plt.subplots(1, 2, **size)
    left.axvspan(NOW - 0.5, NOW + 0.5, color=COLOURS["now"], zorder=-1)
    left.axhline(0, color=COLOURS["context"], linewidth=0.8)
    for i, style in enumerate(["-", "--"]):
        left.plot(path[:, i], style, marker="o", color=COLOURS["hidden"])
        left.annotate(
            f"$s_{i + 1}$", (STEPS, path[-1, i]), xytext=(8, 0), textcoords="offset points",
            va="center", color=COLOURS["hidden"],
        )  # fmt: skip
    left.set(xlim=(-0.4, STEPS + 0.4), ylim=(-1.1, 1.1), yticks=[-1, 0, 1])
    left.set_xticks(range(STEPS + 1), ["", *TOKENS])
    right.axhline(0, color=COLOURS["context"], linewidth=0.8)
    right.axvline(0, color=COLOURS["context"], linewidth=0.8)
    right.plot(path[:, 0], path[:, 1], color=COLOURS["hidden"], linewidth=1.2, alpha=0.6)
    right.scatter(path[1:, 0], path[1:, 1], s=np.linspace(20, 110, STEPS), color=COLOURS["hidden"])
    right.scatter(path[:1, 0], path[:1, 1], s=50, color=COLOURS["context"])
    right.scatter(
        path[NOW, 0], path[NOW, 1], s=260, color=COLOURS["now"], edgecolor=COLOURS["hidden"]
    )
    right.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
    right.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1], xlabel="$s_1$", ylabel="$s_2$")
    plt.show()


class Shell(InteractiveShell):
    """An IPython without a terminal and without an event loop for windows."""

    def enable_gui(self, gui=None):
        pass


class Published(CapturingDisplayPublisher):
    """What would go to the notebook."""

    def clear_output(self, wait=False):
        self.outputs.clear()


class Naive:
    """interact in a real IPython shell with the real inline backend, without a notebook."""

    def __init__(self, plot, **slider):
        self.shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        self.shell.display_pub = Published()
        self.shell.enable_matplotlib("inline")
        plt.rcParams["figure.dpi"] = DPI
        ((_, self.slider),) = slider.items()
        self.panel = widgets.interactive(plot, **slider)
        self.panel.update()

    def move(self, value):
        self.slider.value = value

    def size(self):
        data = [output["data"] for output in self.shell.display_pub.outputs]
        png = [bundle["image/png"] for bundle in data if "image/png" in bundle]
        return len(png[-1]) * (3 / 4 if isinstance(png[-1], str) else 1)


def naive(layout):
    slider = widgets.FloatSlider(-0.4, min=-2, max=2, step=0.05)
    return Naive(lambda W12: naive_plot(W12, layout), W12=slider)


# Ours


def views():
    figure, (left, right) = lecture_figure(9, 4, ncols=2, width_ratios=[1.6, 1])
    both = Timeline(left, steps=STEPS, units=2, tokens=TOKENS), StatePlane(right, steps=STEPS)
    show(both, run(-0.4))
    return figure, both


def show(both, path):
    both[0].set(values=path, now=NOW)
    both[1].set(path=path, now=NOW)


class Redraw:
    """Artists moved in place, the whole figure drawn again."""

    def __init__(self):
        self.figure, self.views = views()
        with lecture_style():
            self.figure.canvas.draw()
        self.figure.set_layout_engine("none")

    def move(self, value):
        show(self.views, run(value))
        canvas = self.figure.canvas
        canvas.draw()
        image = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
        self.jpeg = io.BytesIO()
        image.convert("RGB").save(self.jpeg, format="jpeg", quality=92, subsampling=0)

    def size(self):
        return len(self.jpeg.getvalue())


class Ours:
    """An explorer, moved by its slider."""

    def __init__(self):
        figure, both = views()

        def follow(W12):
            path = run(W12)
            show(both, path)
            return {"s_T": path[-1]}, f"The last state is ({path[-1, 0]:.2f}, {path[-1, 1]:.2f})."

        self.explorer = Explorer(
            figure=figure, views=both, show=follow, controls={"W12": slider("W₁₂", -2, 2, -0.4)}
        )
        self.film = self.explorer.frames

    def move(self, value):
        self.explorer.controls["W12"].value = value

    def size(self):
        return len(self.explorer.layout.front_end.frame)


def milliseconds(call, *arguments):
    start = time.perf_counter()
    call(*arguments)
    return 1e3 * (time.perf_counter() - start)


def main(moves):
    ways = {
        "naive": naive("constrained"),
        "loose": naive(None),
        "redraw": Redraw(),
        "ours": Ours(),
    }
    ours = ways["ours"]
    shares = {
        "equations": lambda value: run(value),
        "equations, views, sentence": lambda value: ours.explorer._compute(),
        "frame": lambda value: ours.film.frame(),
    }
    times = {name: [] for name in (*ways, *shares)}
    sizes = {name: [] for name in ways}
    values = np.random.default_rng(0).permutation(np.linspace(-2, 2, moves + 5))
    for turn, value in enumerate(values):
        for name, way in ways.items():
            spent = milliseconds(way.move, value)
            if turn >= 5:  # the first turns warm up
                times[name].append(spent)
                sizes[name].append(way.size())
        for name, share in shares.items():
            times[name].append(milliseconds(share, value))
    assert len(plt.get_fignums()) == 0
    report(times, sizes, moves)
    print(f"once, before the first move: {milliseconds(ours.film.background):.0f} ms, "
          f"{len(ours.film.background()) / 1e3:.0f} kB (the background)")  # fmt: skip


def report(times, sizes, moves):
    middle = {name: np.median(spent) for name, spent in times.items()}
    print(f"{moves} moves each, Matplotlib {matplotlib.__version__}, {os.cpu_count()} processors")
    print(f"{'ms per move':12}{'median':>9}{'p95':>9}{'least':>9}{'kB':>8}{'ours is faster':>17}")
    for name, size in sizes.items():
        spent, kilobytes = times[name], np.mean(size) / 1e3
        print(f"{name:12}{middle[name]:9.1f}{np.percentile(spent, 95):9.1f}{min(spent):9.1f}"
              f"{kilobytes:8.1f}{middle[name] / middle['ours']:15.1f} x")  # fmt: skip
    equations = middle["equations"]
    move = middle["equations, views, sentence"] - equations
    rest = middle["ours"] - middle["equations, views, sentence"] - middle["frame"]
    print(f"ours: equations {equations:.2f} ms, moving the artists {move:.2f}, recording "
          f"{middle['frame']:.2f}, widgets {max(rest, 0):.2f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MOVES)

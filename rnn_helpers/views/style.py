"""How every picture looks: four hues that carry meaning, one style sheet, one figure."""

import io
from pathlib import Path

import matplotlib.style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

COLOURS = {
    "input": "#0072E5",  # token, x, embedding
    "hidden": "#C24A00",  # a, s
    "output": "#24705A",  # logits, probabilities
    "parameter": "#95408C",  # U, W, V, b, c
    "ink": "#222222",
    "context": "#8A8A8A",
    "now": "#FFE9A8",  # a background only
}
UNIT_LINES = ("solid", "dashed", "dotted", "dashdot")  # second cue: one line style a unit
SIGNED_MAP = "PuOr_r"  # signed numbers, limits symmetric about 0
DPI = 100

_SHEET = Path(__file__).with_name("lecture.mplstyle")


def lecture_style():
    """Return the lecture style as a context and as a decorator; outside it nothing changes.

    Matplotlib reads its settings when an artist is made and when ticks are first drawn, so what
    builds a figure or draws it for the first time runs inside. A reader's own settings do not
    count there: the pictures look the same for everyone.
    """
    return matplotlib.style.context(_SHEET, after_reset=True)


@lecture_style()
def lecture_figure(width=9.0, height=3.6, **subplots):
    """Return (figure, axes) for the projector, without pyplot.

    Parameters
    ----------
    width, height : inches
    subplots : passed on to `Figure.subplots`, such as ncols=2, width_ratios=[2, 1]
    """
    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(**subplots)


def sheet_figure(width, height):
    """Return (figure, axes) of a blank sheet: no axes to be seen, a unit a pixel.

    width, height : inches
    """
    figure, ax = lecture_figure(width, height)
    figure.set_layout_engine("none")
    ax.set(position=(0, 0, 1, 1), xlim=(0, DPI * width), ylim=(0, DPI * height))
    ax.set_axis_off()
    return figure, ax


def keep_room(ax, text, xy, **placed):
    """Leave room in the layout for a text that moves to `xy`; arguments as for `annotate`."""
    ax.annotate(text, xy, alpha=0, zorder=-10, annotation_clip=False, **placed)


def axis_name(ax, symbol, which):
    """Write a symbol at the end of the "x" or the "y" axis."""
    place = {
        "x": {"xy": (1, 0), "xytext": (6, 0), "va": "center"},
        "y": {"xy": (0, 1), "xytext": (0, 4), "ha": "center"},
    }
    ax.annotate(
        f"${symbol}$", xycoords="axes fraction", textcoords="offset points", zorder=-10,
        fontsize=matplotlib.rcParams["axes.labelsize"], annotation_clip=False, **place[which],
    )  # fmt: skip


class Picture:
    """A still figure for a notebook: a PNG whose text form and alternative text is a sentence."""

    def __init__(self, figure, sentence):
        self.figure = figure
        self.sentence = sentence

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": small_png(self.figure), "text/plain": self.sentence}
        return data, {"image/png": {"alt": self.sentence}}


@lecture_style()
def small_png(figure):
    """Return the figure as a PNG of at most 128 colours: crisp, and small in a notebook file."""
    with io.BytesIO() as full, io.BytesIO() as small:
        figure.savefig(full, format="png", dpi=DPI)
        image = Image.open(full).convert("RGB")
        image.quantize(128, dither=Image.Dither.NONE).save(small, format="png", optimize=True)
        return small.getvalue()

"""Some lines over a common axis, each with its name beside it."""

import numpy as np

from ..style import COLOURS, UNIT_LINES, lecture_figure, lecture_style


class NamedLines:
    """Lines in the colour of a concept, told apart by their style and by their names.

    Parameters
    ----------
    ax : matplotlib Axes
    title : what is measured, above the panel
    names : of the lines, at most four
    limits : (lowest, highest)
    ticks : labels of x = 0, 1, 2, ...; numbers when left out
    symbol : mathematics below the horizontal axis
    powers : True for powers of ten along both axes
    concept : key of COLOURS

    Attributes
    ----------
    shown : {"lines": {name: (n, 2)}, "thin": {name: [(n, 2), ...]}, "names": {name: (x, y)}}
    """

    @lecture_style()
    def __init__(
        self, ax, *, title, names, limits, ticks=None, symbol="", powers=False, concept="hidden"
    ):
        hue = COLOURS[concept]
        self._ax, self._hue, self._lines, self._names = ax, hue, {}, {}
        self._thin, self._ticks = {name: [] for name in names}, ticks
        ax.set_title(title, loc="center")
        if powers:
            ax.set(xscale="log", yscale="log")
        ax.set_ylim(limits)
        if ticks is not None:
            ax.set_xticks(range(len(ticks)), ticks)
            ax.set_xlim(-0.4, len(ticks) - 0.6)
        elif not powers:
            ax.xaxis.get_major_locator().set_params(integer=True)
        if symbol:
            ax.set_xlabel(f"${symbol}$")
        for name, style in zip(names, UNIT_LINES, strict=False):
            look = {"linestyle": style, "marker": "" if ticks is None else "o", "linewidth": 2.2}
            (self._lines[name],) = ax.plot([], [], color=hue, **look)
            self._names[name] = ax.annotate(
                name, (0, 0), (8, 0), textcoords="offset points", color=hue, va="center",
                annotation_clip=False,
            )  # fmt: skip
        self.moving = [*self._lines.values(), *self._names.values()]

    @property
    def shown(self):
        lines = {name: np.array(line.get_xydata()) for name, line in self._lines.items()}
        thin = {name: [np.array(x.get_xydata()) for x in some] for name, some in self._thin.items()}
        names = {name: tuple(text.xy) for name, text in self._names.items()}
        return {"lines": lines, "thin": thin, "names": names}

    @lecture_style()
    def set(self, *, lines, thin=None, first=0, places=None):
        """Show lines {name: (n,)} at x = first, first + 1, ...

        thin : {name: (m, n)} other lines, thin, in the same colour
        places : {name: (x, y)} right of which names stand; where left out, of the line's last point
        """
        for name, heights in lines.items():
            x = np.arange(len(heights)) + first
            self._lines[name].set_data(x, heights)
            self._names[name].xy = (places or {}).get(name, (x[-1], heights[-1]))
            for line in self._thin[name]:
                line.remove()
            look = {"color": self._hue, "linewidth": 0.6, "alpha": 0.5}
            rows = () if thin is None else thin[name]
            self._thin[name] = [self._ax.plot(x, row, **look)[0] for row in rows]
        if self._ticks is None:
            ends = [line.get_xdata() for line in self._lines.values() if len(line.get_xdata())]
            self._ax.set_xlim(min(x[0] for x in ends), max(x[-1] for x in ends))


def lines_figure(lines, *, size=(9, 2.9), thin=None, first=0, places=None, **look):
    """Return a figure of `NamedLines`: lines, thin, first, places as in its `set`.

    size : (width, height) in inches
    look : title, limits, ticks, symbol, powers, concept
    """
    figure, ax = lecture_figure(*size)
    view = NamedLines(ax, names=list(lines), **look)
    view.set(lines=lines, thin=thin, first=first, places=places)
    return figure

"""Where journeys end, over a number that a hand moves: one column of dots for each value."""

from ..style import COLOURS, axis_name, lecture_style


class GainTrace:
    """Dots (value, unit 1 where journeys end), and a line at the value that holds now.

    Parameters
    ----------
    ax : matplotlib Axes
    limits : (least, largest) value
    symbol : of the value, such as "g"

    Attributes
    ----------
    shown : {"dots": (n, 2), "now": the value}
    """

    @lecture_style()
    def __init__(self, ax, *, limits, symbol):
        ax.set(xlim=limits, ylim=(-1.1, 1.1), xticks=range(int(limits[1]) + 1), yticks=[-1, 0, 1])
        axis_name(ax, symbol, "x")
        axis_name(ax, "s_{t,1}", "y")
        ax.axhline(0, color=COLOURS["context"], linewidth=0.8, zorder=0)
        (self._now,) = ax.plot([], [], color=COLOURS["now"], linewidth=6, zorder=-1)
        (self._dots,) = ax.plot([], [], ".", color=COLOURS["hidden"], markersize=1.6, zorder=1)
        self.moving = [self._now, self._dots]

    def set(self, *, dots, now):
        """Show dots (n, 2), and the band at the value `now`."""
        self._dots.set_data(dots.T)
        self._now.set_data([now, now], [-1.1, 1.1])

    @property
    def shown(self):
        """What the picture shows now; see the class."""
        return {"dots": self._dots.get_xydata(), "now": float(self._now.get_xdata()[0])}

"""The rounds of a parallel scan as a tree: from where each state takes what it adds."""

from matplotlib.collections import LineCollection

from ..style import COLOURS, lecture_figure, lecture_style

SIZE = 9  # of a dot, in points


@lecture_style()
def scan_figure(steps, *, height=3.9):
    """Return a figure of the rounds over t = 0 to steps - 1, round 0 being what comes in.

    What the last state is made of is orange, all else is grey.

    Parameters
    ----------
    steps : T, at least 1
    height : of the figure in inches
    """
    rounds = (steps - 1).bit_length()
    every, last = [], []
    wanted = {steps - 1}
    for r in range(rounds, 0, -1):
        for t in range(steps):
            lines = [[(t, r - 1), (t, r)]]
            if t >= 2 ** (r - 1):
                lines.append([(t - 2 ** (r - 1), r - 1), (t, r)])
            every += lines
            last += lines if t in wanted else []
        wanted |= {t - 2 ** (r - 1) for t in wanted if t >= 2 ** (r - 1)}

    figure, ax = lecture_figure(9, height)
    for lines, colour, width in ((every, "context", 0.8), (last, "hidden", 2.4)):
        ax.add_collection(LineCollection(lines, colors=COLOURS[colour], linewidths=width))
    grid = [(t, r) for r in range(rounds + 1) for t in range(steps)]
    reached = {tuple(end) for line in last for end in line} or {(steps - 1, 0)}
    for place in grid:
        hue = "input" if place[1] == 0 else "hidden" if place in reached else "context"
        ax.plot(*place, "o", color=COLOURS[hue], markersize=SIZE, zorder=3)
    ax.set(xlim=(-0.5, steps + 1.2), ylim=(rounds + 0.4, -0.4), xticks=range(steps))
    ax.set_yticks(range(rounds + 1), ["comes in", *(f"round {r}" for r in range(1, rounds + 1))])
    for r in range(rounds + 1):
        reach = min(2**r, steps)
        ax.annotate(f"{reach} input{'s' * (reach > 1)}", (steps - 0.6, r), va="center")
    ax.tick_params(length=0)
    ax.set_xlabel("$t$")
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure

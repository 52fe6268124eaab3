"""Appendix A2: one network in seven spellings."""

import numpy as np

from ..formats import in_figures
from ..forward_pass.arrays import text
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import worked_example
from ..notations.conventions import CONVENTIONS, step_in, to_convention
from ..panel import Explorer, choice, slider, step_slider
from ..views.sheets.spelling import Spelling
from ..views.style import COLOURS, sheet_figure
from .weights import meaning

NAMES = list(CONVENTIONS)
WORKED = worked_example()
X_T = np.array([2.0])  # chapter 02 at t = 1
S_PREV = np.tanh([0.6, 0.5])  # its state at t = 0
ROADS = {  # which number: letter, and its place in column form
    "unit 1 → unit 2": ("W", (1, 0)),
    "unit 2 → unit 1": ("W", (0, 1)),
    "unit 1 → unit 1": ("W", (0, 0)),
    "unit 2 → unit 2": ("W", (1, 1)),
    "input → unit 1": ("U", (0, 0)),
    "input → unit 2": ("U", (1, 0)),
    "unit 1 → output": ("V", (0, 0)),
    "unit 2 → output": ("V", (0, 1)),
}
START = {"w11": 0.1, "w12": 0.2, "w21": 0.3, "w22": 0.4}
FORMS = {  # which way vectors lie
    True: "Vectors are rows, left of their matrix",
    False: "Vectors are columns, right of their matrix",
    "stored": "Weights are stored for columns, and drawn so",
}
_WAYS = [*CONVENTIONS.values()]
TASKS = [
    Task(
        text="Step n to 7 and look which matrix stands beside the old state.",
        done=lambda now: now["n"] == 7,
        then="U is the post's letter for the input matrix: do not trust letters.",
        begin={"n": 1},
        guess=Question(
            "What does the last of the seven, W for the input, call its recurrent matrix?",
            ["W", "U", "V"],
            truth=_WAYS[6].names["W"],
            because="The matrix beside the old state is the recurrent one.",
        ),
        solution=({"n": 7},),
    ),
    Task(
        text="In Keras the yellow box stands at [0, 1]. Step n until it stands as in the post.",
        done=lambda now: not _WAYS[now["n"] - 1].rows,
        then="Here the state is drawn as a column, right of its matrix, as in the post. In Keras "
        "it is a row, and stands left.",
        begin="Keras",
        solution=({"n": 6},),
    ),
    Task(
        text="Keep n at 2, the book, and follow a number to which it gives one index only.",
        done=lambda now: now["n"] == 2 and "," not in now["there"],
        then="Its input weights have shape (2,): neither row nor column. They are multiplied with "
        "a plain number.",
        begin={"n": 2},
        solution=({"follow": "input → unit 2"},),
    ),
    Task(
        text="Change W until Keras writes the same table as the post: no number changes its place.",
        done=lambda now: _WAYS[now["n"] - 1].rows and abs(now["w12"] - now["w21"]) < 1e-9,
        then="1→2 and 2→1 are equal: W is its own transpose. Its numbers cannot tell rows from "
        "columns.",
        begin="Keras",
        solution=({"w12": 0.3},),
    ),
]
NOTICE = (
    "One network, one output. A weight leads from one number into another; its letter and its "
    "place are up to the author."
)


def seven_spellings():
    """Return the explorer of one step of chapter 02 in the post's letters and in six others.

    w12 leads from unit 1 into unit 2, whatever the convention calls it.
    """
    figure, ax = sheet_figure(9, 4.2)
    ours, theirs = Spelling(ax, left=8, top=420, still=True), Spelling(ax, left=8, top=212)
    ax.plot([0, 900], [214, 214], color=COLOURS["context"], linewidth=0.8, zorder=0)

    def show(n, follow, **w):
        params, name, road = network(w), NAMES[n - 1], ROADS[follow]
        spelled = {name: to_convention(params, name) for name in NAMES}
        results = {name: step_in(spelled[name], name, X_T, S_PREV) for name in NAMES}
        s_t, z_t = results[NAMES[0]]
        here = _spelled(spelled[NAMES[0]], NAMES[0], s_t, z_t, *road)
        there = _spelled(spelled[name], name, *results[name], *road)
        ours.set(**here)
        theirs.set(**there)
        indices = (_index(here["mark"], spelled["post"]), _index(there["mark"], spelled[name]))
        numbers = {
            "in the post": indices[0], "there": indices[1], "s_t": s_t, "z_t": z_t,
            "largest difference": np.ptp([[*s, *z] for s, z in results.values()], axis=0).max(),
        }  # fmt: skip
        value = float(getattr(params, road[0])[road[1]])
        return numbers, _sentence(n, follow, value, indices, z_t)

    return Explorer(
        figure=figure,
        views=[ours, theirs],
        controls={
            "n": step_slider("n", 1, len(NAMES), 2, meaning="which of the seven conventions"),
            "follow": choice("follow", ROADS, "unit 1 → unit 2"),
            **weights(),
        },
        show=show,
        presets={"PyTorch": {"n": 4}, "Keras": {"n": 5}},
        groups={"one number": ["follow"], "all of W": list(START)},
        play="n",
        tasks=TASKS,
        notice=NOTICE,
    )


def weights():
    """The four numbers of W, named by the way they lead."""
    return {
        name: slider(
            f"{name[1]}→{name[2]}", -2, 2, value, concept="parameter",
            meaning=meaning(name.upper(), rows=True),
        )
        for name, value in START.items()
    }  # fmt: skip


def network(w):
    """The worked example with other numbers in W; in column form w12 is row 2, column 1."""
    return WORKED.replace(W=[[w["w11"], w["w21"]], [w["w12"], w["w22"]]])


def _spelled(arrays, name, s_t, z_t, letter, place):
    """What a Spelling shows of one convention: title, two lines, and the marked box."""
    convention = CONVENTIONS[name]
    lying = (1, -1) if convention.rows else (-1, 1)

    def vector(concept, symbol, numbers):
        return concept, symbol, np.reshape(numbers, lying), ""

    def parameter(symbol):
        array = np.asarray(arrays[symbol])
        drawn = array if array.ndim == 2 else array.reshape(lying)
        return "parameter", symbol, drawn, text(array.shape)

    def product(matrix, symbol, numbers, concept="hidden"):
        pair = [parameter(matrix), vector(concept, symbol, numbers)]
        return pair[::-1] if convention.rows else pair

    names, (x, before, after, z) = convention.names, convention.vectors
    second = convention.second_bias
    biases = [parameter(names["b"]), *(["+", parameter(second)] if second else [])]
    new = [vector("hidden", after, s_t)]
    U_x, W_s = product(names["U"], x, X_T, "input"), product(names["W"], before, S_PREV)
    V_s, out = product(names["V"], after, s_t), [vector("output", z, z_t)]
    lines = [
        ["tanh(", U_x, "+", W_s, "+", biases, ") =", new],
        [V_s, "+", [parameter(names["c"])], "=", out],
    ]
    title = f"{NAMES.index(name) + 1}  {convention.title}"
    mark = (names[letter], *(place[::-1] if convention.rows else place))
    return {"title": title, "lines": lines, "mark": mark, "rows": convention.rows}


def _index(mark, arrays):
    """How one would write the marked number in code: W[1, 0]; w_cell_input[1]."""
    name, row, column = mark
    return f"{name}[{row}, {column}]" if np.ndim(arrays[name]) == 2 else f"{name}[{column}]"


def _sentence(n, follow, value, indices, z_t):
    """Which way the vectors lie, and where the marked number stands."""
    convention = CONVENTIONS[NAMES[n - 1]]
    form = FORMS["stored" if convention.second_bias else convention.rows]
    road = follow.replace(" → ", " to ").replace("input", "the input").replace("out", "the out")
    strips = "Both strips: the post" if n == 1 else f"Below: {n}, {convention.title}"
    there = "" if n == 1 else f" and {indices[1]} there"
    return (
        f"{strips}. {form}. The weight from {road}, {in_figures(value, digits=2)}, is "
        f"{indices[0]} in the post{there}. All seven give the output {in_figures(z_t[0])}."
    )

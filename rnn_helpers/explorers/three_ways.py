"""Chapter 04: three ways from a token's id to what it adds to the sums."""

import numpy as np

from ..formats import in_figures
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..machines.examples import dog_bites_man
from ..panel import SUBSCRIPTS, Explorer, choice, slider
from ..views.sheets import lookup
from ..views.style import lecture_figure

# U = U_h E^T is the U of dog_bites_man.
E = np.array([[0.5, -0.5], [0.5, 0.5], [-0.25, 0.75]])  # (3, 2) a row a word
U_h = np.array([[1.0, -1.0], [1.0, 1.0]])  # (2, 2)
IDS = ("0", "1", "2", "−1")


def _products_that_can_differ_from_0():
    """At most how many of the products of some U with some one-hot vector are not 0."""
    return max(int(np.count_nonzero(np.ones((2, 3)) * one_hot)) for one_hot in np.eye(3))


def _moved(now):
    """Which columns of U are not those of the start: three of True and False."""
    return np.abs(now["U"] - U_h @ E.T).max(axis=0) > 1e-9


TASKS = [
    Task(
        text="Choose a word with which as many products as possible differ from 0.",
        done=lambda now: np.count_nonzero(now["products"]) == 2,
        then="They stand in the word's column: the others meet a zero of xₜ.",
        begin={"x": "0"},
        guess=Question(
            "How many of the six products on the left can differ from 0, at most?",
            truth=_products_that_can_differ_from_0,
            because="The others meet a zero of the one-hot vector.",
        ),
        solution=({"x": "2"},),
    ),
    Task(
        text="Choose the id that no word has, and look what the lookup gives.",
        done=lambda now: now["id"] < 0,
        then="Man's column: NumPy counts −1 from the end, and takes the last one without a "
        "warning.",
        begin={"x": "0"},
        solution=("id −1",),
    ),
    Task(
        text="With one slider, change dog's column of U, but leave the other two as they are.",
        done=lambda now: _moved(now).tolist() == [True, False, False],
        then="A number of E belongs to its word alone. A number of Uₕ serves all words, so it "
        "moves more columns than one.",
        begin={"x": "0"},
        solution=({"E11": 1.5},),
    ),
    Task(
        text="Here U is Eᵀ. Move the sliders of Uₕ until the two rows of U are equal.",
        done=lambda now: np.abs(now["U"][0] - now["U"][1]).max() < 1e-9,
        then="The rows of Uₕ are equal. Then the rows of U are equal, whatever E holds, and all "
        "pushes lie on one line.",
        begin="Uₕ = I",
        solution=({"Uh21": 1.0, "Uh22": 0.0},),
    ),
]
NOTICE = (
    "Three ways, the same numbers. The lookup needs no multiplication, and E and Uₕ can be made "
    "one matrix U beforehand."
)


def three_ways():
    """Return the explorer of U x_t = U[:, x_t] = U_h e_t, with U = U_h E^T.

    Source: the post's U[:, x[t]]; the post's picture, which calls this step embed.
    """
    _, vocab = dog_bites_man()
    figure, ax = lecture_figure(lookup.WIDTH / 100, lookup.HEIGHT / 100)
    view = lookup.Lookup(ax, tokens=vocab.tokens, counts=(6, 0, 4))

    def show(x, E11, Uh11, Uh12, Uh21, Uh22):
        table, projection = E.copy(), np.array([[Uh11, Uh12], [Uh21, Uh22]])
        table[0, 0] = E11
        U = projection @ table.T  # (2, 3)
        i = int(x.replace("−", "-"))
        one_hot = np.eye(len(vocab), dtype=int)[i]  # (3,) plain NumPy: -1 counts from the end
        numbers = {
            "U": U,
            "x_t": one_hot,
            "products": U * one_hot,
            "U x_t": U @ one_hot,
            "U[:, x_t]": U[:, i],
            "e_t": table[i],
            "U_h e_t": projection @ table[i],
        }
        parts = numbers | {"U again": U, "E": table, "U_h": projection}
        view.set(numbers=parts, column=i % len(vocab), title=f"U[:, {x}]")
        return {"id": i, **numbers}, _which_column(i, vocab, U[:, i])

    return Explorer(
        figure=figure,
        views=[view],
        controls={"x": choice("xₜ", IDS, "1")} | _factors(vocab),
        show=show,
        presets={
            "Uₕ = I": {"Uh11": 1.0, "Uh12": 0.0, "Uh21": 0.0, "Uh22": 1.0},
            "id −1": {"x": "−1"},
        },
        groups={"Uₕ": ["Uh11", "Uh12", "Uh21", "Uh22"], "E, dog": ["E11"]},
        tasks=TASKS,
        notice=NOTICE,
    )


def _factors(vocab):
    """Sliders for the first number of the first word's embedding, and for U_h."""
    numbers = {"E11": (E[0, 0], f"embedding of “{vocab.tokens[0]}”, number 1")}
    for r, k in np.ndindex(2, 2):
        numbers[f"Uh{r + 1}{k + 1}"] = U_h[r, k], "of the projection"
    return {
        name: slider(
            name.translate(SUBSCRIPTS), -2, 2, float(value), meaning=meaning, concept="parameter"
        )
        for name, (value, meaning) in numbers.items()
    }


def _which_column(i, vocab, column):
    word, numbers = vocab.tokens[i], in_figures(column, digits=2)
    if i < 0:
        return (
            f"Id −1: plain NumPy counts from the end and takes the last column, that of “{word}”, "
            f"{numbers}. All three ways agree here; rnn_helpers refuses this id."
        )
    return (
        f"Id {i} is “{word}”: its column of U and its row of E are framed. "
        f"All three ways end in {numbers}."
    )

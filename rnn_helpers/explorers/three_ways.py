"""Chapter 04: three ways from a token's id to what it adds to the sums."""

import numpy as np

from ..formats import in_figures
from ..machines.examples import dog_bites_man
from ..panel import SUBSCRIPTS, Explorer, choice, slider
from ..views.sheets import lookup
from ..views.style import lecture_figure

# U = U_h E^T is the U of dog_bites_man.
E = np.array([[0.5, -0.5], [0.5, 0.5], [-0.25, 0.75]])  # (3, 2) a row a word
U_h = np.array([[1.0, -1.0], [1.0, 1.0]])  # (2, 2)
IDS = ("0", "1", "2", "−1")


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
            "equal rows in Uₕ": {"Uh21": 1.0, "Uh22": -1.0},
            "id −1": {"x": "−1"},
        },
        groups={"Uₕ": ["Uh11", "Uh12", "Uh21", "Uh22"], "E, dog": ["E11"]},
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

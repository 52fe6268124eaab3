"""Where everything stands on the sheet of one step: for three words, and for a few of many."""

from dataclasses import dataclass, replace

WIDTH = 900  # pixels
CELL, ONE = (55, 27), (34, 27)  # width and height of a box; of one in x
TOP, MIDDLE, LOW = 292, 190, 88  # heights of the three summands of a_t
HEIGHT = 405  # pixels


@dataclass(frozen=True)
class Layout:
    """Places in pixels on a sheet of WIDTH x `height`.

    parts : {name: (concept, shape, middle, symbol, how far the symbol stands above the boxes,
        width and height of a box)}
    arrows : {name: [corners from tail to head, ...]}, what flows into each part
    signs : [(text, place), ...]
    stages : {name: x}, and `borders`, the dashed lines between them
    time : where the step is named
    sizes : of numbers, of the words beside x and o, of the words above U
    """

    height: int
    parts: dict
    arrows: dict
    signs: tuple
    stages: dict
    borders: tuple
    time: tuple
    sizes: tuple = (16, 15, 15)


THREE_WORDS = Layout(
    height=HEIGHT,
    parts={
        "x_t": ("input", (3, 1), (68, TOP), "x_t", 14, ONE),
        "U": ("parameter", (2, 3), (181, TOP), "U", 34, CELL),
        "U x_t": ("hidden", (2, 1), (309, TOP), r"U\,x_t", 14, CELL),
        "b": ("parameter", (2, 1), (309, MIDDLE), "b", 14, CELL),
        "s_{t-1}": ("hidden", (2, 1), (68, LOW), "s_{t-1}", 14, CELL),
        "W": ("parameter", (2, 2), (181, LOW), "W", 14, CELL),
        "W s_{t-1}": ("hidden", (2, 1), (309, LOW), r"W\,s_{t-1}", 14, CELL),
        "a_t": ("hidden", (2, 1), (412, MIDDLE), "a_t", 14, CELL),
        "s_t": ("hidden", (2, 1), (520, MIDDLE), "s_t", 14, CELL),
        "V": ("parameter", (3, 2), (628, MIDDLE), "V", 14, CELL),
        "c": ("parameter", (3, 1), (726, TOP), "c", 14, CELL),
        "z_t": ("output", (3, 1), (726, MIDDLE), "z_t", -14, CELL),
        "o_t": ("output", (3, 1), (828, MIDDLE), "o_t", 14, CELL),
    },
    arrows={
        "U x_t": [[(85, TOP), (98, TOP)], [(263, TOP), (281, TOP)]],
        "W s_{t-1}": [[(95, LOW), (126, LOW)], [(236, LOW), (281, LOW)]],
        "a_t": [
            [(337, TOP), (360, TOP), (360, MIDDLE + 11)],
            [(337, MIDDLE), (349, MIDDLE)],
            [(337, LOW), (360, LOW), (360, MIDDLE - 11)],
            [(371, MIDDLE), (384, MIDDLE)],
        ],
        "s_t": [[(440, MIDDLE), (492, MIDDLE)]],
        "z_t": [
            [(548, MIDDLE), (573, MIDDLE)],
            [(683, MIDDLE), (698, MIDDLE)],
            [(726, TOP - 41), (726, MIDDLE + 41)],
        ],
        "o_t": [[(754, MIDDLE), (800, MIDDLE)]],
        "s_{t-1}": [[(520, MIDDLE - 27), (520, 20), (68, 20), (68, LOW - 28)]],
    },
    signs=(
        ("+", (360, MIDDLE)), ("+", (741, TOP - 51)), (r"$\tanh$", (466, MIDDLE + 13)),
        ("$t+1$", (296, 32)),
    ),
    stages={"embed": 181, "hidden": 455, "softmax": 728},
    borders=([(0, 247), (346, 247), (346, HEIGHT)], [(560, 150), (560, HEIGHT)]),
    time=(455, TOP + 20),
)  # fmt: skip


def _a_few_of_many():
    """Four columns of U and five rows of V; c stands beside V; the word drawn comes back to x."""
    top, middle, low, cell = 337, 228, 122, (44, 27)
    hidden = {"U x_t": (309, top), "s_{t-1}": (66, low), "W s_{t-1}": (309, low)}
    hidden |= {"a_t": (412, middle), "s_t": (516, middle)}
    given = {"U": ((2, 4), (181, top)), "b": ((2, 1), (309, middle)), "W": ((2, 2), (181, low))}
    given |= {"V": ((5, 2), (606, middle)), "c": ((5, 1), (694, middle))}
    output = {"z_t": (758, middle), "o_t": (824, middle)}
    old = THREE_WORDS.parts
    parts = {"x_t": ("input", (4, 1), (66, top), "x_t", 14, (26, 24))}
    parts |= {
        name: ("hidden", (2, 1), place, *old[name][3:5], cell) for name, place in hidden.items()
    }
    parts |= {name: ("parameter", *places, *old[name][3:5], cell) for name, places in given.items()}
    parts |= {name: ("output", (5, 1), place, name, 14, cell) for name, place in output.items()}
    return replace(
        THREE_WORDS,
        height=450,
        parts=parts,
        arrows={
            "x_t": [[(824, middle + 92), (824, 420), (66, 420), (66, 407)]],
            "U x_t": [[(79, top), (92, top)], [(269, top), (286, top)]],
            "W s_{t-1}": [[(88, low), (136, low)], [(225, low), (286, low)]],
            "a_t": [
                [(331, top), (360, top), (360, middle + 11)],
                [(331, middle), (349, middle)],
                [(331, low), (360, low), (360, middle - 11)],
                [(371, middle), (389, middle)],
            ],
            "s_t": [[(434, middle), (493, middle)]],
            "z_t": [[(538, middle), (561, middle)], [(716, middle), (735, middle)]],
            "o_t": [[(780, middle), (801, middle)]],
            "s_{t-1}": [[(516, middle - 27), (516, 20), (66, 20), (66, low - 28)]],
        },
        signs=(
            ("+", (360, middle)), ("+", (661, middle)), (r"$\tanh$", (464, middle + 13)),
            ("$t+1$", (296, 32)), ("draw, $t+1$", (746, 406)),
        ),
        stages={"embed": 181, "hidden": 455, "softmax": 650},
        borders=([(0, 283), (346, 283), (346, 450)], [(553, 150), (553, 450)]),
        time=(455, top + 20),
        sizes=(13, 13, 12),
    )  # fmt: skip


A_FEW_OF_MANY = _a_few_of_many()

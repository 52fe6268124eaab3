"""Chapter 11: a network of 128 units writes characters, and one unit colours the text."""

from functools import lru_cache

import numpy as np

from ..formats import in_figures, quoted
from ..forward_pass.cells import log_softmax, softmax
from ..forward_pass.forward import forward_propagation
from ..forward_pass.language import generate
from ..lessons.guesses import Question
from ..lessons.tasks import Task
from ..panel import Explorer, slider, step_slider, text
from ..training import load_model, plain
from ..views.curves.ranked_bars import RankedBars
from ..views.sheets.coloured_text import ColouredText
from ..views.style import lecture_figure, lecture_style

LONGEST, MOST = 120, 300  # characters of a beginning, and of what is written on
COLD = 0.6  # the temperature at first: warmer it makes up more words, colder it repeats itself
BEGINNING = 'The "if" statement '
COLUMNS, ROWS, CELL = 48, 12, (12, 29)
NAMES = {"\n": "line end", " ": "blank"}


def _at_low_T():
    """What becomes of the text at T = 0.1: how many different words are among its first fifty."""
    params, vocab, _ = load_model("python_docs")
    prompt, rng = [0, *vocab.ids(list(BEGINNING))], np.random.default_rng(1)
    drawn = generate(prompt, params, length=MOST, rng=rng, temperature=0.1)
    words = "".join(vocab.words(drawn)).split()
    return "a few words over and over" if len(set(words)) < len(words) / 3 else "a flawless text"


TASKS = [
    Task(
        text="Press ▶, or raise n to 150: the network writes on, character after character.",
        done=lambda now: now["n"] >= 150 and now["T"] == COLD and now["x"] == BEGINNING,
        then="More than nine words in ten are real ones. Nobody told it what a word is: it has "
        "only seen characters.",
        begin={},
        solution=({"n": 150},),
    ),
    Task(
        text="With n at 300, bring T down to 0.1.",
        done=lambda now: now["n"] == MOST and now["T"] == 0.1,
        then="“is a string is a string is a string”. At T = 1 it makes up four words in ten.",
        begin="written",
        guess=Question(
            "At T = 0.1 the likeliest character is nearly always drawn. What comes?",
            ["a flawless text", "a few words over and over", "no words at all"],
            truth=_at_low_T,
            because="The likeliest way on leads in a circle.",
        ),
        solution=({"T": 0.1},),
    ),
    Task(
        text="Among the units i from 100 to 105, find the one whose colour tells letters from "
        "what stands between the words.",
        done=lambda now: now["i"] == 103,
        then="Unit 103: it is high inside words, low at blanks and signs. Nobody asked for such "
        "a unit.",
        begin="in words",
        solution=({"i": 103},),
    ),
    Task(
        text="Choose i = 29. Then type a text of your own with something in double quotation "
        "marks, and find them by the colour.",
        done=lambda now: now["i"] == 29 and now["x"] != BEGINNING and _has_quotation(now["x"]),
        then="It falls when a quotation opens. If the end does not come, it creeps up again, often "
        "within ten to twenty characters.",
        begin={},
        solution=({"i": 29}, {"x": 'Say "yes, of course" or nothing at all.'}),
    ),
]
NOTICE = (
    "Most units mean nothing that we have a word for. A few do, and a measure says which and how "
    "well."
)


def character_writer():
    """Return the explorer of o_t = softmax(z_t / T), drawn from and read again, in characters.

    One unit of the state colours the text: what it was after each character.

    Source: `training.load_model("python_docs")`; after Karpathy, "The Unreasonable Effectiveness
    of Recurrent Neural Networks" (2015).
    """
    params, vocab, _ = load_model("python_docs")
    page, bars = _figure()
    names = [NAMES.get(character, character) for character in vocab.tokens]

    @lru_cache(maxsize=8)  # 50 ms for 300 characters; who plays or looks ahead asks again
    def finished(beginning, T, draw):
        prompt = [0, *vocab.ids(list(beginning))]
        rng = np.random.default_rng(draw)
        drawn = generate(prompt, params, length=MOST, rng=rng, temperature=T)
        return drawn, forward_propagation([*prompt, *drawn], params)

    def show(n, T, draw, i, x):
        problem = _problem(x, vocab.tokens)
        beginning = "" if problem else x
        drawn, trace = finished(beginning, T, draw)
        written = beginning + "".join(vocab.words(drawn[:n]))
        if problem:
            written = ""
        end = len(written)  # row 0 of the trace belongs to token 0
        s, z = trace.s[: end + 1], trace.z[: end + 1]
        p = softmax(z[-1] / T)
        page.set(text=written, given=len(beginning), values=s[1:, i - 1])
        bars.set(names=names, probabilities=p)
        ids = np.array(vocab.ids(list(written)), int)
        numbers = {"s_t,i": s[-1, i - 1], "p(next)": p.max()}
        if end:
            numbers["loss"] = -log_softmax(z[:-1])[np.arange(end), ids].mean()
        return numbers, problem or _sentence(names[p.argmax()], p.max(), i, s[1:, i - 1], written)

    return Explorer(
        figure=page.figure,
        views=[page, bars],
        controls={
            "n": step_slider("n", 0, MOST, 0, meaning="how many characters the network writes on"),
            "T": slider("T", 0.1, 2, COLD, step=0.1, meaning="temperature", concept="output"),
            "draw": step_slider("draw", 1, 20, 1, meaning="draw other characters by chance"),
            "i": step_slider("i", 1, params.hidden_size, 1, meaning="the unit that colours"),
            "x": text("x", BEGINNING, meaning="a beginning, in English or in Python"),
        },
        show=show,
        presets={"written": {"n": MOST}, "in words": {"n": MOST, "i": 100}},
        play="n",
        stride=5,
        tasks=TASKS,
        notice=NOTICE,
    )


@lecture_style()
def _figure():
    """The text on the left; on the right the characters that are most probable next."""
    figure, right = lecture_figure(9, 4.2)
    figure.set_layout_engine("none")
    right.set_position((0.775, 0.12, 0.17, 0.79))
    right.set_title("next character", loc="center")
    bars = RankedBars(right, rows=10)
    sheet = figure.add_axes((0, 0, 1, 1), zorder=-1)
    sheet.set_axis_off()
    sheet.text(14, 396, "text, coloured by unit $i$", va="center", fontsize=13)
    page = ColouredText(sheet, left=14, top=378, columns=COLUMNS, rows=ROWS, cell=CELL)
    sheet.set(xlim=(0, 900), ylim=(0, 420))
    page.figure = figure
    return page, bars


def _has_quotation(line):
    return len(line.split('"')) > 2 and bool(line.split('"')[1].strip())


def _problem(line, known):
    """Say which character the network does not know, or that there are too many; else ""."""
    unknown = next((t for t, character in enumerate(line) if character not in known), None)
    if unknown is not None:
        meant = plain(line[unknown])
        hint = f" Try “{meant}”." if meant else " It knows printable ASCII."
        return f"Character {unknown + 1}, “{quoted(line[unknown])}”, is unknown to it.{hint}"
    if len(line) > LONGEST:
        return f"{len(line)} characters are too many for the picture: type at most {LONGEST}."
    return ""


def _sentence(name, p, i, values, written):
    """Say what is expected next, and how the unit differs between letters and the rest."""
    expected = f"Next the network expects “{name}” with p = {p:.2f}."
    letters = np.array([character.isalnum() for character in written], bool)
    if not letters.any() or letters.all():
        return expected
    inside, between = (in_figures(values[part].mean(), digits=2) for part in (letters, ~letters))
    return f"{expected} Unit {i} is {inside} on average at letters and {between} between them."

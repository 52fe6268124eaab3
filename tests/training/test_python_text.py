"""Python's help texts: plain characters, split by topic, and no paragraph in both parts."""

import sys

import pytest

from rnn_helpers.training.python_text import CHARACTERS, SHORT, inside_quotes, plain, python_docs


def test_the_characters():
    assert len(CHARACTERS) == len(set(CHARACTERS)) == 96
    assert CHARACTERS[0] == "\n" and CHARACTERS[1] == " " and CHARACTERS[-1] == "~"


def test_plain_text():
    assert plain("“it’s” — a\tb…\nÄß日 ok") == '"it\'s" - a b...\n ok'
    kept = "".join(CHARACTERS)
    assert plain(kept) == kept


LONG = [f"paragraph number {i}, " + "long enough to count as one, " * 2 for i in range(12)]


def test_every_fifth_topic_is_held_out_and_no_paragraph_stands_in_both():
    topics = {name: LONG[i] for i, name in enumerate("abcdefghijkl")}  # e and j are held out
    topics["a"] += "\n\n" + LONG[9] + "\n\nshort\n\nshort"
    topics["l"] += "\n\n" + LONG[2]
    learned, held_out = python_docs(dict(reversed(topics.items())))
    assert held_out == f"{LONG[4]}\n\n{LONG[9]}\n"
    parts = learned.rstrip("\n").split("\n\n")
    assert parts == [LONG[0], "short", "short", *LONG[1:4], *LONG[5:9], *LONG[10:]]


def test_lines_of_prose_are_joined_and_all_others_stay():
    prose = "The lines of\na paragraph in\nprose."
    others = [
        "Heading\n*******",
        "   code = 1\n   more = 2",
        "* a point\n  goes on",
        "say:\n\n   x = 1",
    ]
    learned, _ = python_docs({"a": "\n\n".join([prose, *others])})
    assert learned == "\n\n".join(["The lines of a paragraph in prose.", *others]) + "\n"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('say "yes" now', "     ...     "),
        ('"a" and "b"', " .       . "),
        ('an "open one\n\nis closed', "    .........          "),
        ('"one\nline"', " ........ "),
        ("none 'at' all", "             "),
        ("", ""),
    ],
)
def test_inside_quotes(text, inside):
    inside = inside.ljust(len(text))
    assert inside_quotes(text).tolist() == [sign == "." for sign in inside]


def test_the_real_texts():
    learned, held_out = python_docs()
    assert 320_000 < len(learned) < 500_000 and 25_000 < len(held_out) < 50_000
    assert set(learned) | set(held_out) <= set(CHARACTERS)
    long = [{p for p in text.split("\n\n") if len(p) >= SHORT} for text in (learned, held_out)]
    assert not long[0] & long[1]


def test_a_python_without_help_texts(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(ValueError, match=r"without pydoc_data\.topics"):
        python_docs()

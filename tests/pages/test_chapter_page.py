"""The command and its pages, without a browser. (That they move is seen in tests/browser.)"""

import re

import nbformat
import pytest

from rnn_helpers.pages import places
from rnn_helpers.pages.__main__ import main
from rnn_helpers.pages.chapter_page import Chapter
from rnn_helpers.pages.plain_run import what_moves

README = (
    "# Small networks\n\nTwo of\nthem.\n\n```sh\npip & open\n```\n\n"
    "| [00 Start](notebooks/00_start.ipynb) | it begins |\n"
)
EXPLORER = """from rnn_helpers.explorers import one_pulse

pulse = one_pulse()
pulse.set(w=0.5)
pulse"""
GUESS = """from rnn_helpers.panel import Guess

Guess("Which?", ["this", "that"], truth="that", because="It <is>.", otherwise={"this": "No."})"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two chapters, the first with one explorer and one guess."""
    monkeypatch.setattr(places, "WAYS", ((5, False),))
    new = nbformat.v4
    shown = [
        new.new_output("display_data", {"image/png": "AAAA"}, metadata={"image/png": {"alt": "a"}}),
        new.new_output("display_data", {"text/html": "<p>said</p>"}),
    ]
    cells = [
        new.new_markdown_cell(
            "# Start\n\nSee [the next](01_next.ipynb), $s_t$ & [A1](A1_x.ipynb)."
        ),
        new.new_code_cell(GUESS, outputs=shown[1:], id="which", metadata={"tags": ["hide-input"]}),
        new.new_code_cell(EXPLORER, outputs=shown, id="pulse"),
        new.new_code_cell(
            "print(7)",
            outputs=[new.new_output("stream", text="7\n")],
            metadata={"tags": ["solution", "hide-input"]},
        ),
        new.new_code_cell(
            "check(...)",
            outputs=[new.new_output("stream", text="Begin:\none: not tried yet\n")],
        ),
        new.new_markdown_cell("whisper", metadata={"tags": ["lecturer"]}),
        new.new_markdown_cell("Press Enter.", metadata={"tags": ["live"]}),
        new.new_code_cell("raise SystemError('nothing moves here: not run')"),
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "README.md").write_text(README)
    for name, kept in (("00_start", cells), ("01_next", [new.new_markdown_cell("# Next")])):
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.write_text(new.writes(new.new_notebook(cells=kept)))
    return tmp_path


def page(project, name="00_start", **how):
    chapter = Chapter(project / "notebooks" / f"{name}.ipynb", **how)
    chapters = {"00_start.ipynb": "00_start.html", "01_next.ipynb": "01_next.html"}
    return chapter.html(chapters, how.get("live", ""))


def test_the_cells_run_where_the_notebook_lies(project):
    path = project / "notebooks" / "00_start.ipynb"
    explorers, guesses = what_moves(nbformat.v4.reads(path.read_text()), path.parent)
    ((explorer, values),) = explorers.values()
    assert values == {"w": 0.5} == {"w": explorer.controls["w"].value}
    assert list(explorers) == ["pulse"] and list(guesses) == ["which"]


def test_what_stands_in_a_page(project):
    html = page(project)
    assert re.search('<section [^>]*class="explorer" id="pulse">', html)
    assert "<math" in html
    assert 'href="01_next.html"' in html and ".ipynb" not in html and "A1_x" not in html
    assert "<summary>Solution</summary>" in html and "whisper" not in html
    assert "Guess(" not in html and "Press Enter." not in html
    assert "Begin:" in html and "not tried" not in html and "The notebook checks" in html
    assert re.findall(r'data-told="([^"]*)"', html) == [
        "You guessed this; it is that. No. It &lt;is&gt;.",
        "You guessed that, and so it is. It &lt;is&gt;.",
    ]
    assert not re.search(r'(src|href)="(?!data:|#|\w+\.html)', html)


def test_what_the_builder_may_choose(project):
    html = page(project, solutions=False, lecturer=True)
    assert "<summary>Solution</summary>" not in html and "whisper" in html
    html = page(project, still=True)
    assert "<section" not in html and "<p>said</p>" in html


def test_the_command_writes_a_page_a_chapter_and_an_index(project, monkeypatch, capsys):
    monkeypatch.setattr("rnn_helpers.pages.__main__.PROJECT", project)
    main([str(project / "site"), "--still", "--live", "live/?path="])
    site = {path.name: path.read_text("utf-8") for path in (project / "site").iterdir()}
    assert {*site} == {"index.html", "00_start.html", "01_next.html"}
    assert "<h1>Small networks</h1><p>Two of\nthem.</p>" in site["index.html"]
    assert '<a href="00_start.html">00 Start</a></td><td>it begins</td>' in site["index.html"]
    assert "pip &amp; open\n</pre>" in site["index.html"]
    assert 'href="live/?path=01_next.ipynb"' in site["01_next.html"]
    with pytest.raises(SystemExit, match="begins with 7"):
        main([str(project / "site"), "7"])


def test_a_page_that_would_be_too_large_moves_in_fewer_places(project, monkeypatch):
    monkeypatch.setattr(places, "WAYS", ((None, False), (5, False)))
    many = page(project)
    monkeypatch.setattr("rnn_helpers.pages.chapter_page.ROOM", len(many.encode()) - 1)
    assert len(page(project)) < len(many)
    monkeypatch.setattr("rnn_helpers.pages.chapter_page.ROOM", 1000)
    with pytest.raises(ValueError, match=r"00_start\.ipynb"):
        page(project)

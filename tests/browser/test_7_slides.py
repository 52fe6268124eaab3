"""The notebook as slides, by jupyterlab-slideshow and our keys, on projectors of two sizes."""

import pytest
from lab import PANEL, PATIENCE
from test_1_opened import shows_an_explorer

SIZES = {  # of the screen: the keys that lead on and back, a clicker's and a keyboard's
    (1024, 768): ("PageDown", "PageUp"),
    (1920, 1080): ("ArrowRight", "ArrowLeft"),
}
LARGE = "01", "05"  # shown on the second size too: slides are laid out alike there, only larger
# The slide in sight, once nothing there moves and its pictures live: the cells' numbers, what is
# empty, cut off or under the arrows, and how many pixels the pictures have for each of the screen.
SHOWN = f"""async () => {{
    const notebook = {PANEL}.content, begin = performance.now();
    for (let still = 0, before = '';;) {{
        await new Promise(requestAnimationFrame);
        const cells = [...document.querySelectorAll('.jp-Deck .jp-deck-mod-visible')];
        const boxes = cells.map(cell => cell.getBoundingClientRect());
        const find = words => cells.flatMap(cell => [...cell.querySelectorAll(words)]);
        const pictures = find('.rnn-picture');
        const now = String(boxes.flatMap(({{top, bottom}}) => [top, bottom]));
        const live = pictures.every(picture => picture.checkVisibility() && picture.shown);
        still = cells.length && live && before === now ? still + 1 : 0;
        before = now;
        if (still < 2 && performance.now() - begin < {1000 * PATIENCE}) continue;
        const arrows = document.querySelector('.jp-Deck-Remote').getBoundingClientRect();
        const off = ({{left, top, right, bottom}}) => left < 0 || top < 0 || right > innerWidth
            || bottom > innerHeight || (right > arrows.left && bottom > arrows.top);
        const wide = find('.jp-OutputArea-output, .cm-scroller')
            .filter(box => box.scrollWidth > box.clientWidth + 1);
        const long = find('.jp-RenderedMarkdown :is(mjx-math, table, pre)') // seen, not only heard
            .filter(box => box.getBoundingClientRect().right > boxes[0].right);
        return {{
            cells: cells.map(cell => notebook.widgets.findIndex(({{node}}) => node === cell)),
            empty: cells.filter((cell, i) => !boxes[i].height || !cell.innerText.trim()).length,
            cut: boxes.filter(off).length + wide.length + long.length,
            live,
            explorers: pictures.length,
            sharp: pictures.map(picture => picture.querySelector('canvas'))
                .map(canvas => canvas.width / canvas.getBoundingClientRect().width),
        }};
    }}
}}"""


def kinds(notebook):
    """What each cell is in the show: "slide", ... or "-" for what stands below the cell before."""
    return notebook.page.evaluate(
        f"""() => {PANEL}.content.model.sharedModel.cells.map(
            cell => cell.metadata.slideshow?.slide_type ?? '-')"""
    )


def planned(kinds):
    """The cells in sight after each press: a fragment stays with what stood there before."""
    slides = []
    for number, kind in enumerate(kinds):
        if kind in ("slide", "subslide", "fragment"):
            slides.append([*(slides[-1] if kind == "fragment" else []), number])
        elif kind == "-":
            slides[-1].append(number)
    return slides


def start(notebook, cell):
    """Start the show at a cell, with the button above the notebook."""
    notebook.page.evaluate(f"number => {{ {PANEL}.content.activeCellIndex = number; }}", cell)
    notebook.page.click("[data-command='deck:toggle']")
    return notebook.page.evaluate(SHOWN)


def leave(notebook):
    """Leave the show."""
    notebook.page.keyboard.press("Escape")
    notebook.page.wait_for_function("!('jpDeckMode' in document.body.dataset)")


def press(notebook, key):
    """Press a key, and return the slide in sight then."""
    notebook.page.keyboard.press(key)
    return notebook.page.evaluate(SHOWN)


def move_a_slider(notebook):
    """Move the first slider in sight by keys: the picture follows, the slide stays."""
    page, picture = notebook.page, ".jp-deck-mod-visible .rnn-picture"
    painted = page.get_attribute(picture, "data-painted")
    page.focus(".jp-deck-mod-visible .noUi-handle >> visible=true")
    for key in ("End", "Home", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_function(
        f"before => document.querySelector('{picture}').dataset.painted !== before", arg=painted
    )
    return page.evaluate(SHOWN)


@pytest.fixture
def show(ran):
    """The notebook, as slides are shown; as before when the test is over."""
    ran.page.set_viewport_size({"width": 1024, "height": 768})
    yield ran
    leave(ran)
    ran.page.set_viewport_size({"width": 1280, "height": 800})


def test_keys_lead_through_every_slide_and_back(show):
    slides = planned(kinds(show))
    explorers = len(show.explorers())
    for size, (on, back) in SIZES.items():
        show.page.set_viewport_size(dict(zip(("width", "height"), size)))
        shown = [start(show, 0), *(press(show, on) for _ in slides[1:])]
        assert [slide["cells"] for slide in shown] == slides
        assert [slide["cells"] for slide in shown if slide["empty"] or slide["cut"]] == []
        assert all(slide["live"] for slide in shown)
        assert sum(slide["explorers"] for slide in shown) == explorers
        assert all(abs(sharp - 1) < 0.01 for slide in shown for sharp in slide["sharp"])
        assert press(show, on)["cells"] == slides[-1]  # no way on
        assert press(show, back)["cells"] == slides[-2]
        if not show.name.startswith(LARGE):
            break
        leave(show)


def test_a_show_starts_at_a_note_or_an_explorer_and_a_slider_keeps_its_keys(show):
    slides, note = planned(kinds(show)), kinds(show).index("notes")
    assert start(show, note)["cells"] == [cells for cells in slides if max(cells) < note][-1]
    leave(show)
    explorer = next(n for n, (_, outputs) in enumerate(show.cells()) if shows_an_explorer(outputs))
    slide = next(cells for cells in slides if explorer in cells)
    assert start(show, explorer)["cells"] == slide
    assert move_a_slider(show)["cells"] == slide
    assert press(show, "PageDown")["cells"] == slides[slides.index(slide) + 1]

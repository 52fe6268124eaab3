"""The notebook as slides, by jupyterlab-deck, on a projector of 1024 x 768."""

from lab import PANEL

SHOWN = f"""async ([number, command]) => {{
    {PANEL}.content.activeCellIndex = number;
    if (command) await window.jupyterapp.commands.execute(command);
    for (let still = 0, before = ''; still < 2;) {{
        await new Promise(requestAnimationFrame);
        const cells = [...document.querySelectorAll('.jp-Deck .jp-deck-mod-visible')];
        const boxes = cells.map(cell => cell.getBoundingClientRect());
        const now = boxes.map(box => [box.top, box.bottom]);
        still = cells.length && before === String(now) ? still + 1 : 0;
        before = String(now);
        if (still === 2) return now;
    }}
}}"""


def slides(notebook):
    """The first cell of every slide: its number and its first words."""
    cells = notebook.page.evaluate(
        f"""() => {PANEL}.content.model.sharedModel.cells.map(
            cell => [cell.metadata.slideshow?.slide_type ?? '-', cell.source.slice(0, 40)])"""
    )
    return [(n, text) for n, (kind, text) in enumerate(cells) if kind in ("slide", "subslide")]


def test_every_slide_fits_and_its_explorer_lives(ran):
    page = ran.page
    page.set_viewport_size({"width": 1024, "height": 768})
    cut_off, command = [], "deck:start"
    for number, text in slides(ran):
        boxes = page.evaluate(SHOWN, [number, command])
        command = None
        if min(top for top, _ in boxes) < 0 or max(bottom for _, bottom in boxes) > 768:
            cut_off.append(text)
        for picture in page.locator(".jp-Deck .jp-deck-mod-visible .rnn-picture").all():
            assert picture.is_visible()
    page.evaluate("window.jupyterapp.commands.execute('deck:stop')")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert cut_off == []

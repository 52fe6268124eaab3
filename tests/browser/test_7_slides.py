"""The notebook as slides, by jupyterlab-deck, on a projector of 1024 x 768."""

from lab import PANEL, PATIENCE

# Go to the first cell of each slide. Once nothing there moves and its pictures live: how high the
# slide begins, how deep it ends, and its pictures.
SHOWN = f"""async numbers => {{
    const {{commands}} = window.jupyterapp, slides = [], notebook = {PANEL}.content;
    for (const number of numbers) {{
        notebook.activeCellIndex = number;
        if (!slides.length) await commands.execute('deck:start');
        const begin = performance.now();
        for (let still = 0, before = '', slide; still < 2;) {{
            await new Promise(requestAnimationFrame);
            const cells = [...document.querySelectorAll('.jp-Deck .jp-deck-mod-visible')];
            const boxes = cells.map(cell => cell.getBoundingClientRect());
            slide = {{
                top: Math.min(...boxes.map(box => box.top)),
                bottom: Math.max(...boxes.map(box => box.bottom)),
                pictures: cells.flatMap(cell => [...cell.querySelectorAll('.rnn-picture')])
                    .map(picture => picture.checkVisibility() && Boolean(picture.shown)),
            }};
            const now = String(boxes.map(box => [box.top, box.bottom]));
            still = cells.length && slide.pictures.every(lives => lives) && before === now
                ? still + 1 : 0;
            before = now;
            if (performance.now() - begin > {1000 * PATIENCE}) still = 2; // and be judged
            if (still === 2) slides.push(slide);
        }}
    }}
    await commands.execute('deck:stop');
    return slides;
}}"""


def slides(notebook):
    """The first cell of every slide: its number and its first words."""
    cells = notebook.page.evaluate(
        f"""() => {PANEL}.content.model.sharedModel.cells.map(
            cell => [cell.metadata.slideshow?.slide_type ?? '-', cell.source.slice(0, 40)])"""
    )
    return [(n, text) for n, (kind, text) in enumerate(cells) if kind in ("slide", "subslide")]


def test_every_slide_fits_and_its_explorer_lives(ran):
    explorers = len(ran.explorers())
    ran.page.set_viewport_size({"width": 1024, "height": 768})
    names = [text for _, text in slides(ran)]
    shown = ran.page.evaluate(SHOWN, [number for number, _ in slides(ran)])
    ran.page.set_viewport_size({"width": 1280, "height": 800})
    cut_off = [
        name for name, slide in zip(names, shown) if slide["top"] < 0 or slide["bottom"] > 768
    ]
    assert cut_off == []
    pictures = [lives for slide in shown for lives in slide["pictures"]]
    assert all(pictures) and len(pictures) == explorers

"""What the browser draws of each explorer, in a page of its own, beside what Matplotlib draws."""

import base64
import io
import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from made import at_start
from PIL import Image
from replay import far, full_drawing

from rnn_helpers import explorers, pages, panel
from rnn_helpers.explorers import landscape_map, word_regions
from rnn_helpers.pages.operation_texts import text_of

FAR = 0.018  # how much of a picture may differ from Matplotlib's
HERE = Path(panel.__file__).parent
SHOW = """async ([background, frame]) => {
    const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    document.body.textContent = '';
    const { node, setBackground, setList } = picture();
    document.body.append(node);
    const list = frame.frames ? frameOf(frame, 0) : frame;
    node.style.width = (frame.frames ? frame : JSON.parse(frame)).size[0] + 'px';
    setBackground(bytes(background));
    setList(list);
    await node.querySelector('img').decode();
    while (!node.shown) await new Promise(requestAnimationFrame);
}"""


@pytest.fixture(scope="module", params=[1, 2], ids=["screen", "fine screen"])
def player(request, chromium):
    window = chromium.browser.new_context(
        viewport={"width": 1000, "height": 700}, device_scale_factor=request.param
    )
    page = window.new_page()
    page.add_style_tag(content="body { margin: 0 }" + (HERE / "front_end.css").read_text("utf-8"))
    for path in (HERE / "player.js", Path(pages.__file__).parent / "walk.js"):
        page.add_script_tag(content=path.read_text("utf-8"))
    yield page, request.param
    window.close()


@pytest.mark.parametrize("name", explorers.EXPLORERS)
def test_the_canvas_shows_what_matplotlib_draws(player, name):
    page, ratio = player
    explorer = at_start(getattr(explorers, name))
    background = base64.b64encode(explorer.frames.background()).decode()
    for place, values in places(explorer, ratio):
        explorer.reset()
        explorer.set(**values)
        page.evaluate(SHOW, [background, explorer.frames.frame().decode()])
        apart = far(seen(page), full_drawing(explorer.frames, ratio=ratio), ratio=ratio)
        assert apart < FAR, f"{place}: {apart}"


@pytest.mark.parametrize(
    ("make", "moved"),  # a cloud, which is kept until another comes; an image
    [(partial(landscape_map, part=2), {"turn": 90.0}), (word_regions, {"T": 10.0})],
)
def test_the_canvas_shows_a_frame_as_a_page_keeps_it(player, make, moved):
    page, ratio = player
    explorer = make()
    background = base64.b64encode(explorer.frames.background()).decode()
    for values in ({}, {}, moved, moved):
        explorer.set(**values)
        frame = json.loads(explorer.frames.frame())
        texts = [text_of(operation) for operation in frame["operations"]]
        assert any('"png"' in text for text in texts)
        kept = {**frame, "operations": texts, "frames": [[*range(len(texts))]]}
        page.evaluate(SHOW, [background, kept])
        assert far(seen(page), full_drawing(explorer.frames, ratio=ratio), ratio=ratio) < FAR


def seen(page):
    """The pixels of the picture, int (height, width, 3)."""
    shot = page.locator(".rnn-picture").screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)


def places(explorer, ratio):
    """(where, {control: value}): the start, one end of every slider; once, each preset too."""
    yield "start", {}
    ends = [name for name, control in explorer.controls.items() if hasattr(control, "min")]
    if ratio == 1:
        yield from explorer.presets.items()
        yield "highest", {name: explorer.controls[name].max for name in ends}
    else:
        yield "lowest", {name: explorer.controls[name].min for name in ends}

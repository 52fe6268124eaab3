"""What the browser draws of each explorer, in a page of its own, beside what Matplotlib draws."""

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from made import at_start
from PIL import Image
from replay import far, full_drawing

from rnn_helpers import explorers, panel

FAR = 0.018  # how much of a picture may differ from Matplotlib's
HERE = Path(panel.__file__).parent
SHOW = """async ([background, frame]) => {
    const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    document.body.textContent = '';
    const { node, setBackground, setList } = picture();
    document.body.append(node);
    node.style.width = JSON.parse(frame).size[0] + 'px';
    setBackground(bytes(background));
    setList(frame);
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
    page.add_script_tag(content=(HERE / "player.js").read_text("utf-8"))
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
        shot = page.locator(".rnn-picture").screenshot()
        seen = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)
        apart = far(seen, full_drawing(explorer.frames, ratio=ratio), ratio=ratio)
        assert apart < FAR, f"{place}: {apart}"


def places(explorer, ratio):
    """(where, {control: value}): the start, one end of every slider; once, each preset too."""
    yield "start", {}
    ends = [name for name, control in explorer.controls.items() if hasattr(control, "min")]
    if ratio == 1:
        yield from explorer.presets.items()
        yield "highest", {name: explorer.controls[name].max for name in ends}
    else:
        yield "lowest", {name: explorer.controls[name].min for name in ends}

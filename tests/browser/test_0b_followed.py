"""Which frame the browser shows, and what it tells the kernel of a hand, in a page of its own."""

import base64
import zlib
from pathlib import Path

import pytest

from rnn_helpers import panel
from rnn_helpers.panel.front_end import as_frame

# A front end with one slider, at 0; `play` plays steps and returns what was shown and was sent.
STAGE = """
class Fake {
    constructor(state) { Object.assign(this, { state, heard: {}, sent: [] }); }
    get(name) { return this.state[name]; }
    on(event, act) { (this.heard[event] ??= []).push(act); }
    emit(event, ...told) { for (const act of this.heard[event] ?? []) act(...told); }
    set(name, value, how = {}) {
        this.state[name] = value;
        this.emit(`change:${name}`, this, value, how);
    }
    send(told) { this.sent.push(told); }
}
const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const next = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

async function play(first, steps) {
    const slider = new Fake({ value: 0 }), words = new Fake({ value: '<span></span>' });
    const model = new Fake({ frame: bytesOf(first), controls: [['a', 'value']], words: 'b' });
    const shown = [];
    model.widget_manager = { get_model: async id => ({ a: slider, b: words })[id] };
    followFrames(model, ({ sentence }) => shown.push(Number(sentence)));
    await next();
    for (const [act, what] of steps) {
        if (act === 'hand') slider.set('value', what, { updated_view: true });
        if (act === 'code') slider.set('value', what);
        if (act === 'frame') model.set('frame', bytesOf(what));
        if (act === 'ahead') model.emit('msg:custom', { ahead: 1 }, [bytesOf(what)]);
        if (act === 'wait') await new Promise(done => setTimeout(done, what));
        await next();
        await next();
    }
    return [shown, model.sent.map(({ moved }) => moved[0][1])];
}
"""


@pytest.fixture(scope="module")
def stage(chromium):
    window = chromium.browser.new_context()
    page = window.new_page()
    here = Path(panel.__file__).parent
    scripts = [(here / name).read_text("utf-8") for name in ("kept_frames.js", "pointing.js")]
    page.add_script_tag(content="".join([*scripts, STAGE]))
    page.play = lambda *steps: page.evaluate("told => play(...told)", [as_bytes("frame", 0), steps])
    yield page
    window.close()


def as_bytes(act, value):
    frame = as_frame(b"list %d" % value, str(value), values=[value], whole=True)
    return base64.b64encode(zlib.compress(frame) if act == "ahead" else frame).decode()


def hand(*values):
    return [("hand", value) for value in values]


def frame(*values):
    return [("frame", as_bytes("frame", value)) for value in values]


def ahead(*values):
    return [("ahead", as_bytes("ahead", value)) for value in values]


@pytest.mark.parametrize(
    "steps, shown",
    [
        pytest.param([*hand(1), *frame(1)], [0, 1], id="as it comes"),
        pytest.param([*hand(1, 2), *frame(1, 2)], [0, 1, 2], id="late, but the newest there is"),
        pytest.param([*ahead(1), *hand(1), *frame(1)], [0, 1], id="ahead, and painted once"),
        pytest.param([*hand(1), *ahead(1)], [0, 1], id="the hand was faster than what is ahead"),
        pytest.param([*ahead(2), *hand(1, 2), *frame(1, 2)], [0, 2], id="none for a place left"),
        pytest.param(
            [*ahead(2), *hand(1, 2, 3), *frame(1, 2, 3)], [0, 2, 3], id="the hand does not go back"
        ),
        pytest.param([*hand(1), *frame(1), *hand(2, 1), *frame(2, 1)], [0, 1], id="there and back"),
        pytest.param([*hand(1), *frame(1), ("code", 7), *frame(7)], [0, 1, 7], id="by code"),
        pytest.param(
            [*ahead(1), *hand(1), *frame(7), ("wait", 700)], [0, 1, 7], id="the kernel knows better"
        ),
    ],
)
def test_the_picture_is_the_newest_of_where_the_hand_was(stage, steps, shown):
    assert stage.play(*steps)[0] == shown


@pytest.mark.parametrize(
    "steps, told",
    [
        pytest.param([*hand(1), *frame(1), *hand(2)], [], id="one by one"),
        pytest.param(hand(1, 2, 3), [2, 3], id="while one is on its way"),
        pytest.param(hand(1, 2, 3, 4, 5, 6), [2, 3, 4], id="three at most"),
        pytest.param([*hand(1, 2, 3, 4, 5), *frame(2), *hand(6)], [2, 3, 4, 6], id="one answered"),
        pytest.param([*ahead(2), *hand(1, 2, 3)], [3], id="of what it has seen nothing"),
        pytest.param([("code", 1), ("code", 2), ("code", 3)], [], id="of what the kernel says"),
    ],
)
def test_the_kernel_is_told_at_once_of_new_ground(stage, steps, told):
    """Jupyter itself tells it of the first move, and of the last one when it has answered."""
    assert stage.play(*steps)[1] == told


def test_three_places_at_most_wait_for_the_kernel_and_the_last_is_told(stage):
    stage.set_content(
        '<div class="panel"><div class="rnn-picture" style="position: absolute; left: 0; top: 0; '
        'width: 100px; height: 100px"></div></div>'
        "<style>.rnn-area { position: absolute } body { margin: 0 }</style>"
    )
    stage.evaluate("""() => {
        window.model = new Fake({ areas: [[0.1, 0.1, 0.8, 0.8]] });
        takePointer(document.querySelector('.panel'), window.model);
    }""")
    stage.mouse.move(20, 50)
    stage.mouse.down()
    for x in (30, 40, 50, 60, 99):
        stage.mouse.move(x, 50)
    told = "model.sent.map(({ pointed: [across] }) => Math.round(100 * across))"
    assert stage.evaluate(told) == [20, 30, 40]
    for answer in (-1, "model.sent[1].number"):  # -1: to another window
        stage.evaluate(f"model.emit('msg:custom', {{ heard: {answer} }})")
    assert stage.evaluate(told) == [20, 30, 40, 90]
    stage.mouse.up()

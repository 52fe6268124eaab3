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
    widget_manager = {};
    on(event, act) { (this.heard[event] ??= []).push(act); }
    off(event, act) { this.heard[event] = this.heard[event].filter(one => one !== act); }
    emit(event, ...told) { for (const act of this.heard[event] ?? []) act(...told); }
    set(name, value, how = {}) {
        this.state[name] = value;
        this.emit(`change:${name}`, this, value, how);
    }
    set_state({ value }) { this.set('value', value); }
    send(told) { this.sent.push(told); }
    save() { // as Jupyter does: while one is under way, the next is kept back
        if (this._pending_msgs) this._msg_buffer = { ...this.state };
        else this.send_sync_message({ ...this.state });
    }
    send_sync_message({ value }) { this._pending_msgs = this.sent.push(value); }
    rememberLastUpdateFor() {}
}
let timers = []; // that ring in quiet; those of no time at once
const clearTimeout = (one) => (timers = timers.filter((other) => other !== one));
const setTimeout = (act, wait, ...told) => {
    const timer = () => act(...told);
    if (!wait) return void window.setTimeout(timer);
    timers.push(timer);
    return timer;
};
const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const next = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

async function play(first, steps) {
    timers = [];
    const slider = new Fake({ value: 0 }), other = new Fake({ value: 0 });
    const words = new Fake({ value: '<span></span>' });
    const controls = [['slider', 'value'], ['other', 'value']], shown = [];
    const model = new Fake({ frame: bytesOf(first), controls, words: 'words' });
    model.widget_manager = { get_model: async id => ({ slider, other, words })[id] };
    const show = ({ sentence }) => shown.push(Number(sentence));
    const { sayAll } = followFrames(model, show, () => shown.push('gone'));
    await next();
    for (const [act, what] of steps) {
        if (act === 'hand')
            for (const one of [what].flat()) {
                slider.set('value', one);
                slider.save();
            }
        if (act === 'code') slider.set('value', what);
        if (act === 'other') other.set('value', what);
        if (act === 'heard') slider._pending_msgs = 0;
        if (act === 'frame') model.set('frame', bytesOf(what));
        if (act === 'ahead') model.emit('msg:custom', { ahead: 1 }, [bytesOf(what)]);
        if (act === 'button') sayAll();
        if (act === 'view') followFrames(model, show);
        if (act === 'restart') words.emit('comm_live_update');
        if (act === 'quiet') for (const ring of timers.splice(0)) ring();
        if (act === 'answer') model.emit('msg:custom', { ...model.sent.at(-1), values: [what, 0] });
        await next();
        await next();
    }
    const asked = model.sent.filter(({ question }) => question).length;
    const said = words.get('value').replace(/<[^>]*>/g, '');
    return { shown, told: slider.sent, asked, at: slider.get('value'), said };
}
"""


@pytest.fixture(scope="module")
def stage(chromium):
    window = chromium.browser.new_context()
    page = window.new_page()
    here = Path(panel.__file__).parent
    names = ("player.js", "kept_frames.js", "pointing.js", "front_end.js")
    scripts = [(here / name).read_text("utf-8").partition("export default")[0] for name in names]
    page.add_script_tag(content="".join([*scripts, STAGE]))
    page.play = lambda *steps: page.evaluate("told => play(...told)", [as_bytes("frame", 0), steps])
    yield page
    window.close()


def as_bytes(act, value):
    frame = as_frame(b"list %d" % value, str(value), values=[value, 0], whole=True)
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
            [*hand(1, 2, 1), *frame(1, 2, 1)], [0, 1], id="there and back over new ground"
        ),
        pytest.param([*hand([1, 2], 1), *frame(1, 2, 1)], [0, 1], id="there within one screen"),
        pytest.param(
            [*hand(1), *frame(1, 7), *ahead(8)], [0, 1, 7], id="ahead of another window's hand"
        ),
    ],
)
def test_the_picture_is_the_newest_of_where_the_hand_was(stage, steps, shown):
    assert stage.play(*steps)["shown"] == shown


def test_two_views_of_one_explorer_say_the_same(stage):
    seen = stage.play(("view", None), *hand(1, 2, 3), *frame(1, 2))
    assert (seen["shown"], seen["said"]) == ([0, 0, 1, 1, 2, 2], "2")


QUIET = [("heard", None), ("quiet", None)]


@pytest.mark.parametrize(
    "steps, asked, shown, at",
    [
        pytest.param([*hand(1), *frame(1), *QUIET], 0, [0, 1], 1, id="all agree"),
        pytest.param([*ahead(1), *hand(1), *frame(7), *QUIET], 1, [0, 1], 1, id="no answer yet"),
        pytest.param(
            [*ahead(1), *hand(1), *frame(7), *QUIET, ("answer", 7), *QUIET],
            1, [0, 1, 7], 7, id="the kernel knows better",
        ),
        pytest.param(
            [*hand(1), *QUIET, *QUIET, ("answer", 7), *hand(8), ("answer", 7)],
            2, [0], 8, id="one of two is lost, or late",
        ),
        pytest.param(
            [*hand(1), *frame(1, 7), *QUIET, ("answer", 7)], 1, [0, 1, 7], 7, id="another window"
        ),
        pytest.param(
            [*hand(3), ("code", 7), *frame(7, 3), *QUIET, ("answer", 3)],
            1, [0, 7, 3], 3, id="a button before the hand, late",
        ),
        pytest.param(
            [*hand(1), *QUIET, ("answer", 1), *QUIET], 1, [0], 1, id="an error: no picture comes"
        ),
        pytest.param([*hand(1), ("quiet", None)], 0, [0], 1, id="it has not heard all yet"),
        pytest.param(
            [*hand(1), *QUIET, *hand(2), ("answer", 1)], 1, [0], 2, id="the hand has gone on"
        ),
        pytest.param(
            [*ahead(1, 2), *hand(1), ("restart", None), *hand(2, 3, 4), *QUIET],
            0, [0, 1, "gone"], 4, id="the kernel has gone",
        ),
    ],
)  # fmt: skip
def test_where_they_differ_at_rest_the_kernel_is_asked(stage, steps, asked, shown, at):
    seen = stage.play(*steps)
    assert (seen["asked"], seen["shown"], seen["at"]) == (asked, shown, at)


@pytest.mark.parametrize(
    "steps, told",
    [
        pytest.param([*hand(1), ("heard", None), *hand(2)], [1, 2], id="one by one"),
        pytest.param(hand(1, 2, 3), [1, 2, 3], id="while one is on its way"),
        pytest.param(hand(1, 2, 3, 4, 5, 6), [1, 2, 3, 4, 5], id="four at most"),
        pytest.param(
            [*hand(1, 2, 3, 4, 5, 6), *frame(2), *hand(7)], [1, 2, 3, 4, 5, 7], id="one answered"
        ),
        pytest.param([*ahead(2), *hand(1, 2, 3)], [1, 3], id="of what it has seen nothing"),
        pytest.param([("code", 1), ("code", 2), ("code", 3)], [], id="of what the kernel says"),
        pytest.param(
            [*ahead(2), *hand(1, 2), ("button", None), ("button", None)],
            [1, 2],
            id="before a button",
        ),
        pytest.param([*ahead(2), *hand(1, 2), ("other", 1)], [1, 2], id="before another control"),
    ],
)
def test_the_kernel_is_told_at_once_of_new_ground(stage, steps, told):
    """And of what comes before something else. Of the rest Jupyter tells it in its own time."""
    assert stage.play(*steps)["told"] == told


def test_before_a_button_play_pauses_and_all_is_told(stage):
    stage.set_content(
        '<div><div class="widget-play"><button><i class="fa-pause"></i></button></div>'
        '<div class="rnn-task"><button>next</button></div>'
        '<button class="widget-button">Reset</button><button>copy</button></div>'
    )
    stage.evaluate("""() => {
        const [pause, ...others] = document.querySelectorAll('button');
        window.order = [];
        giveWay(document.querySelector('div'), () => order.push('all'));
        pause.onclick = () => order.push('pause');
        for (const each of others) each.onclick = () => order.push(each.textContent);
        for (const each of others) each.click();
    }""")
    told = ["pause", "all"]
    assert stage.evaluate("order") == [*told, "next", *told, "Reset", "copy"]


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


def test_a_window_that_goes_does_not_speak_for_one_that_stays(stage):
    """And says nothing when the kernel has gone before it."""
    stage.mouse.move(200, 400)
    stage.evaluate("""() => {
        document.body.innerHTML = `<div id="a"><button>focus</button></div>
            <div id="b" style="height: 100px">pointer</div><p style="height: 900px">elsewhere</p>`;
        window.windows = ['a', 'b'].map(() => new Fake({ watching: 0 }));
        window.said = [];
        windows.forEach((model, i) => {
            model.save_changes = () => {
                said.push([i, model.get('watching')]);
                windows[1 - i].set('watching', model.get('watching'));
            };
        });
        ['a', 'b'].forEach((id, i) => tellWhoWatches(document.getElementById(id), windows[i]));
    }""")
    stage.focus("button")
    stage.wait_for_function("said.length === 1")
    stage.mouse.move(200, 90)
    stage.wait_for_function("said.length === 2")
    stage.mouse.move(210, 400)
    stage.wait_for_function("said.length === 4")
    focus, pointer, gone, again = stage.evaluate("said")
    assert [who for who, _ in (focus, pointer, gone, again)] == [0, 1, 1, 0]
    assert focus[1] == again[1] != pointer[1] and gone[1] == 0
    for hidden in ("true", "false"):  # another tab, and this one again
        stage.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', "
            "{ value: hidden === 'true', configurable: true }); "
            "document.dispatchEvent(new Event('visibilitychange')); }",
            hidden,
        )
    assert stage.evaluate("said.slice(4)") == [[0, 0], [0, again[1]]]
    stage.evaluate("windows[0].widget_manager.kernel = { status: 'dead' }")
    stage.evaluate("document.activeElement.blur(), next()")
    assert stage.evaluate("said.length") == 6

"""A hand that goes where it has never been: the picture is there, though the kernel is busy."""

from explorer_panel import handle, label
from notebook_page import soon
from test_3d_kept import PAINTED, SHOWS, busy

T = "{{**explorer.scene.values, 't': {}}}"
AHEAD = f"explorer._glance({T})"
SENT = f"explorer._ahead._key({T}) in explorer._ahead._kept and not explorer._ahead._batch"


def test_the_picture_is_there_before_the_hand(ran, tmp_path):
    explorer = ran.explorers()[0]
    explorer.look()
    reset, slider = explorer.buttons()[0], next(explorer.sliders())
    explorer.click(reset)  # t = 0
    start = explorer.settle()
    handle(slider).focus()
    assert not soon(lambda: not explorer.ask(SENT.format(1)))
    there = explorer.ask(f"_sha({AHEAD.format(1)}.splitlines()[1])")
    panel = explorer.panel.element_handle()
    with busy(explorer, tmp_path):
        explorer.page.keyboard.press("ArrowRight")
        here = explorer.page.evaluate(SHOWS, [panel, there])
        assert here["sentence"] == here["alternative"] != start["sentence"]
        reset.click()
        here = explorer.page.evaluate(SHOWS, [panel, start["drawing"]])
        assert here["sentence"] == here["alternative"] == start["sentence"]
        assert here["controls"][label(slider)] == "0"
    assert explorer.heard().settle()["drawing"] == start["drawing"]


def test_what_comes_for_another_place_is_not_painted(ran):
    explorer = ran.explorers()[0]
    explorer.look()
    before = explorer.settle()
    explorer.panel.evaluate(PAINTED)
    for t in (0, 4):
        explorer.ask(f"explorer.layout.front_end.send_ahead([{AHEAD.format(t)}])")
    assert explorer.heard().settle()["drawing"] == before["drawing"]
    assert explorer.page.evaluate("window.painted") == []

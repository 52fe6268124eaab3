"""A hand that comes back to where it was: the picture is there, though the kernel is busy."""

from explorer_panel import IN_THE_BROWSER, handle
from lab import PANEL

BUSY = f"""() => {{
    const kernel = {PANEL}.sessionContext.session.kernel;
    const code = 'import time; time.sleep(4)';
    kernel.requestExecute({{code, silent: true}}).done.then(() => (window.wasBusy = true));
    window.wasBusy = false;
}}"""
PAINTED = """panel => {
    const picture = panel.querySelector('.rnn-picture');
    window.painted = [];
    new MutationObserver(() => window.painted.push(picture.shown))
        .observe(picture, {attributeFilter: ['data-painted']});
}"""
SHOWS = f"""async ([panel, drawing]) => {{
    while (!window.wasBusy) {{
        const here = await ({IN_THE_BROWSER})(panel);
        if (here.drawing === drawing) return here;
        await new Promise(requestAnimationFrame);
    }}
    throw new Error('it waits for the kernel');
}}"""


def test_the_picture_is_there_while_the_kernel_is_busy(ran):
    explorer = ran.explorers()[0]
    explorer.look()
    slider = next(explorer.sliders())
    explorer.press(slider, "Home")
    lowest = explorer.settle()
    explorer.press(slider, "End")
    highest = explorer.settle(after=lowest)
    for key, wanted in (("Home", lowest), ("End", highest)):
        handle(slider).focus()
        explorer.page.evaluate(BUSY)
        explorer.page.keyboard.press(key)
        panel = explorer.panel.element_handle()
        here = explorer.page.evaluate(SHOWS, [panel, wanted["drawing"]])
        assert here["sentence"] == here["alternative"] == wanted["sentence"]
        assert explorer.settle()["drawing"] == wanted["drawing"]


def test_what_the_busy_kernel_sends_late_is_not_shown(ran):
    """On the way there and back it hears of the way there first."""
    explorer = ran.explorers()[0]
    explorer.look()
    slider = next(explorer.sliders())
    seen = []
    for key in ("Home", "End"):
        explorer.press(slider, key)
        seen.append(explorer.settle()["drawing"])
    lowest, highest = seen
    panel = explorer.panel.element_handle()
    handle(slider).focus()
    explorer.page.evaluate(BUSY)
    for key, wanted in (("Home", lowest), ("End", highest)):
        explorer.page.keyboard.press(key)
        explorer.page.evaluate(SHOWS, [panel, wanted])
    explorer.panel.evaluate(PAINTED)
    explorer.heard()
    assert explorer.settle()["drawing"] == highest
    assert len(explorer.page.evaluate("() => [...new Set(window.painted)]")) <= 1

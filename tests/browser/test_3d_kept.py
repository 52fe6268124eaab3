"""A hand that comes back to where it was: the picture is there, though the kernel is busy."""

from contextlib import contextmanager

from explorer_panel import IN_THE_BROWSER, handle
from lab import PANEL, PATIENCE

# Until a file is taken away.
BUSY = f"""file => {{
    const kernel = {PANEL}.sessionContext.session.kernel;
    const code = `
import os, time
_end = time.monotonic() + {PATIENCE}
while os.path.exists(${{file}}) and time.monotonic() < _end:
    time.sleep(0.02)`;
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


@contextmanager
def busy(explorer, folder):
    """Keep the kernel busy as long as this lasts."""
    file = folder / "busy"
    file.touch()
    explorer.page.evaluate(BUSY, repr(str(file)))
    try:
        yield
        assert not explorer.page.evaluate("window.wasBusy")
    finally:
        file.unlink()


def test_the_picture_is_there_while_the_kernel_is_busy(ran, tmp_path):
    """And what the kernel sends late, which hears of the way there first, is not shown."""
    explorer = ran.explorers()[0]
    explorer.look()
    slider = next(explorer.sliders())
    explorer.press(slider, "Home")
    lowest = explorer.settle()
    explorer.press(slider, "End")
    highest = explorer.settle(after=lowest)
    panel = explorer.panel.element_handle()
    handle(slider).focus()
    with busy(explorer, tmp_path):
        for key, wanted in (("Home", lowest), ("End", highest)):
            explorer.page.keyboard.press(key)
            here = explorer.page.evaluate(SHOWS, [panel, wanted["drawing"]])
            assert here["sentence"] == here["alternative"] == wanted["sentence"]
        explorer.panel.evaluate(PAINTED)
    explorer.heard()
    assert explorer.settle()["drawing"] == highest["drawing"]
    assert len(explorer.page.evaluate("() => [...new Set(window.painted)]")) <= 1

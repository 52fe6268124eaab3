"""From the hand to the changed pixels: milliseconds per slider move in JupyterLab in Chromium.

    pip install ipympl playwright; apt-get install chromium
    python tests/benchmarks/slider_in_browser.py [turns]

One notebook shows the picture of slider.py four times; real mouse moves on their sliders, in turns:

naive    interact and pyplot: each move builds the figure anew
ipympl   artists moved in place, canvas.draw() on an ipympl canvas; left out where ipympl is absent
ours     an Explorer
floor    no picture: the kernel answers a move with a short text, which the browser shows

Single moves: the hand has rested, then makes five moves of two notches; each begins a tenth of a
second after the picture of the one before. "First" is the first of the five: processor, caches and
browser have been asleep. Drags: the mouse goes up and down the slider, two notches in a sixtieth
of a second. "Tail" is how long after the last mouse event the last picture is shown. After each
drag the bytes (ipympl: pixels) that the browser shows are compared with those of a picture drawn
anew in the kernel for the value that the slider shows.

The clock starts at the time stamp that the browser gives to the mouse event. It stops in the
browser after the frame in which the new picture, decoded, was first painted. Not included: mouse
and screen themselves, and the raster work that Chromium does outside the page's main thread.

All is measured twice: with the server as it comes, and with no_delay_config.py.
"""

import asyncio
import os
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import ipywidgets as widgets
import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
from IPython.core.pylabtools import print_figure
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from slider import DPI, Ours, naive_plot, run, show, slider, views

TURNS = 10  # of five single moves
ROUNDS = 2  # of drags
SECONDS, LONG = 4, 10
PLACES = 40  # of the hand on the slider, two notches apart
NO_DELAY = Path(__file__).with_name("no_delay_config.py")


# In the kernel: one class per way; `right` returns what the browser should show for a value


class Naive:
    selector = "img"

    def __init__(self):
        plt.rcParams["figure.dpi"] = DPI
        widgets.interact(lambda W12: naive_plot(W12, "constrained"), W12=plain_slider())

    def right(self, value):
        with patch.object(plt, "show"):
            naive_plot(value, "constrained")
        png = print_figure(plt.gcf(), bbox_inches="tight")  # as the inline backend does it
        plt.close()
        return png


class Ipympl:
    selector = "canvas"

    def __init__(self):
        backend = matplotlib.get_backend()
        from ipympl.backend_nbagg import Canvas, FigureManager

        matplotlib.use(backend)  # the import has changed it
        self.figure, self.views = views()
        self.canvas = Canvas(self.figure)
        self.canvas.header_visible = self.canvas.toolbar_visible = False
        FigureManager(self.canvas, 1)
        FigureCanvasAgg.draw(self.canvas)
        self.figure.set_layout_engine("none")
        control = plain_slider()
        control.observe(lambda change: self.move(change.new), "value")
        display(widgets.VBox([control, self.canvas]))

    def move(self, value):
        show(self.views, run(value))
        self.canvas.draw()

    def right(self, value):
        show(self.views, run(value))
        FigureCanvasAgg.draw(self.canvas)
        return bytes(self.canvas.buffer_rgba())


class Explorer:
    selector = ".rnn-picture"

    def __init__(self):
        self.explorer = Ours().explorer
        display(self.explorer)

    def right(self, value):
        self.explorer._show(W12=value)
        return self.explorer.frames.frame()


class Floor:
    selector = ".widget-html-content"

    def __init__(self):
        control, text = slider("W₁₂", -2, 2, -0.4), widgets.HTML("-0.40")
        control.observe(lambda change: setattr(text, "value", f"{change.new:.2f}"), "value")
        display(widgets.VBox([control, text]))

    def right(self, value):
        return f"{value:.2f}".encode()


WAYS = {"naive": Naive, "ipympl": Ipympl, "ours": Explorer, "floor": Floor}


def plain_slider():
    return widgets.FloatSlider(-0.4, min=-2, max=2, step=0.05)


def notebook(ways):
    path = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})"
    first = f"%matplotlib inline\n{path}\nimport hashlib; from slider_in_browser import WAYS"
    cells = [first, *(f"{way} = WAYS[{way!r}]()" for way in ways)]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


# In the browser

WATCH = """selectors => {
    const bench = window.bench = {hands: [], pictures: []};
    const cells = document.querySelectorAll('.jp-Notebook .jp-CodeCell');
    const cell = way => cells[1 + Object.keys(selectors).indexOf(way)];
    const find = way => cell(way).querySelector(`.jp-Cell-outputArea ${selectors[way]}`);
    const bytes = async shown => shown.getContext
        ? shown.getContext('2d').getImageData(0, 0, shown.width, shown.height).data
        : shown.shown ? new TextEncoder().encode(shown.shown)
        : (shown.src ? (await fetch(shown.src)).arrayBuffer()
        : new TextEncoder().encode(shown.textContent));
    const hash = async shown => Array.from(
        new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes(shown))),
        byte => byte.toString(16).padStart(2, '0')).join('');

    addEventListener('pointermove', event => {
        if (event.buttons) bench.hands.push(event.timeStamp);
    }, true);

    for (const way in selectors) {
        let known = null;
        const look = async () => {
            const shown = find(way), source = shown?.src ?? shown?.dataset.painted;
            if (!shown || source && source === known) return;
            try { await shown.decode?.(); } catch { return; }  // replaced: look comes again
            requestAnimationFrame(() => setTimeout(async () => {
                const time = performance.now();
                if (!shown.isConnected) return;
                const now = source || await hash(shown);
                if (now === known) return;
                known = now;
                bench.pictures.push(time);
            }));
        };
        look();
        if (find(way).getContext) {
            const draw = CanvasRenderingContext2D.prototype.drawImage;
            CanvasRenderingContext2D.prototype.drawImage = function (...all) {
                draw.apply(this, all);
                if (this.canvas === find(way)) look();
            };
        } else new MutationObserver(look).observe(cell(way), {
            subtree: true, childList: true, characterData: true,
            attributeFilter: ['src', 'data-painted']});
    }

    bench.look = way => cell(way).scrollIntoView({block: 'start'});
    bench.slider = way => {
        const box = name => cell(way).querySelector(name).getBoundingClientRect();
        const handle = box('.noUi-handle'), base = box('.noUi-base');
        const value = cell(way).querySelector('.widget-readout').textContent.replace('\u2212', '-');
        return {x: handle.x + handle.width / 2, y: handle.y + handle.height / 2,
                width: base.width, value: Number(value)};
    };
    bench.forget = () => { bench.hands.length = bench.pictures.length = 0; };
    bench.digest = way => hash(find(way));
    bench.rest = quiet => new Promise((resolve, reject) => {
        const start = performance.now();
        const timer = setInterval(() => {
            const now = performance.now(), last = bench.pictures.at(-1);
            if (last && now - last > quiet) {
                clearInterval(timer);
                resolve([bench.hands.splice(0), bench.pictures.splice(0)]);
            } else if (now - start > 30_000) {
                clearInterval(timer);
                reject(new Error('no new picture, or no rest'));
            }
        }, 50);
    });
}"""

RUN = """async code => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const future = kernel.requestExecute({code, store_history: false});
    let text = '';
    future.onIOPub = ({content}) => { text += content.text ?? content.traceback?.join() ?? ''; };
    await future.done;
    return text.trim();
}"""


class Page:
    """The notebook in the browser, and a hand on one of its sliders."""

    def __init__(self, page, ways):
        self.page, self.ways = page, ways

    async def open(self, address, token):
        app = "window.jupyterapp"
        await self.page.goto(f"{address}/lab/tree/bench.ipynb?token={token}&reset")
        await self.page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        await self.page.evaluate(f"{app}.shell.currentWidget.sessionContext.ready")
        await self.page.evaluate(f"{app}.commands.execute('notebook:run-all-cells')")
        selectors = {way: WAYS[way].selector for way in self.ways}
        for n, selector in enumerate(selectors.values(), start=1):
            cell = f".jp-CodeCell >> nth={n} >> .jp-Cell-outputArea >>"
            await self.page.wait_for_selector(f"{cell} {selector}", timeout=60_000)
        await self.page.evaluate(WATCH, selectors)
        await self.page.wait_for_timeout(2000)

    async def take(self, way):
        """Take the handle; return a function that gives the mouse's x after n moves up and down."""
        await self.page.evaluate("way => bench.look(way)", way)
        await self.page.wait_for_timeout(300)
        at = await self.page.evaluate("way => bench.slider(way)", way)
        start = round((at["value"] + 2) / 4 * PLACES)
        await self.page.mouse.move(at["x"], at["y"])
        await self.page.mouse.down()

        def place(n):
            notch = PLACES - abs((start + n) % (2 * PLACES) - PLACES)
            return at["x"] + (notch - start) * at["width"] / PLACES, at["y"]

        return place

    async def rest(self, *, quiet):
        """Wait until nothing changes; return the time stamps of mouse moves and pictures, in ms."""
        return await self.page.evaluate(f"bench.rest({1000 * quiet})")

    async def single_moves(self, way):
        """Return the milliseconds of five moves, each made after the picture of the one before."""
        place, spent = await self.take(way), []
        for n in range(1, 6):
            await self.page.mouse.move(*place(n))
            hands, pictures = await self.rest(quiet=0.1)
            spent.append(pictures[-1] - hands[-1])
        await self.page.mouse.up()
        await self.page.wait_for_timeout(1000)
        await self.page.evaluate("bench.forget()")
        return spent

    async def drag(self, way, moves):
        """Move each sixtieth of a second, then wait until nothing changes."""
        place, sent, begin = await self.take(way), [], time.perf_counter()
        for n in range(1, moves + 1):
            await asyncio.sleep(max(0, begin + n / 60 - time.perf_counter()))
            sent.append(
                asyncio.create_task(self.page.mouse.move(*place(n)))
            )  # a hand does not wait
        await asyncio.gather(*sent)
        times = await self.rest(quiet=2.5)
        await self.page.mouse.up()
        return times

    async def check(self, way):
        """Raise RuntimeError unless the browser shows the picture of the slider's value."""
        shown = await self.page.evaluate("way => bench.digest(way)", way)
        value = (await self.page.evaluate("way => bench.slider(way)", way))["value"]
        code = f"print(hashlib.sha256({way}.right({value})).hexdigest())"
        right = await self.page.evaluate(RUN, code)
        if shown != right:
            raise RuntimeError(f"{way}: not the picture of {value}: {shown}, {right}")


async def measure(page, turns):
    """Return {way: {"first", "single", "tail": ms, "pictures", "moves": per second}}."""
    names = ("first", "single", "tail", "pictures", "moves")
    found = {way: {name: [] for name in names} for way in page.ways}
    for turn in range(1 + turns):  # the first turn warms up
        for way in page.ways:
            first, *others = await page.single_moves(way)
            if turn:
                found[way]["first"].append(first)
                found[way]["single"] += others
    drags = [(way, SECONDS) for way in page.ways] * ROUNDS + [("ours", LONG)]
    for way, seconds in drags:
        hands, pictures = await page.drag(way, 60 * seconds)
        await page.check(way)
        span = (hands[-1] - hands[0]) / 1e3
        inside = sum(picture <= hands[-1] for picture in pictures)
        found[way]["tail"].append(pictures[-1] - hands[-1])
        found[way]["pictures"].append(inside / span)
        found[way]["moves"].append(len(hands) / span)
    return found


def report(name, found):
    print(f"\n{name}; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':8}{'single move, ms':>36}{f'drags of {SECONDS} s, per second':>27}{'tail, ms':>11}")
    heads = {"median": 9, "p95": 9, "least": 9, "first": 9, "moves heard": 16, "pictures": 11}
    print(" " * 8 + "".join(f"{head:>{width}}" for head, width in heads.items()) + "    longest")
    middle = {way: np.median(figures["single"]) for way, figures in found.items()}
    rate = {way: np.mean(figures["pictures"][:ROUNDS]) for way, figures in found.items()}
    for way, figures in found.items():
        heard, tail = np.mean(figures["moves"][:ROUNDS]), max(figures["tail"][:ROUNDS])
        single, first = figures["single"], np.median(figures["first"])
        print(f"{way:8}{middle[way]:9.0f}{np.percentile(single, 95):9.0f}{min(single):9.0f}"
              f"{first:9.0f}{heard:16.0f}{rate[way]:11.1f}{tail:11.0f}")  # fmt: skip
    tail = found["ours"]["tail"][-1]
    print(f"ours, drag of {LONG} s: {found['ours']['moves'][-1]:.0f} moves heard and "
          f"{found['ours']['pictures'][-1]:.1f} pictures a second, tail {tail:.0f} ms")  # fmt: skip
    target("single move, naive : ours", middle["naive"] / middle["ours"], at_least=8)
    if "ipympl" in found:
        target("single move, ipympl : ours", middle["ipympl"] / middle["ours"], at_least=4)
    target("pictures a second, ours : naive", rate["ours"] / rate["naive"], at_least=5)
    target(f"tail after {LONG} s, in single moves", tail / middle["ours"], at_most=3)


def target(name, value, *, at_least=0, at_most=np.inf):
    bound = f"at least {at_least}" if at_least else f"at most {at_most}"
    verdict = "reached" if at_least <= value <= at_most else "falls short"
    print(f"{name:36}{value:6.1f}   {bound:11} {verdict}")


async def main(turns):
    sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
    from lab import CHROMIUM, FLAGS, TOKEN, jupyter_lab
    from playwright.async_api import async_playwright

    ways = [way for way in WAYS if way != "ipympl" or find_spec("ipympl")]
    if "ipympl" not in ways:
        print("without ipympl, which is not installed: pip install ipympl")
    print(f"{5 * turns} single moves each, Matplotlib {matplotlib.__version__}, ", end="")
    print(f"{os.cpu_count()} processors")
    for name, config in {
        "The server as it comes": "",
        "With TCP_NODELAY": NO_DELAY.read_text(),
    }.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            jupyter_lab(Path(folder), config=config) as address,
        ):
            nbformat.write(notebook(ways), Path(folder) / "work" / "bench.ipynb")
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                size = {"width": 1280, "height": 800}
                page = Page(await browser.new_page(viewport=size), ways)
                await page.open(address, TOKEN)
                report(name, await measure(page, turns))
                await browser.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS))

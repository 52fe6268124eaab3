"""JupyterLab in Chromium for the benchmarks: a hand on a slider, and when the pixels changed.

The clock starts at the time stamp that the browser gives to the event of mouse or keyboard. It
stops in the browser after the frame in which the new picture, decoded, was first painted. Not
included: mouse and screen themselves, and the raster work that Chromium does outside the page's
main thread.
"""

import asyncio
import contextlib
import time

import numpy as np

NOTCHES = 80  # of the first slider of each way
SCREEN = 1 / 60  # seconds between two frames of the screen

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

    // When the page is painted next: in this very frame for what is changed by an animation frame,
    // where another requestAnimationFrame would count one frame too many.
    const asPainted = act => {
        const observer = new ResizeObserver(() => { observer.disconnect(); act(); });
        observer.observe(document.body);
    };
    addEventListener('pointermove', event => {
        if (event.buttons) bench.hands.push(event.timeStamp);
    }, true);
    addEventListener('keydown', event => bench.hands.push(event.timeStamp), true);

    for (const way in selectors) {
        let known = null;
        const look = async () => {
            const shown = find(way), source = shown?.src ?? shown?.dataset.painted;
            if (!shown || source && source === known) return;
            try { await shown.decode?.(); } catch { return; }  // replaced: look comes again
            asPainted(() => setTimeout(async () => {
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
    const sliderOf = (way, symbol) =>
        [...cell(way).querySelectorAll('.widget-slider')].find(slider => slider.clientWidth
            && (!symbol || slider.querySelector('.widget-label').textContent === symbol));
    bench.focus = (way, symbol) => sliderOf(way, symbol).querySelector('.noUi-handle').focus();
    bench.slider = (way, symbol) => {
        const slider = sliderOf(way, symbol);
        const box = name => slider.querySelector(name).getBoundingClientRect();
        const handle = box('.noUi-handle'), base = box('.noUi-base');
        const value = slider.querySelector('.widget-readout').textContent.replace('\u2212', '-');
        return {x: handle.x + handle.width / 2, y: handle.y + handle.height / 2,
                left: base.x, width: base.width, value: Number(value)};
    };
    bench.forget = () => { bench.hands.length = bench.pictures.length = 0; };
    bench.digest = way => hash(find(way));
    bench.rest = quiet => new Promise(resolve => {
        const start = performance.now();
        const timer = setInterval(() => {
            const now = performance.now(), last = bench.pictures.at(-1);
            if (!(last && now - last > quiet) && now - start < 10_000) return;
            clearInterval(timer);
            resolve([bench.hands.splice(0), bench.pictures.splice(0)]);
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
    """A notebook in the browser, and a hand on one of its sliders.

    Parameters
    ----------
    page : Playwright's Page
    selectors : {way: of what shows its picture}; a way is a cell, after a first one
    """

    def __init__(self, page, selectors):
        self.page, self.selectors = page, selectors
        self._rng = np.random.default_rng(0)

    async def open(self, address):
        """Open a notebook and run all its cells."""
        app = "window.jupyterapp"
        await self.page.goto(address, timeout=120_000)
        await self.page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        await self.page.evaluate(f"{app}.shell.currentWidget.sessionContext.ready")
        await self.page.evaluate(f"{app}.commands.execute('notebook:run-all-cells')")
        for n, selector in enumerate(self.selectors.values(), start=1):
            cell = f".jp-CodeCell >> nth={n} >> .jp-Cell-outputArea >>"
            await self.page.wait_for_selector(f"{cell} {selector}", timeout=120_000)
        await self.page.evaluate(WATCH, self.selectors)
        await self.page.wait_for_timeout(2000)

    async def close(self):
        """Shut the kernel down and close the page."""
        shutdown = "window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
        await self.page.evaluate(shutdown)
        await self.page.close()

    async def run(self, code):
        """Run code in the kernel; return what it prints."""
        return await self.page.evaluate(RUN, code)

    async def take(self, way, symbol="", notches=NOTCHES):
        """Take the handle; return a function that gives the mouse's place n notches up and down."""
        await self.page.evaluate("way => bench.look(way)", way)
        await self.page.wait_for_timeout(300)
        at = await self.page.evaluate("([way, symbol]) => bench.slider(way, symbol)", [way, symbol])
        start = round((at["x"] - at["left"]) / at["width"] * notches)
        await self.page.mouse.move(at["x"], at["y"])
        await self.page.mouse.down()

        def place(n):
            notch = notches - abs((start + n) % (2 * notches) - notches)
            return at["x"] + (notch - start) * at["width"] / notches, at["y"]

        return place

    async def rest(self, *, quiet):
        """Wait until nothing changes; return the time stamps of hand and pictures, in ms."""
        return await self.page.evaluate(f"bench.rest({1000 * quiet})")

    async def hesitate(self):
        """Wait, so that a hand's times are as good as any between two frames of the screen."""
        await asyncio.sleep(self._rng.uniform(0, SCREEN))

    async def single_moves(self, way, *, quiet=0.1):
        """Return the milliseconds of five moves, each made after the picture of the one before.

        NaN where no picture came.
        """
        place, spent = await self.take(way), []
        for n in range(1, 6):
            await self.hesitate()
            await self.page.mouse.move(*place(n))
            hands, pictures = await self.rest(quiet=quiet)
            spent.append(pictures[0] - hands[-1] if pictures else np.nan)
        await self.page.mouse.up()
        await self.page.wait_for_timeout(1000)
        await self.page.evaluate("bench.forget()")
        return spent

    async def keys(self, way, symbol, key, times, *, quiet):
        """Return the milliseconds of some presses, each after a rest."""
        await self.page.evaluate("way => bench.look(way)", way)
        await self.page.evaluate("([way, symbol]) => bench.focus(way, symbol)", [way, symbol])
        await self.page.wait_for_timeout(1000)
        await self.page.evaluate("bench.forget()")
        spent = []
        for _ in range(times):
            await self.hesitate()
            await self.page.keyboard.press(key)
            hands, pictures = await self.rest(quiet=quiet)
            spent.append(pictures[0] - hands[-1] if pictures else np.nan)
        return spent

    async def drag(self, way, moves, *, stride=2, symbol="", notches=NOTCHES, quiet=2.5, first=""):
        """Move each sixtieth of a second, then wait until nothing changes.

        first : code that the kernel runs when the handle has been taken
        """
        place, sent = await self.take(way, symbol, notches), []
        if first:
            await self.run(first)
        await self.page.evaluate("bench.forget()")
        begin = time.perf_counter()
        for n in range(1, moves + 1):
            await asyncio.sleep(max(0, begin + n * SCREEN - time.perf_counter()))
            sent.append(
                asyncio.create_task(self.page.mouse.move(*place(stride * n)))
            )  # a hand does not wait
        await asyncio.gather(*sent)
        times = await self.rest(quiet=quiet)
        await self.page.mouse.up()
        return times

    async def busy(self, way, symbol, key, times):
        """Return after how many ms the picture followed each key while the kernel ran a cell."""
        await self.keys(way, symbol, key, 1, quiet=0.1)
        await self.page.wait_for_timeout(1500)  # it looks ahead
        await self.page.evaluate("bench.forget()")
        cell = asyncio.create_task(self.run("import time; time.sleep(3)"))
        await self.page.wait_for_timeout(300)
        for _ in range(times):
            await self.page.keyboard.press(key)
            await self.page.wait_for_timeout(250)
        hands, pictures = await self.page.evaluate("[bench.hands, bench.pictures]")
        await cell
        await self.rest(quiet=0.5)
        after = [[p - h for p in pictures if 0 < p - h < 250] for h in hands]
        return [found[0] for found in after if found]


@contextlib.asynccontextmanager
async def delayed(address, seconds):
    """A connection to a server on this machine that takes so long each way; yield its address."""
    host, port = address.removeprefix("http://").split(":")

    async def pump(source, sink):
        loop, queue = asyncio.get_running_loop(), asyncio.Queue()

        async def late():
            while (item := await queue.get())[1]:
                await asyncio.sleep(max(0, item[0] - loop.time()))
                sink.write(item[1])
            sink.close()

        passing = asyncio.create_task(late())
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                queue.put_nowait((loop.time() + seconds, data))
        queue.put_nowait((0, b""))
        await passing

    async def connect(reader, writer):
        there, here = await asyncio.open_connection(host, int(port))
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):  # cancelled at the end
            await asyncio.gather(pump(reader, here), pump(there, writer))

    proxy = await asyncio.start_server(connect, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
    finally:
        proxy.close()

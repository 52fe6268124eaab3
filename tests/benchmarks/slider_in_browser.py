"""From the hand to the changed pixels: milliseconds per slider move in JupyterLab in Chromium.

    pip install ipympl playwright; apt-get install chromium
    python tests/benchmarks/slider_in_browser.py [turns]

One notebook shows the picture of slider.py several times; real mouse moves on their sliders, in
turns:

naive    interact and pyplot: each move builds the figure anew
ipympl   artists moved in place, canvas.draw() on an ipympl canvas; left out where ipympl is absent
live     an Explorer that does not look ahead, where it has not been before
ahead    an Explorer as it comes: its next frames are in the browser before the hand moves
floor    no picture: the kernel answers a move with a short text, which the browser shows

Single moves: the hand has rested, then makes five moves of one notch; each begins a tenth of a
second after the picture of the one before. "First" is the first of the five: processor, caches and
browser have been asleep. Drags: the mouse goes up and down the slider, two notches in a sixtieth
of a second. "Tail" is how long after the last mouse event the last picture is shown. After each
drag the bytes (ipympl: pixels) that the browser shows are compared with those of a picture drawn
anew in the kernel for the value that the slider shows.

Another notebook shows three explorers: a light one (chapter 03), one with many numbers (02) and the
heaviest (08); and below them, the naive way, the same pictures, though only drawn anew at each
move, not built anew. Keys: a notch at a time, after rests, each with what it looks ahead and,
"live", without. Drags at sixty notches a second: from one end of a slider to the other over ground
where neither hand nor kernel has been, then up and down over the same, with the kernel's processor
time for it. Busy: keys while a cell keeps the kernel waiting; of dear frames only two are ahead. At
last the second explorer over a connection that takes a tenth of a second each way.

What the clock measures: hand_in_browser.py. The server is as it comes.
"""

import asyncio
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import ipywidgets as widgets
import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
from hand_in_browser import NOTCHES, Page, delayed
from IPython.core.pylabtools import print_figure
from IPython.display import Image, display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from slider import DPI, Ours, naive_plot, run, show, slider, views

from rnn_helpers import explorers
from rnn_helpers.panel.look_ahead import SHARE

TURNS = 6  # of five single moves; more of them would come back to where "live" has been
SECONDS, LONG = 4, 10  # of drags
KEYS = 10
DELAY = 0.1  # seconds each way
LIGHT, MANY, HEAVY = "transpose_switch", "stepper", "landscape_map"
EXPLORERS = {  # symbol of a slider in sight, its notches, another control, what moves that
    LIGHT: ("s₋₁,₁", 40, "s02"),
    MANY: ("s₋₁,₁", 40, "s02"),
    HEAVY: ("g", 50, "turn"),
}


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


class Live:
    selector = ".rnn-picture"
    share = "0"

    def __init__(self):
        with patch.dict(os.environ, {SHARE: self.share}):
            self.explorer = Ours().explorer
        display(self.explorer)

    def right(self, value):
        self.explorer.scene.show(W12=value)
        return self.explorer.frames.frame()


class Ahead(Live):
    share = "1"


class Floor:
    selector = ".widget-html-content"

    def __init__(self):
        control, text = slider("W₁₂", -2, 2, -0.4), widgets.HTML("-0.40")
        control.observe(lambda change: setattr(text, "value", f"{change.new:.2f}"), "value")
        display(widgets.VBox([control, text]))

    def right(self, value):
        return f"{value:.2f}".encode()


class Whole:
    """An explorer's own picture, drawn whole at each move of one of its sliders. (Not compared.)"""

    selector = "img"

    def __init__(self, name):
        explorer = getattr(explorers, name)()
        symbol = EXPLORERS[name][0]
        moved, control = next(
            (key, one) for key, one in explorer.controls.items() if one.description == symbol
        )

        def show(value):
            explorer.scene.show(**{**explorer.scene.values, moved: value})
            display(Image(print_figure(explorer.figure, bbox_inches="tight")))

        low, high = control.min, control.max
        widgets.interact(show, value=(low, high, (high - low) / NOTCHES))


WAYS = {"naive": Naive, "ipympl": Ipympl, "live": Live, "ahead": Ahead, "floor": Floor}


def plain_slider():
    return widgets.FloatSlider(-0.4, min=-2, max=2, step=0.05)


def notebook(*cells):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


def notebooks(ways):
    path = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})"
    first = f"%matplotlib inline\n{path}\nimport hashlib; from slider_in_browser import WAYS"
    names = ", ".join(EXPLORERS)
    return {
        "bench": notebook(first, *(f"{way} = WAYS[{way!r}]()" for way in ways)),
        "explorers": notebook(
            f"{first}, Whole\nimport time; from rnn_helpers import explorers\n{names} = "
            f"{', '.join(f'explorers.{name}()' for name in EXPLORERS)}",
            *EXPLORERS,
            *(f"Whole({name!r})" for name in EXPLORERS),
        ),
    }


# The plain picture, in many ways


async def check(page, way):
    """Raise RuntimeError unless the browser shows the picture of the slider's value, soon."""
    value = (await page.page.evaluate("way => bench.slider(way)", way))["value"]
    right = await page.run(f"print(hashlib.sha256({way}.right({value})).hexdigest())")
    for _ in range(10):  # on a busy machine the naive way may not be through
        if await page.page.evaluate("way => bench.digest(way)", way) == right:
            return
        await page.page.wait_for_timeout(1000)
    raise RuntimeError(f"{way}: not the picture of {value}")


def rates(hands, pictures):
    """Return moves heard and pictures a second, until the last move."""
    span = (hands[-1] - hands[0]) / 1e3
    return len(hands) / span, sum(picture <= hands[-1] for picture in pictures) / span


async def measure(page, turns):
    """Return {way: {"first", "single": list of ms, "tail": ms, "moves", "pictures": a second}}."""
    found = {way: {"first": [], "single": []} for way in page.selectors}
    for turn in range(1 + turns):  # the first turn warms up
        for way in page.selectors:
            first, *others = await page.single_moves(way)
            if turn:
                found[way]["first"].append(first)
                found[way]["single"] += others
    for way, seconds in [*((way, SECONDS) for way in page.selectors), ("ahead", LONG)]:
        hands, pictures = await page.drag(way, 60 * seconds)
        await check(page, way)
        row = found.setdefault(f"{way}, {LONG} s", {}) if seconds == LONG else found[way]
        row["tail"] = pictures[-1] - hands[-1]
        row["moves"], row["pictures"] = rates(hands, pictures)
    return found


def report(found):
    print(f"\n{'':12}{'single move, ms':>36}{f'drag of {SECONDS} s, per second':>27}{'tail':>8}")
    heads = {"median": 9, "p95": 9, "least": 9, "first": 9, "moves heard": 16, "pictures": 11}
    print(
        " " * 12 + "".join(f"{head:>{width}}" for head, width in heads.items()) + "      ms  lost"
    )
    for way, row in found.items():
        single = row.get("single", [0.0])
        first = np.nanmedian(row.get("first", [0.0]))
        print(f"{way:12}{np.nanmedian(single):9.0f}{np.nanpercentile(single, 95):9.0f}"
              f"{np.nanmin(single):9.0f}{first:9.0f}{row['moves']:16.0f}{row['pictures']:11.1f}"
              f"{row['tail']:8.0f}{np.isnan(single).sum():6}")  # fmt: skip
    middle = {way: np.nanmedian(row["single"]) for way, row in found.items() if "single" in row}
    target("single move, naive : ahead", middle["naive"] / middle["ahead"], at_least=12)
    if "ipympl" in found:
        target("single move, ipympl : ahead", middle["ipympl"] / middle["ahead"], at_least=5)
    target("single move ahead, ms", middle["ahead"], at_most=20)
    target("pictures a second over ground covered", found["ahead"]["pictures"], at_least=40)
    tail = found[f"ahead, {LONG} s"]["tail"] / middle["ahead"]
    target(f"tail after {LONG} s, in single moves", tail, at_most=3)


# Explorers as they are


async def look(page, name, other, *, ahead):
    """Have an explorer look ahead or not, from where neither has been."""
    await page.run(f"{name}._ahead._share = {int(ahead)}; {name}.reset()")
    await page.run(f"{name}.set({other}={name}.controls[{other!r}].value + {0.01 + 0.02 * ahead})")
    await page.page.evaluate("bench.forget()")


async def dragged(page, name, moves, *, first=""):
    """Return pictures a second and the kernel's processor time in a drag, a notch at a time."""
    symbol, notches, _ = EXPLORERS[name]
    times = await page.drag(
        name, moves, stride=1, symbol=symbol, notches=notches, quiet=0.1,
        first=f"begun = time.process_time(); {first}",
    )  # fmt: skip
    spent = float(await page.run("print(time.process_time() - begun)"))
    return rates(*times)[1], spent


async def measure_explorer(page, name):
    symbol, notches, other = EXPLORERS[name]
    row = {"naive": []}
    for way, ahead in (("live", False), ("ahead", True)):
        _, *naive = await page.single_moves(f"{name}, naive")
        row["naive"] += naive
        await look(page, name, other, ahead=ahead)
        row[way] = await page.keys(name, symbol, "ArrowRight", KEYS, quiet=0.4)
        row[f"{way}, busy"] = len(await page.busy(name, symbol, "ArrowRight", 8))
        await page.page.keyboard.press("Home")
        await page.page.wait_for_timeout(1000)
        void = f"{name}.set({other}={name}.controls[{other!r}].value + 0.005)"
        row[f"{way}, new"] = await dragged(page, name, notches - 2, first=void)
        row[f"{way}, covered"] = await dragged(page, name, 60 * SECONDS)
    return row


def report_explorers(rows):
    print(f"\n{'':18}{'a key, ms':>18}{'pictures a second':>24}{'kernel, s':>12}{'while busy':>13}")
    print(f"{'':18}{'median':>9}{'p95':>9}{'new ground':>14}{'covered':>10}{'a drag':>12}"
          f"{'of 8 keys':>13}")  # fmt: skip
    for name, row in rows.items():
        for way in ("live", "ahead"):
            (new, _), (covered, spent) = row[f"{way}, new"], row[f"{way}, covered"]
            print(f"{name + ', ' * (way == 'live') + 'live' * (way == 'live'):24}"
                  f"{np.nanmedian(row[way]):3.0f}{np.nanpercentile(row[way], 95):9.0f}{new:14.1f}"
                  f"{covered:10.1f}{spent:12.2f}{row[f'{way}, busy']:13}")  # fmt: skip
    for name, row in rows.items():
        key, new, covered = np.nanmedian(row["ahead"]), row["ahead, new"], row["ahead, covered"]
        spent = covered[1] / row["live, covered"][1]
        naive = np.nanmedian(row["naive"])
        target(f"{name}: a key, naive ({naive:.0f}) : ahead", naive / key, at_least=12)
        target(f"{name}: a key ahead, ms", key, at_most=20)
        target(f"{name}: pictures, new ground", new[0], at_least=25)
        target(f"{name}: pictures, covered", covered[0], at_least=40)
        target(f"{name}: processor time, ahead : live", spent, at_most=1.1)
        target(f"{name}: keys while a cell runs", row["ahead, busy"], at_least=2)


async def throttled(page, address):
    """Return the ms of keys on a slow connection, live and ahead."""
    symbol, _, other = EXPLORERS[MANY]
    found = {}
    for way, ahead in (("live", False), ("ahead", True)):
        await look(page, MANY, other, ahead=ahead)
        await page.page.wait_for_timeout(3500)  # until all windows have heard where it stands
        found[way] = await page.keys(MANY, symbol, "ArrowRight", KEYS, quiet=0.8)
    return found


def target(name, value, *, at_least=0, at_most=np.inf):
    bound = f"at least {at_least}" if at_least else f"at most {at_most}"
    verdict = "reached" if at_least <= value <= at_most else "falls short"
    print(f"{name:50}{value:6.1f}   {bound:11} {verdict}")


async def main(turns):
    sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
    from lab import CHROMIUM, FLAGS, TOKEN, jupyter_lab
    from playwright.async_api import async_playwright

    ways = [way for way in WAYS if way != "ipympl" or find_spec("ipympl")]
    if "ipympl" not in ways:
        print("without ipympl, which is not installed: pip install ipympl")
    print(f"{4 * turns} single moves each, Matplotlib {matplotlib.__version__}, {os.cpu_count()} "
          f"processors; load at the beginning {os.getloadavg()[0]:.1f}")  # fmt: skip
    picture = dict.fromkeys(EXPLORERS, ".rnn-picture")
    with tempfile.TemporaryDirectory() as folder, jupyter_lab(Path(folder)) as address:
        for name, made in notebooks(ways).items():
            nbformat.write(made, Path(folder) / "work" / f"{name}.ipynb")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

            async def opened(name, selectors, address=address):
                size = {"width": 1280, "height": 800}
                page = Page(await browser.new_page(viewport=size), selectors)
                await page.open(f"{address}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
                return page

            page = await opened("bench", {way: WAYS[way].selector for way in ways})
            report(await measure(page, turns))
            await page.close()
            whole = {f"{name}, naive": Whole.selector for name in EXPLORERS}
            page = await opened("explorers", {**picture, **whole})
            report_explorers({name: await measure_explorer(page, name) for name in EXPLORERS})
            await page.close()
            async with delayed(address, DELAY) as far:
                page = await opened("explorers", picture, far)
                slow = await throttled(page, far)
            for way, spent in slow.items():
                print(
                    f"{DELAY * 1e3:.0f} ms each way, {MANY}, {way}: a key, median "
                    f"{np.nanmedian(spent):.0f}, p95 {np.nanpercentile(spent, 95):.0f} ms"
                )
            await browser.close()
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS))

"""How fast the pages that move are: the first picture, and each move of a slider.

    python -m rnn_helpers.pages site
    python tests/benchmarks/pages_in_browser.py site [NN ...]

Of each page, opened from its folder in Chromium: milliseconds until the still picture is painted
(largest contentful paint up to then), until the first canvas is, and until all are. Of each of its
explorers: milliseconds from the input event of a slider until the canvas is painted, median and
worst, and what the page's main thread did for it, layout and painting included.
"""

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from lab import CHROMIUM, FLAGS

WATCH = """
window.seen = {};
new PerformanceObserver(list => { for (const one of list.getEntries())
    window.seen.still ??= one.element?.tagName === 'IMG' || one.url ? one.startTime : undefined;
}).observe({type: 'largest-contentful-paint', buffered: true});
new MutationObserver((_, watch) => {
    const painted = document.querySelector('.rnn-picture[data-painted]');
    if (painted) window.seen.canvas ??= performance.now();
    if (!document.body?.dataset.open) return;
    window.seen.all = performance.now();
    watch.disconnect();
}).observe(document, {subtree: true, childList: true, attributes: true});
"""
MOVE = """async ([id, moves]) => {
    const section = document.getElementById(id), took = [];
    const picture = section.querySelector('.rnn-picture');
    const frame = () => new Promise(requestAnimationFrame);
    const changed = (node) => new Promise(done => new MutationObserver((_, watch) => {
        watch.disconnect();
        done();
    }).observe(node, {attributes: true}));
    const sliders = [...section.querySelectorAll('input[type=range]')];
    section.scrollIntoView();
    for (const slider of sliders) {
        const most = Number(slider.max);
        for (let i = 0; i <= moves; i++) {
            await frame(); await frame();
            slider.value = Math.round(most * (i % 2 ? i : moves - i) / moves);
            const before = picture.dataset.painted;
            const began = performance.now();
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            for (let i = 0; picture.dataset.painted === before && i < 60; i++)
                await Promise.race([frame(), changed(picture)]);
            took.push(performance.now() - began);
        }
    }
    return took;
}"""


def measure(browser, path):
    """Print the figures of one page."""
    page = browser.new_page(viewport={"width": 1024, "height": 768})
    page.on("pageerror", lambda error: print("ERROR", error))
    page.on("console", lambda said: print("CONSOLE", said.text))
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_function("document.body.dataset.open")
    page.wait_for_timeout(300)
    seen = page.evaluate("window.seen")
    seen = ", ".join(
        f"{name} {seen[name] or 0:.0f}" for name in ("still", "canvas", "all") if name in seen
    )
    print(f"{path.stem}: {path.stat().st_size / 1e6:.2f} MB, first picture: {seen} ms")
    chromium = page.context.new_cdp_session(page)
    chromium.send("Performance.enable", {"timeDomain": "threadTicks"})  # of the processor
    for id in page.locator(".explorer").evaluate_all("all => all.map(one => one.id)"):
        before = busy(chromium)
        took = page.evaluate(MOVE, [id, 8])
        if took:
            each = {n: (v - before[n]) / len(took) for n, v in busy(chromium).items()}
            print(
                f"    {id:24} {len(took):4} moves, to the canvas {statistics.median(took):5.1f}, "
                f"worst {max(took):5.1f}; main thread "
                + " ".join(f"{n} {v:.1f}" for n, v in each.items())
            )
    page.close()


def busy(chromium):
    """{part: milliseconds that the main thread has worked on it}."""
    metrics = chromium.send("Performance.getMetrics")["metrics"]
    told = {one["name"]: 1000 * one["value"] for one in metrics}
    parts = ("Task", "Script", "Layout", "RecalcStyle")
    return {part: told[f"{part}Duration"] for part in parts}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in sorted(options.site.glob("*_*.html")):
            if not options.names or path.name.startswith(tuple(options.names)):
                measure(browser, path.resolve())


if __name__ == "__main__":
    main()

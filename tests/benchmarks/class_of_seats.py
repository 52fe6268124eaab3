"""A class at one JupyterHub: how long a move of a slider takes, and what each seat costs (Linux).

    pip install jupyterhub nbgitpuller; npm install -g configurable-http-proxy
    python tests/benchmarks/class_of_seats.py [seats ...]

For 1, 5 and 10 seats, or as many as are named, a hub is started on the loopback address. All seats
log in at once by one nbgitpuller link, have a server started and the notebooks pulled, open
chapter 02, press Run All, and drag the first slider of each explorer that the chapter shows, 15
places a second; then chapter 08, beside the first. All seats do the same at the same moment: no
real class is as unkind. Then the hub is stopped.

A seat is what the browser sends through proxy and server, and what it waits for; nothing is
painted. Like the front end it says that somebody watches, sends no move before the kernel is done
with the one before, and then the newest. "Wait" is from the hand to the kernel's frame, in ms. "At
once" is the share of places whose frame was there before the hand, because it had been seen or was
sent ahead: the front end shows it without any wait.

The seats run on this machine too: what they take of the processor is told as "seats themselves".
"""

import asyncio
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter

import psutil

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / place) for place in (".", "browser")]
from hub_on_loopback import Costs, jupyter_hub, repository  # noqa: E402
from lab import notebooks  # noqa: E402
from seat import PLACES_A_SECOND, Seat  # noqa: E402

CHAPTERS = ("02", "08")
SEATS = (1, 5, 10)
PARTS = {"singleuser": "server", "http-proxy": "proxy", "jupyterhub": "hub"}  # by command lines
HEAD = ("seats  chapter  Run All, s  processor  wait ms    p95  slowest*  frames/s  at once  "
        "ms a frame**")  # fmt: skip
GIVEN_UP = 120, 18  # after so many seconds, and so many more for each seat


async def together(actions):
    """Await all at the same time; return [(seconds, what it returns), ...]."""

    async def timed(action):
        begun = perf_counter()
        found = await action
        return perf_counter() - begun, found

    return await asyncio.gather(*map(timed, actions))


async def run_all(seat, chapter):
    page = await seat.open(chapter)
    await page.run()
    return page


async def drag_all(page):
    return [await page.drag(explorer) for explorer in page.explorers]


async def attend(seats, costs):
    """Have all seats do all there is to do; print a row a chapter, then what a seat costs."""
    start = costs.processor()
    opened = await together(asyncio.to_thread(seat.log_in) for seat in seats)
    kernels = {}
    for chapter in CHAPTERS:
        before = costs.processor()
        ran = await together(run_all(seat, chapter) for seat in seats)
        between = costs.processor()
        dragged = await together(drag_all(page) for _, page in ran)
        after = costs.processor()
        kernels |= {page.kernel: f"kernel of {chapter}" for _, page in ran}
        drags = [drag for _, drags in dragged for drag in drags]
        print_row(len(seats), chapter, [seconds for seconds, _ in ran], drags, {
            "run": mean(between[seat.name] - before[seat.name] for seat in seats),
            "drag": sum(after[seat.name] - between[seat.name] for seat in seats),
        })  # fmt: skip
    print(f"from the link to JupyterLab {describe([seconds for seconds, _ in opened])} s", end="; ")
    print_costs(seats, costs, kernels, start)


def print_row(seats, chapter, ran, drags, spent):
    waits = [1e3 * wait for waits, _ in drags for wait in waits]
    hits = [hit for _, hits in drags for hit in hits]
    slowest = max(median(waits) for waits, _ in drags)
    shown = PLACES_A_SECOND * len(waits) / len(hits)
    print(f"{seats:5}{chapter:>9}{describe(ran):>12}{spent['run']:11.1f}{median(waits):9.0f}"
          f"{quantiles(waits, n=20)[-1]:7.0f}{1e3 * slowest:10.0f}{shown:10.1f}{mean(hits):9.0%}"
          f"{1e3 * spent['drag'] / len(waits):12.0f}", flush=True)  # fmt: skip


def print_costs(seats, costs, kernels, start):
    end = costs.processor()
    taken = {name: seconds - start.get(name, 0) for name, seconds in end.items()}
    each = mean(taken[seat.name] for seat in seats)
    print(f"processor: {each:.0f} s a seat, {taken['hub']:.0f} s hub and proxy, "
          f"{taken['script']:.0f} s the seats themselves")  # fmt: skip
    found = costs.memory(kernels | PARTS)
    told = (f"{part} {{:.0f}} ({{:.0f}})".format(*found[part]) for part in sorted(found))
    print(f"MiB resident (unshared), the largest: {'; '.join(told)}")


def describe(seconds):
    """Return the median and, of several, the longest."""
    longest = f" to {max(seconds):.0f}" if len(seconds) > 1 else ""
    return f"{median(seconds):.0f}{longest}"


async def main(sizes):
    print(f"{psutil.cpu_count()} processors, load before {os.getloadavg()[0]:.1f}, "
          f"{PLACES_A_SECOND} frames a second asked\n{HEAD}")  # fmt: skip
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max(sizes)))
    for number in sizes:
        with tempfile.TemporaryDirectory() as name, jupyter_hub(Path(name)) as (address, hub):
            course = repository(notebooks(), Path(name))
            seats = [Seat(address, f"seat{n}", course) for n in range(1, number + 1)]
            try:
                async with asyncio.timeout(GIVEN_UP[0] + GIVEN_UP[1] * number):
                    await attend(seats, Costs(hub))
            except TimeoutError:
                print(f"{number} seats: given up, too slow")
    print("* median of the slowest explorer; ** processor time of kernel and server, looking ahead "
          f"included; load at the end {os.getloadavg()[0]:.1f}")  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main([int(seats) for seats in sys.argv[1:]] or SEATS))

"""An explorer under load, in a real kernel: what hundreds of moves and many openings leave."""

import ast
import os
import sys

import numpy as np
import pytest
from jupyter_client import KernelManager
from made import at_start
from test_every_explorer import MAKERS, walk

FIRST, ALL = 50, 200  # moves
WITHOUT_REST = 50  # moves, then the hand rests
MEGABYTES = 3  # that resident memory may grow between move 50 and move 200
PLAIN = "rnn_helpers.explorers.one_pulse", "one_pulse"  # soon opened, soon drawn
PATIENCE = 600  # seconds; only a test that fails waits so long

IN_KERNEL = """
import asyncio, contextlib, ctypes, functools, gc, importlib, sys, weakref
import ipywidgets, psutil
from comm import create_comm, get_comm_manager
from IPython.display import display
from ipywidgets.widgets import widget
from rnn_helpers.panel import explorer as panel
from rnn_helpers.panel.look_ahead import Kept

panel.REST = 0.01
kept = []

def open_explorer(module, maker):
    explorer = getattr(importlib.import_module(module), maker)()
    display(explorer)
    return explorer

async def move(explorer, moves):
    for name, value in moves:
        explorer.controls[name].value = value
        await asyncio.sleep(0)
    while not explorer.layout.rests:
        await asyncio.sleep(panel.REST)

async def drawn_ahead(explorer):
    before = None
    while (kept := len(explorer._ahead._kept._frames)) <= 20 or kept != before:
        before = kept
        await asyncio.sleep(0.2)

def standing():
    for one in gc.get_objects():  # what may fill, for it has a bound, is emptied
        if isinstance(one, functools._lru_cache_wrapper) and one.cache_parameters()["maxsize"]:
            one.cache_clear()
        elif isinstance(one, Kept):
            one.__init__()
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):  # glibc alone can
        ctypes.CDLL(None).malloc_trim(0)  # else a leak hides in what was freed before
    pyplot = sys.modules.get("matplotlib.pyplot")
    return {
        "megabytes": psutil.Process().memory_info().rss / 2**20,
        "objects": len(gc.get_objects()),
        "widgets": len(widget._instances),
        "comms": len(get_comm_manager().comms),
        "figures": len(pyplot.get_fignums()) if pyplot else 0,
    }

def plant(explorer, leak):
    frame = explorer.frames.frame
    explorer.frames.frame = lambda: (leak(explorer), frame())[1]
"""


class Kernel:
    """A Jupyter kernel and its only client."""

    def __init__(self, folder):
        surroundings = {"IPYTHONDIR": str(folder), "MPLBACKEND": "agg"}
        files = {"transport": "ipc", "ip": str(folder / "ipc")}  # no port that others may take
        self.manager = KernelManager(
            kernel_name="python3", **(files if sys.platform == "linux" else {})
        )
        self.manager.start_kernel(cwd=str(folder), env=os.environ | surroundings)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)
        self.run(IN_KERNEL)

    def run(self, code="", value="None"):
        """Run a cell, then return the value of an expression; read all that comes meanwhile."""
        reply = self.client.execute_interactive(
            code, user_expressions={"value": value}, store_history=False, timeout=PATIENCE,
            output_hook=lambda message: None,
        )["content"]  # fmt: skip
        assert reply["status"] == "ok", "\n".join(reply["traceback"])
        return ast.literal_eval(reply["user_expressions"]["value"]["data"]["text/plain"])

    def standing(self):
        return self.run(value="standing()")

    def move(self, moves):
        for start in range(0, len(moves), WITHOUT_REST):
            self.run(f"await move(explorer, {moves[start : start + WITHOUT_REST]})")

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("kernel"))
    yield kernel
    kernel.stop()


def grown(before, after, *, objects):
    """What has grown by more than it may: {what: by how much}."""
    limits = {"megabytes": MEGABYTES, "objects": objects, "widgets": 0, "comms": 0, "figures": 0}
    more = {what: after[what] - before[what] for what in limits}
    return {what: more[what] for what in limits if more[what] > limits[what]}


def grown_by_moves(kernel, moves, *, first):
    """What has grown since the first moves of the kernel's `explorer`.

    One object a move is allowed: caches of Matplotlib, which are bounded, still fill.
    """
    kernel.move(moves[:first])
    before = kernel.standing()
    kernel.move(moves[first:])
    return grown(before, kernel.standing(), objects=len(moves) - first)


def grown_by_opening(kernel, times, *, close):
    """What has grown by opening an explorer as often, after the first two.

    The parts of an explorer refer to each other: it is gone once Python has collected garbage,
    and `standing` has it collected.
    """
    standing = []
    for _ in range(2 + times):
        kernel.run(f"explorer = open_explorer{PLAIN}" + "; explorer.close()" * close)
        standing.append(kernel.standing())
    return grown(standing[1], standing[-1], objects=50 * times)


def test_opening_and_closing_leaves_nothing_behind(kernel):
    assert grown_by_opening(kernel, 10, close=True) == {}


def test_what_nobody_closes_stays(kernel):
    """The test before this one can fail."""
    assert grown_by_opening(kernel, 2, close=False).keys() >= {"objects", "widgets", "comms"}
    kernel.run("ipywidgets.Widget.close_all(); del explorer")


@pytest.mark.parametrize("maker", MAKERS)
def test_moves_leave_nothing_behind_and_close_frees_the_rest(kernel, maker):
    before = kernel.standing()
    kernel.run(f"explorer = open_explorer({maker.__module__!r}, {maker.__name__!r})")
    moves = walk(at_start(maker), ALL, np.random.default_rng(13))
    moves = [(str(name), value) for name, value in moves]
    assert grown_by_moves(kernel, moves, first=FIRST) == {}
    kernel.run("explorer.close(); figure = weakref.ref(explorer.figure); del explorer")
    after = kernel.standing()
    assert kernel.run(value="figure() is None")
    assert {after[what] - before[what] for what in ("widgets", "comms", "figures")} == {0}


def test_looking_ahead_leaves_nothing_behind(kernel):
    """One browser after the other watches, and is sent all frames that are near."""
    kernel.run(f"explorer = open_explorer{PLAIN}")
    standing = []
    for browser in range(1, 10):
        kernel.run(
            f"explorer.layout.front_end.watching = {browser}.0\n"
            "await move(explorer, [('w', 1.0), ('w', 0.5)]); await drawn_ahead(explorer)"
        )
        standing.append(kernel.standing())
    assert grown(standing[2], standing[-1], objects=100) == {}
    kernel.run("explorer.close(); del explorer")


def test_no_explorer_needs_pyplot(kernel):
    """All of them have been opened by now; the tests that follow ask for pyplot themselves."""
    assert kernel.run(value="'matplotlib.pyplot' not in sys.modules")


LEAKS = {
    "megabytes": "kept.append(b'.' * 2**22)",
    "objects": "explorer.figure.text(0, 0, '')",
    "widgets": "ipywidgets.Label()",
    "comms": "kept.append(create_comm(target_name='none'))",
    "figures": "importlib.import_module('matplotlib.pyplot').figure()",
}


@pytest.mark.parametrize("what", LEAKS)
def test_a_planted_leak_is_seen(kernel, what):
    kernel.run(f"explorer = open_explorer{PLAIN}")
    kernel.run(f"plant(explorer, lambda explorer: {LEAKS[what]})")
    moves = [("w", 0.05 * i) for i in range(30)]
    assert what in grown_by_moves(kernel, moves, first=10)
    kernel.run("explorer.close(); ipywidgets.Widget.close_all(); kept.clear(); del explorer")

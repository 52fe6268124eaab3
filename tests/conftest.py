"""Two processes share the tests (`pytest -n 2`). What has something in common stays together."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: a run that fails fails again.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

# A second thread of NumPy's matrix library would wait busily on the core of the other process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_modifyitems(items):
    """The browser comes last, the largest notebook first: both processes end about together.

    Last, for Playwright leaves an event loop running, beside which no other can be started.
    """
    size = {item: _opened(item).stat().st_size for item in items if "browser" in item.path.parts}
    items.sort(key=lambda item: -size.get(item, float("inf")))


def _opened(item):
    """The notebook that a test opens in the browser, or else its own file."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    values = [getattr(value, "path", value) for value in values]  # of an Opening
    return next((value for value in values if isinstance(value, Path)), item.path)


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_make_scheduler(config, log):
    """Hand out groups of tests, in their order.

    A file of tests is one group, and so is a notebook, whose cells share a kernel. The two files
    of a chapter, its prose and its exercises, are one group: its cells are run once for both. So
    are the explorers, each of which is made once for all files that look at it. In
    the browser a group is all that is done to one notebook, which is opened once; and all that is
    done in Firefox, which is started once.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            path, _, test = nodeid.partition("::")
            if "/browser/" not in path:
                if path.startswith("tests/explorers/"):
                    return "explorers"
                chapter = re.match(r"tests/chapters/.*test_(?:exercises_)?(\d\d|A\d)", path)
                return f"chapter {chapter[1]}" if chapter else path
            where = re.search(r"\[(\w+)", test)
            name = where[1] if where else path
            return f"{'firefox' if '_firefox_' in name else name} in the browser"

    config.option.loadscopereorder = False
    return Groups(config, log)

"""Two processes share the tests. What has something in common stays together in one of them."""

from pathlib import Path

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Name each test's group, and put the groups in order.

    A file of tests is one group, and so is a notebook, whose cells share a kernel. In the browser
    a group is all that is done to one notebook, which is opened once; these groups come last, the
    largest first, so that both processes end at about the same time.
    """
    opened = {item: _opened(item) for item in items}
    items.sort(key=lambda item: -opened[item].stat().st_size if opened[item] else -float("inf"))
    for item in items:
        group = f"{opened[item].stem} in the browser" if opened[item] else item.path.name
        item.add_marker(pytest.mark.xdist_group(group))


def _opened(item):
    """The notebook that a test opens in the browser, or None."""
    if "browser" not in item.path.parts:
        return None
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return next((value for value in values if isinstance(value, Path)), item.path)

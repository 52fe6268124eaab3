"""A notebook that was run from the first cell to the last: what a reader sees of it."""

import pytest
from notebook_page import soon

SCROLLER = ".jp-Notebook .jp-WindowedPanel-outer"
# Where a panel and its picture stand; and what takes the wheel for itself: each part that scrolls.
PLACE = f"""panel => ({{
    page: document.querySelector('{SCROLLER}').getBoundingClientRect().height,
    panel: panel.getBoundingClientRect(),
    picture: panel.querySelector('.rnn-picture').getBoundingClientRect(),
    scrolls: [panel, ...panel.querySelectorAll('*')].filter(part =>
        part === panel || !['visible', 'clip'].includes(getComputedStyle(part).overflowY))
        .filter(({{scrollHeight, clientHeight, scrollWidth, clientWidth}}) =>
            scrollHeight > clientHeight || scrollWidth > clientWidth)
        .map(part => [part.className, part.scrollHeight, part.clientHeight]),
}})"""
SIZES = {"laptop": (1280, 800), "projector": (1024, 768)}
ENLARGED = {"width": 853, "height": 533}  # the laptop at 150 %


@pytest.fixture(params=SIZES)
def size(request, ran):
    width, height = SIZES[request.param]
    ran.page.set_viewport_size({"width": width, "height": height})
    yield height
    ran.page.set_viewport_size({"width": 1280, "height": 800})


def test_it_runs_without_an_error(ran):
    assert not ran.errors()


def test_every_explorer_stands_at_its_start(ran):
    """Cells drive explorers and answer guesses with them; the tasks begin where Reset leads."""
    assert all(
        explorer.ask("explorer._control_set.values() == explorer._control_set.start")
        for explorer in ran.explorers()
    )


def test_the_browser_does_not_complain(ran):
    assert not ran.complaints


def test_nothing_is_wider_than_the_page(ran, size):
    with ran.unfolded():
        assert not ran.overflow()


def test_every_explorer_is_whole_on_the_page(ran, size):
    assert ran.explorers()
    for explorer in ran.explorers():
        explorer.look()
        place = explorer.panel.evaluate(PLACE)
        panel, picture = place["panel"], place["picture"]
        assert panel["height"] < place["page"]
        assert picture["width"] > 400 and picture["height"] > 150
        assert picture["y"] + picture["height"] <= size
        assert place["scrolls"] == []


def test_controls_and_picture_are_in_sight_together_at_150_percent(ran):
    ran.page.set_viewport_size(ENLARGED)
    sight = ran.page.locator(SCROLLER).bounding_box()["height"]
    heights = [explorer.panel.bounding_box()["height"] for explorer in ran.explorers()]
    ran.page.set_viewport_size({"width": 1280, "height": 800})
    assert heights and max(heights) <= sight


def test_the_wheel_over_a_picture_scrolls_the_page(ran):
    def top():
        return ran.page.locator(SCROLLER).evaluate("page => page.scrollTop")

    explorer = ran.explorers()[0]
    explorer.look()
    box, before = explorer.picture().bounding_box(), top()
    ran.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ran.page.mouse.wheel(0, 10)  # the first tick of a wheel
    assert not soon(lambda: top() == before)


def test_every_equation_is_drawn(ran):
    texts = ran.page.locator(".jp-RenderedMarkdown")
    with ran.unfolded():
        assert texts.count()
        assert not soon(lambda: [t for t in texts.all_inner_texts() if "$" in t or "\\" in t])
        assert not ran.page.locator(".jp-RenderedMarkdown mjx-merror").count()

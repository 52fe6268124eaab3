"""What a person sees and does in JupyterLab, for every notebook and every explorer in it."""

import pytest
from notebook_page import PICTURE, at_rest, digest, in_kernel
from run_notebooks import WIDGET_VIEW


def panels(ran):
    """The explorers' panels of an open notebook, from top to bottom."""
    return ran.page.query_selector_all(".rnn-panel")


EXPLORERS = """
import gc, hashlib, json
from rnn_helpers.explorers.panel import Explorer as _Explorer
_all = [thing for thing in gc.get_objects() if isinstance(thing, _Explorer)]
_all = {thing._layout.box.model_id: thing for thing in _all}
"""


def explorers(ran, expression):
    """Evaluate an expression of `explorer` in the kernel, for the explorer of each panel."""
    bundles = [
        output["data"]
        for _, outputs in ran.cell_outputs()
        for output in outputs
        if "image/png" in output.get("data", {}) and WIDGET_VIEW in output["data"]
    ]
    shown = [bundle[WIDGET_VIEW]["model_id"] for bundle in bundles]
    loop = f"[{expression} for explorer in map(_all.get, {shown})]"
    return in_kernel(ran.kernel, f"{EXPLORERS}print(json.dumps({loop}))")


def in_focus(ran, element):
    """Bring an element to the middle of the page."""
    element.evaluate("element => element.scrollIntoView({block: 'center'})")
    ran.page.wait_for_timeout(150)


def what_is_seen(panel):
    """The picture, its sentence, and the height and place of the panel."""
    box = panel.bounding_box()
    return {
        "picture": digest(panel.query_selector(PICTURE)),
        "sentence": panel.query_selector(PICTURE).get_attribute("title"),
        "place": (round(box["y"]), round(box["height"])),
    }


def test_runs_without_an_error(ran):
    wrong = [
        output.get("evalue") or output.get("text")
        for _, outputs in ran.cell_outputs()
        for output in outputs
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]
    assert not wrong


def test_the_browser_does_not_complain(ran):
    assert not ran.complaints


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768)], ids=["laptop", "projector"])
def test_nothing_is_wider_than_the_page(ran, size):
    ran.page.set_viewport_size({"width": size[0], "height": size[1]})
    ran.page.wait_for_timeout(500)
    assert not [wide for _ in ran.walk() for wide in ran.overflow()]
    assert ran.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_explorer_is_there(ran):
    assert len(panels(ran)) == len(explorers(ran, "0")) > 0
    for panel in panels(ran):
        in_focus(ran, panel)
        box = panel.query_selector(PICTURE).bounding_box()
        assert box["width"] > 400 and box["height"] > 150


def test_the_picture_is_whole_on_a_projector(ran):
    ran.page.set_viewport_size({"width": 1024, "height": 768})
    for panel in panels(ran):
        in_focus(ran, panel)
        room = ran.page.query_selector(".jp-Notebook .jp-WindowedPanel-outer").bounding_box()
        assert panel.bounding_box()["height"] < room["height"]


def each_slider(ran):
    """Bring each slider of each panel into view, opening its group: (its place, panel, handle)."""
    for number, panel in enumerate(panels(ran)):
        titles = panel.query_selector_all(".widget-toggle-buttons button")
        for title in titles or [None]:
            if title:
                in_focus(ran, title)
                title.click()
                ran.page.wait_for_timeout(150)
            for handle in panel.query_selector_all(".noUi-handle"):
                if handle.is_visible():
                    yield number, panel, handle


def value_of(handle):
    return float(handle.get_attribute("aria-valuenow")), handle.get_attribute("aria-valuetext")


def drag(ran, handle, *, share, moves=12):
    """Drag a handle to a share of its slider's length."""
    track = handle.evaluate_handle("e => e.closest('.noUi-target')").as_element().bounding_box()
    knob = handle.bounding_box()
    x, y = knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2
    end = track["x"] + share * track["width"]
    ran.page.mouse.move(x, y)
    ran.page.mouse.down()
    for i in range(1, moves + 1):
        ran.page.mouse.move(x + (end - x) * i / moves, y)
        ran.page.wait_for_timeout(16)
    ran.page.mouse.up()


REDRAWN = """(
    explorer._show(**explorer._desk.values()),
    hashlib.sha256(explorer._film.png()).hexdigest(),
    str(explorer),
)[1:]"""


def agrees(ran, number, panel):
    """Assert that the browser shows what the kernel draws for where the controls stand."""
    picture, text = explorers(ran, REDRAWN)[number]
    seen = what_is_seen(panel)
    assert seen["picture"] == picture
    assert " ".join(text.split()).endswith(seen["sentence"])


def test_every_slider_follows_the_hand(ran):
    ran.page.set_viewport_size({"width": 1280, "height": 800})
    for number, panel, handle in each_slider(ran):
        in_focus(ran, handle)
        before = what_is_seen(panel)
        low, high = (float(handle.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        share = (value_of(handle)[0] - low) / (high - low)
        with at_rest(panel):
            drag(ran, handle, share=0.85 if share < 0.5 else 0.15)
        after = what_is_seen(panel)
        assert after["picture"] != before["picture"]
        assert after["place"] == before["place"], "the page jumps"
        agrees(ran, number, panel)


def test_every_slider_obeys_the_keyboard(ran):
    for number, panel, handle in each_slider(ran):
        in_focus(ran, handle)
        before, value = what_is_seen(panel), value_of(handle)
        handle.focus()
        at_end = value[0] >= float(handle.get_attribute("aria-valuemax"))
        with at_rest(panel):
            for _ in range(3):
                ran.page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
        assert value_of(handle) != value
        assert what_is_seen(panel)["place"] == before["place"], "the page jumps"
        agrees(ran, number, panel)


def test_every_button_does_what_code_does(ran):
    for number, panel in enumerate(panels(ran)):
        for button in panel.query_selector_all(".widget-button"):
            in_focus(ran, button)
            name = button.inner_text()
            place = what_is_seen(panel)["place"]
            with at_rest(panel):
                button.click()
            assert what_is_seen(panel)["place"] == place, "the page jumps"
            by_hand = explorers(ran, "str(explorer)")[number]
            agrees(ran, number, panel)
            press = "explorer.reset()" if name == "Reset" else f"explorer.preset({name!r})"
            known = "True" if name == "Reset" else f"{name!r} in explorer.presets"
            with at_rest(panel):
                by_code = explorers(ran, f"{known} and ({press}, str(explorer))[1]")[number]
            assert by_hand == by_code


def test_play_moves_the_picture_until_pause(ran):
    for number, panel in enumerate(panels(ran)):
        play = panel.query_selector(".widget-play")
        if play is None:
            continue
        in_focus(ran, play)
        with at_rest(panel):
            panel.query_selector(".widget-button").click()  # Reset
        start = what_is_seen(panel)
        toggle = play.query_selector("button")
        toggle.click()
        ran.page.wait_for_timeout(1700)
        with at_rest(panel):
            toggle.click()
        paused = what_is_seen(panel)
        assert paused["picture"] != start["picture"]
        assert paused["place"] == start["place"], "the page jumps"
        agrees(ran, number, panel)
        ran.page.wait_for_timeout(1200)
        assert what_is_seen(panel)["picture"] == paused["picture"], "it plays on after pause"


def test_an_error_in_a_callback_is_seen(ran):
    plant = "setattr(explorer, '_show', lambda **_: (_ for _ in ()).throw(ValueError('<planted>')))"
    shows = "setattr(explorer, '_kept', explorer._show)"
    explorers(ran, f"({shows}, {plant}, 0)[-1]")
    try:
        for panel in panels(ran):
            handle = next(h for h in panel.query_selector_all(".noUi-handle") if h.is_visible())
            in_focus(ran, handle)
            handle.focus()
            at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
            ran.page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
            panel.wait_for_selector("[role=alert] >> text=<planted>", timeout=5000)
    finally:
        explorers(ran, "(setattr(explorer, '_show', explorer._kept), explorer.reset(), 0)[-1]")
    for panel in panels(ran):
        panel.wait_for_selector("[role=alert]", state="detached", timeout=5000)


def test_a_notebook_that_was_not_run_shows_pictures_and_sentences(ran, new_page):
    notebook = new_page(ran.name)
    stored = [
        output["data"]
        for _, outputs in notebook.cell_outputs()
        for output in outputs
        if "data" in output
    ]
    pictures = sum("image/png" in data for data in stored)
    assert pictures >= len(panels(ran))
    seen, words = set(), ""
    for _ in notebook.walk():
        images = notebook.page.query_selector_all(".jp-RenderedImage img")
        seen |= {image.get_attribute("src") for image in images if image.is_visible()}
        words += " ".join(notebook.page.inner_text(".jp-Notebook").split())
    assert len(seen) == pictures
    sentences = [data["text/plain"] for data in stored if "text/html" in data]
    assert len(sentences) == len(panels(ran))
    assert not [sentence for sentence in sentences if " ".join(sentence.split()) not in words]


def test_restart_and_run_all_gives_working_explorers(ran):
    ran.menu("Kernel", "Restart Kernel and Run All Cells…")
    ran.page.click(".jp-Dialog .jp-mod-accept")
    ran.page.wait_for_timeout(1500)
    ran.wait_until_idle()
    ran.page.wait_for_timeout(1000)
    ran.connect()
    test_runs_without_an_error(ran)
    test_every_explorer_is_there(ran)
    number, panel, handle = next(each_slider(ran))
    in_focus(ran, handle)
    handle.focus()
    with at_rest(panel):
        at_start = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemin")
        ran.page.keyboard.press("End" if at_start else "Home")
    agrees(ran, number, panel)

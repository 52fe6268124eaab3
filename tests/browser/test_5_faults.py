"""What goes wrong in a kernel or in a reader's hands: it is seen, and it can be mended."""

from explorer_panel import share
from playwright.sync_api import expect

FAULT = """(
    setattr(explorer, '_kept', explorer._show),
    setattr(explorer, '_show', lambda **_: (_ for _ in ()).throw(ValueError('<planted>'))),
)[-1]"""
MENDED = "(setattr(explorer, '_show', explorer._kept), explorer.reset())[-1]"


def one_slider_works(explorer):
    explorer.look()
    slider, before = next(explorer.sliders()), explorer.settle()
    explorer.press(slider, "Home" if share(slider) > 0.5 else "End")
    explorer.heard()
    assert explorer.settle()["drawing"] != before["drawing"]


def test_an_error_in_a_callback_is_seen(ran):
    for explorer in ran.explorers():
        explorer.look()
        slider = next(explorer.sliders())
        explorer.settle()
        explorer.ask(FAULT)
        explorer.press(slider, "Home" if share(slider) > 0.5 else "End")
        expect(explorer.panel.locator("[role=alert]")).to_contain_text("ValueError: <planted>")
        explorer.ask(MENDED)
        expect(explorer.panel.locator("[role=alert]")).to_have_count(0)
        one_slider_works(explorer)


def shows_an_explorer(outputs):
    return any("text/html" in output.get("data", {}) for output in outputs)


def test_cells_run_alone_backwards_and_twice_give_working_explorers(ran):
    ran.restart(and_run_all=False)
    numbers = [n for n, (_, outputs) in enumerate(ran.cells()) if shows_an_explorer(outputs)]
    for number in [*reversed(numbers), *numbers]:
        ran.run_cell(number)
    assert not ran.errors()
    for explorer in ran.explorers():
        one_slider_works(explorer)


def test_restart_and_run_all_gives_working_explorers(ran):
    ran.restart(and_run_all=True)
    assert not ran.errors()
    for explorer in ran.explorers():
        one_slider_works(explorer)

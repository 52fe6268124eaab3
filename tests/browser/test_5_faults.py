"""What goes wrong in a kernel or in a reader's hands: it is seen, and it can be mended."""

from explorer_panel import share

FAULT = """(
    setattr(explorer, '_kept', explorer.scene.show),
    setattr(explorer.scene, 'show', lambda **_: (_ for _ in ()).throw(ValueError('<planted>'))),
)[-1]"""
MENDED = "(setattr(explorer.scene, 'show', explorer._kept), explorer.reset())[-1]"


def test_an_error_in_a_callback_is_seen(ran):
    explorer = ran.explorers()[0]  # what they do at an error is the engine's, one for all
    explorer.look()
    slider = next(explorer.sliders())
    explorer.settle()
    explorer.ask(FAULT)
    explorer.press(slider, "Home" if share(slider) > 0.5 else "End")
    alert = explorer.panel.locator("[role=alert]")
    alert.filter(has_text="ValueError: <planted>").wait_for()
    explorer.ask(MENDED)
    alert.wait_for(state="detached")
    explorer.one_slider_works()

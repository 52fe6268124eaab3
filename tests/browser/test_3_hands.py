"""What a hand does to every explorer: drag, keys, buttons, Play. Each time browser and kernel
agree on the picture, the sentence and the controls, and the page does not move."""

from explorer_panel import click, label, share
from playwright.sync_api import expect

CLIPBOARD = """open => {
    navigator.clipboard.writeText = async line => {
        if (!open) throw new Error('closed');
        window.copied = line;
    };
}"""
EACH = "02"  # in this chapter every slider is dragged, elsewhere one of each group: all are alike
PAUSE = "play => play.querySelector('.fa-pause') && play.click()"  # else it has come to the end


def change_by_dragging(explorer, slider, before):
    """Drag a slider until the picture is another one: to its other end, or from a preset.

    A word that the push comes after changes nothing beyond the last word; nor do other draws
    where nothing is drawn.
    """
    for button in (None, *explorer.buttons()[1:]):
        if button is not None:
            explorer.click(button)
            before = explorer.settle()
        for goal in (0.85, 0.15) if share(slider) < 0.5 else (0.15, 0.85):
            explorer.drag(slider, share=goal)
            after = explorer.settle()
            assert after["place"] == before["place"], "the page jumps"
            if after["drawing"] != before["drawing"]:
                assert after["controls"][label(slider)] != before["controls"][label(slider)]
                return after
    raise AssertionError(f"{label(slider)} changes nothing")


def test_sliders_and_lists_follow_the_hand_and_the_first_slider_the_keys(ran):
    keys = True  # all sliders are one widget: once
    for explorer in ran.kinds():
        explorer.look()
        before = explorer.settle()
        sentences = {before["sentence"]}
        for slider in explorer.sliders(each=ran.name.startswith(EACH)):
            assert not explorer.covered(".noUi-handle"), "a slider that no hand meets"
            dragged = change_by_dragging(explorer, slider, before)
            sentences.add(dragged["sentence"])
            before = dragged
            if keys:
                keys = False
                explorer.press(slider, "ArrowRight" if share(slider) < 0.5 else "ArrowLeft")
                before = explorer.settle()
                assert before["controls"] != dragged["controls"]
                assert before["place"] == dragged["place"], "the page jumps"
        explorer.click(explorer.buttons()[0])  # Reset
        for choice in explorer.lists():
            before = explorer.settle()
            explorer.choose(choice)
            after = explorer.settle()
            assert after["drawing"] != before["drawing"]
            assert after["place"] == before["place"], "the page jumps"
            sentences.add(after["sentence"])
        assert len(sentences) > 1


def test_every_button_is_met_and_does_what_code_does(ran):
    """Two are pressed: that each has a preset of its own, tests/explorers finds out."""
    for n, explorer in enumerate(ran.kinds()):
        explorer.one_slider_works()
        before, drawn = explorer.settle(), {}
        assert not explorer.covered(".widget-button"), "a button that no hand meets"
        values, buttons = before["values"], explorer.buttons()
        buttons = [*dict.fromkeys([buttons[0], buttons[-1]])]  # Reset, and the last
        for button in buttons:
            name = button.inner_text()
            explorer.click(button)
            by_hand = explorer.settle()
            assert by_hand["place"] == before["place"], "the page jumps"
            assert explorer.pressed_by_code(name, values) == by_hand["drawing"]
            drawn[name], values = by_hand["drawing"], by_hand["values"]
        for button, key in zip(buttons, ("Enter", "Space") * (n == 0)):  # no mouse
            button.focus()
            explorer.page.keyboard.press(key)
            assert explorer.settle()["drawing"] == drawn[button.inner_text()]
        assert drawn["Reset"] != before["drawing"]
        assert len({*drawn.values()}) == len(drawn)


def test_play_moves_the_picture_until_pause(ran):
    paused = []
    for explorer in ran.kinds():
        play = explorer.panel.locator(".widget-play button").first
        if not play.count():
            continue
        explorer.look()
        explorer.click(explorer.buttons()[0])  # Reset
        start = explorer.settle()
        click(play)
        explorer.settle(after=start)
        play.evaluate(PAUSE)
        paused.append((explorer, explorer.settle()))
        assert paused[-1][1]["place"] == start["place"], "the page jumps"
    ran.page.wait_for_timeout(1000)  # longer than from one step of Play to the next
    for explorer, seen in paused:
        assert explorer.settle()["drawing"] == seen["drawing"], "it plays on after pause"


def test_a_line_to_paste_is_copied_or_else_shown(ran):
    explorer = ran.explorers()[0]
    explorer.one_slider_works()
    line = explorer.ask("explorer.link()")
    copy = explorer.panel.get_by_role("button", name="copy")
    ran.page.evaluate(CLIPBOARD, True)
    click(copy)
    ran.page.wait_for_function("window.copied")
    assert ran.page.evaluate("window.copied") == line and ".at(" in line
    expect(explorer.panel.locator(".rnn-copy")).to_have_text("copied")
    ran.page.evaluate(CLIPBOARD, False)
    click(explorer.panel.locator(".rnn-copy"))
    expect(explorer.panel.locator(".rnn-note")).to_have_text(line)
    assert ran.page.evaluate("getSelection().toString()") == line
    explorer.click(explorer.buttons()[0])  # Reset
    expect(explorer.panel.locator(".rnn-note")).to_have_count(0)
    expect(copy).to_have_text("copy")

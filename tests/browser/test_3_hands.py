"""What a hand does to every explorer: drag, keys, buttons, Play. Each time browser and kernel
agree on the picture, the sentence and the controls, and the page does not move."""

from explorer_panel import label, share

PAUSE = "play => play.querySelector('.fa-pause') && play.click()"  # else it has come to the end


def test_sliders_and_lists_follow_the_hand_and_the_first_slider_the_keys(ran):
    keys = True  # all sliders are one widget: once
    for explorer in ran.kinds():
        explorer.look()
        before = explorer.settle()
        sentences = {before["sentence"]}
        for slider in explorer.sliders():
            name = label(slider)
            explorer.drag(slider, share=0.85 if share(slider) < 0.5 else 0.15)
            dragged = explorer.settle()
            assert dragged["controls"][name] != before["controls"][name]
            assert dragged["drawing"] != before["drawing"], f"{name} changes nothing"
            assert before["place"] == dragged["place"], "the page jumps"
            sentences.add(dragged["sentence"])
            before = dragged
            if keys:
                keys = False
                explorer.press(slider, "ArrowRight" if share(slider) < 0.5 else "ArrowLeft")
                before = explorer.settle()
                assert before["controls"][name] != dragged["controls"][name]
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


def test_every_button_does_what_code_does(ran):
    for n, explorer in enumerate(ran.kinds()):
        explorer.one_slider_works()
        before, drawn = explorer.settle(), {}
        for button in explorer.buttons():
            name, values = button.inner_text(), explorer.values()
            explorer.click(button)
            by_hand = explorer.settle()
            assert by_hand["place"] == before["place"], "the page jumps"
            assert explorer.pressed_by_code(name, values) == by_hand["drawing"]
            drawn[name] = by_hand["drawing"]
        for button, key in zip(explorer.buttons(), ("Enter", "Space") * (n == 0)):  # no mouse
            button.focus()
            explorer.page.keyboard.press(key)
            assert explorer.heard().settle()["drawing"] == drawn[button.inner_text()]
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
        play.click()
        explorer.settle(after=start)
        play.evaluate(PAUSE)
        explorer.heard()
        paused.append((explorer, explorer.settle()))
        assert paused[-1][1]["place"] == start["place"], "the page jumps"
    ran.page.wait_for_timeout(1000)  # longer than from one step of Play to the next
    for explorer, seen in paused:
        assert explorer.settle()["drawing"] == seen["drawing"], "it plays on after pause"

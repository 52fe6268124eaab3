"""Pointing and dragging in a picture, where an explorer lets one: the controls follow."""


def test_the_controls_follow_a_hand_in_the_picture(ran):
    for explorer in ran.explorers():
        for left, top, width, height in explorer.ask("explorer._layout._front_end.areas"):
            explorer.look()
            before = explorer.settle()
            box = explorer.picture().bounding_box()

            def move_to(across, down):
                x = box["x"] + (left + across * width) * box["width"]
                explorer.page.mouse.move(x, box["y"] + (top + down * height) * box["height"])

            move_to(0.3, 0.2)
            explorer.page.mouse.down()
            pressed = explorer.heard().settle()
            move_to(0.7, 0.35)
            explorer.page.mouse.up()
            dragged = explorer.heard().settle()
            drawings = {before["drawing"], pressed["drawing"], dragged["drawing"]}
            assert len(drawings) == 3, "the picture does not follow"
            assert before["place"] == dragged["place"], "the page jumps"
            move_to(0.4, 0.6)  # the hand is no longer down
            assert explorer.heard().settle()["drawing"] == dragged["drawing"]
        explorer.click(explorer.buttons()[0])  # Reset

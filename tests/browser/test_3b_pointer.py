"""Pointing and dragging in a picture, where an explorer lets one: the controls follow."""


def test_the_controls_follow_a_hand_in_the_picture(ran):
    for explorer in ran.kinds():
        for area in explorer.ask("explorer.layout.front_end.areas"):
            explorer.look()
            before = explorer.settle()
            box = explorer.picture().bounding_box()
            mouse = explorer.page.mouse
            mouse.move(*place(box, area, 0.3, 0.2))
            mouse.down()
            pressed = explorer.heard().settle()
            mouse.move(*place(box, area, 0.7, 0.35))
            mouse.up()
            dragged = explorer.heard().settle()
            drawings = {before["drawing"], pressed["drawing"], dragged["drawing"]}
            assert len(drawings) == 3, "the picture does not follow"
            assert before["place"] == dragged["place"], "the page jumps"
            mouse.move(*place(box, area, 0.4, 0.6))  # the hand is no longer down
            assert explorer.heard().settle()["drawing"] == dragged["drawing"]
        explorer.click(explorer.buttons()[0])  # Reset


def place(box, area, across, down):
    """A place on the page, as shares of an area of the picture."""
    left, top, width, height = area
    x, y = left + across * width, top + down * height
    return box["x"] + x * box["width"], box["y"] + y * box["height"]

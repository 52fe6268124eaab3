"""Pointing and dragging in a picture, where an explorer lets one: the controls follow."""

from notebook_page import soon


def test_the_controls_follow_a_hand_in_the_picture(ran):
    for explorer in ran.kinds():
        for area in explorer.ask("explorer.layout.front_end.areas"):
            explorer.look()
            before = explorer.settle()
            box = explorer.picture().bounding_box()
            mouse = explorer.page.mouse
            mouse.move(*place(box, area, 0.3, 0.2))
            mouse.down()
            pressed = explorer.settle()
            mouse.move(*place(box, area, 0.7, 0.35))
            mouse.up()
            dragged = explorer.settle()
            drawings = {before["drawing"], pressed["drawing"], dragged["drawing"]}
            assert len(drawings) == 3, "the picture does not follow"
            assert before["place"] == dragged["place"], "the page jumps"
            mouse.move(*place(box, area, 0.4, 0.6))  # the hand is no longer down
            assert explorer.heard().settle()["drawing"] == dragged["drawing"]
        explorer.click(explorer.buttons()[0])  # Reset


def test_a_finger_moves_the_point_and_elsewhere_the_page(ran):
    explorer = next(one for one in ran.explorers() if areas(one))
    explorer.look()
    before, box = explorer.settle(), explorer.picture().bounding_box()
    chromium = explorer.page.context.new_cdp_session(explorer.page)
    chromium.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    area = areas(explorer)[0]
    slide_finger(chromium, place(box, area, 0.3, 0.8), place(box, area, 0.6, 0.3))
    after = explorer.heard().settle(after=before)
    assert before["place"] == after["place"], "the finger moves the page"
    task = explorer.panel.locator(".rnn-task-words").bounding_box()
    start = task["x"] + task["width"] / 2, task["y"] + task["height"] / 2
    slide_finger(chromium, start, (start[0], start[1] - 60))
    assert not soon(lambda: explorer.settle()["place"] == before["place"]), "the page stays"
    chromium.detach()  # and with it the finger
    explorer.look()
    explorer.click(explorer.buttons()[0])  # Reset


def areas(explorer):
    return explorer.ask("explorer.layout.front_end.areas")


def slide_finger(chromium, start, end, *, moves=8):
    """Put a finger down, slide it, and lift it."""

    def touch(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        chromium.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for n in range(1, moves + 1):
        share = n / moves
        touch("touchMove", [a + share * (b - a) for a, b in zip(start, end)])
    touch("touchEnd")


def place(box, area, across, down):
    """A place on the page, as shares of an area of the picture."""
    left, top, width, height = area
    x, y = left + across * width, top + down * height
    return box["x"] + x * box["width"], box["y"] + y * box["height"]

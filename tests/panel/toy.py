"""A toy explorer's view and panel: one dot, and the parts of the panel around it."""

import ipywidgets as widgets

SHORT = 0.02  # seconds of rest in these tests
FAULT = ValueError("U expects <b>ids</b> in 0..2")
REACH = 3  # the dot's axes go from -REACH to REACH


class Dot:
    """A view: one dot that can be moved."""

    def __init__(self, ax):
        (self.dot,) = ax.plot([0], [0], "o")
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        self.moving = [self.dot]

    def set(self, *, at):
        self.dot.set_data([at[0]], [at[1]])


def picture(toy):
    return toy.e.layout.front_end.frame.split(b"\n")[1]


def parts_of(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts_of(child)


def parts(toy, kind):
    return [part for part in parts_of(toy.e.layout.box) if isinstance(part, kind)]


def button(toy, name):
    return next(part for part in parts(toy, widgets.Button) if part.description == name)

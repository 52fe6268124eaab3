"""Reset and the presets: where they put the controls, as the kernel and as the browser knows it."""


def test_where_they_lead(make):
    toy = make(keep=["x", "w"], presets={"late": {"t": 3, "x": "noise"}, "between": {"w": 0.51}})
    toy.e.set(x="noise", on=True, w=1.0)
    buttons = toy.e._buttons
    assert buttons.names() == ["Reset", "late", "between"]
    assert buttons.values("Reset") == {"t": 0, "x": "pulse", "w": 0.5, "on": False}
    assert buttons.values("late") == {"t": 3, "x": "noise", "w": 1.0, "on": False}
    assert buttons.beginning("late") == {"t": 3, "x": "noise", "w": 0.5, "on": False}
    assert toy.e.layout.front_end.buttons == {
        "Reset": [0, 0, 0.5, False],
        "late": [3, 1, None, False],  # and none between two notches, where no browser gets
    }

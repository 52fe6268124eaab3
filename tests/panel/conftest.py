"""Fixtures: toy explorers, and what they send to the browser."""

from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
from ipywidgets.widgets import widget as widget_module
from toy import SHORT, Dot

from rnn_helpers.panel import explorer as panel
from rnn_helpers.panel.controls import choice, slider, step_slider
from rnn_helpers.panel.explorer import Explorer
from rnn_helpers.views.style import lecture_figure


@pytest.fixture
def make():
    """Make toy explorers, each with what its `show` was called with; close them afterwards."""
    made = []

    def toy(**changes):
        figure, ax = lecture_figure(3, 2)
        dot, calls, faults = Dot(ax), [], []

        def show(t, x, w, on):
            calls.append({"t": t, "x": x, "w": w, "on": on})
            dot.set(at=(t, w))
            for fault in faults:
                raise fault
            return {"s": np.array([t * w])}, f"At step {t} of {x} the state is {t * w:.2f}."

        controls = {
            "t": step_slider("t", 0, 3, 0),
            "x": choice("x", ["pulse", "noise"], "pulse"),
            "w": slider("w", -2, 2, 0.5),
            "on": widgets.Checkbox(value=False),
        }
        parts = dict(figure=figure, views=[dot], controls=controls, show=show, play="t")
        parts |= {"presets": {"keep": {"w": 2, "t": 3}, "flip": {"w": -2.0}}} | changes
        explorer = Explorer(**parts)
        made.append(explorer)
        return SimpleNamespace(e=explorer, calls=calls, faults=faults, dot=dot.dot, **controls)

    toy.forget = made.clear
    yield toy
    for explorer in made:
        explorer.close()


@pytest.fixture
def toy(make):
    return make()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(panel, "REST", SHORT)


@pytest.fixture
def sent(toy, monkeypatch):
    """Messages to the browser: (control or part, state)."""
    messages = []

    def record(self, message, buffers=None):
        messages.append((self, message.get("method"), message.get("state")))

    monkeypatch.setattr(widget_module.Widget, "_send", record)
    return messages

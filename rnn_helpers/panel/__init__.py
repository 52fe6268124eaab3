"""The engine of every explorer: controls -> equations -> views.

explorer       the Explorer itself
controls       sliders, lists, lines to type in
control_set    all controls of one explorer together
frames         the figure, drawn once, and then only what moves
layout         the widgets around the picture; front_end.js and .css are its part in the browser
pointer        a hand that points into the picture
timers         when to draw, and in which thread
"""

from .controls import SUBSCRIPTS, choice, slider, step_slider, text
from .explorer import Explorer

__all__ = ["SUBSCRIPTS", "Explorer", "choice", "slider", "step_slider", "text"]

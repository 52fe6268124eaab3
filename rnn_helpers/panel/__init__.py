"""The engine of every explorer: controls -> equations -> views.

explorer       the Explorer itself
controls       sliders, lists, lines to type in
typed_numbers  what is typed beside a slider: a number, or what is wrong with it
control_set    all controls of one explorer together
frames         the figure, drawn once, and then only what moves
layout         the widgets around the picture
front_end      the panel's part in the browser, with front_end.js and front_end.css
pointer        a hand that points into the picture
timers         when to draw, and in which thread
"""

from .controls import SUBSCRIPTS, choice, slider, step_slider, text
from .explorer import Explorer

__all__ = ["SUBSCRIPTS", "Explorer", "choice", "slider", "step_slider", "text"]

"""The engine of every explorer: controls -> equations -> views.

explorer       the Explorer itself
scene          the function `show`, and what it answered last
controls       sliders, lists, lines to type in
typed_numbers  what is typed beside a slider: a number, or what is wrong with it
control_set    all controls of one explorer together
buttons        Reset and presets, and where they put the controls
frames         the figure: a background, drawn once, and what moves
display_list   what a figure's artists draw, written down, for player.js to draw again,
               and kept_frames.js, by which a hand that comes back waits for nobody
look_ahead     frames for where the hand may go next, drawn and sent while it rests
link           the line of code that opens an explorer as it stands
layout         the widgets around the picture
task_row       the task in sight, with task_row.js and task_row.css
guess          a question whose answer is closed until somebody guesses, with guess.js and guess.css
front_end      the panel's part in the browser, with front_end.js, pointing.js and front_end.css
pointer        a hand that points into the picture
timers         when to draw, and in which thread
"""

from .controls import SUBSCRIPTS, choice, slider, step_slider, text
from .explorer import Explorer
from .guess import Guess

__all__ = ["SUBSCRIPTS", "Explorer", "Guess", "choice", "slider", "step_slider", "text"]

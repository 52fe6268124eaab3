"""Pictures: arrays in, artists out. Each view is drawn once and then moved with `set`.

style        the four hues, the style sheet, the figure, the still picture of a notebook
texts        many short texts as one path
boxes        numbers in boxes, arrows, outlines
sheets/      diagrams and calculations on paper, measured in pixels
plane/       what is drawn in the plane of two units
over_time/   what is drawn over the time steps
curves/      curves, bars

Views know `formats` and nothing else of this package.
"""

from .curves.cobweb import Cobweb
from .curves.named_lines import lines_figure
from .over_time.log_lines import LogLines
from .over_time.runs import runs_figure
from .over_time.scan_tree import scan_figure
from .over_time.timeline import Timeline
from .plane.arrow_pair import pairs_figure
from .plane.state_plane import StatePlane
from .sheets.backward_pass import BackwardPass
from .sheets.circles_and_arrows import CirclesAndArrows
from .sheets.marked_text import marked_figure
from .style import COLOURS, Picture, lecture_figure

__all__ = [
    "COLOURS",
    "BackwardPass",
    "CirclesAndArrows",
    "Cobweb",
    "LogLines",
    "Picture",
    "StatePlane",
    "Timeline",
    "lecture_figure",
    "lines_figure",
    "marked_figure",
    "pairs_figure",
    "runs_figure",
    "scan_figure",
]

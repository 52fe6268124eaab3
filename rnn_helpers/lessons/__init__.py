"""What the notebooks say to their reader.

checks             an answer, answered in one kind line
judging            what is wrong with an answer, in one sentence
rounding           right numbers with too few digits
answers            one thing that was typed, as a number, as True or False, as text
answer_arrays      lists, arrays and shapes of such things
exercise_stubs     stubs: has anything been written yet?
guesses            a question, and what is told after a guess
tasks              what to do with an explorer, one task after the other
challenges         a goal for an explorer's controls, and how far it still is
plane_goals        the goals of chapter 08
plane_tasks        what to do with the map of chapter 08
cobweb_tasks       what to do with the unit of chapter 01
forgetting_goals   the goals of chapter 09
target_goals       the goals of chapter 10
forward_laws       sixteen laws that a recurrent forward pass obeys
forward_ground     the network that they are tried on, and the two that come first
forward_report     the report on a learner's own forward function
museum             small broken networks, each of right shapes and with wrong numbers
museum_laws        which law catches which of them
"""

from .challenges import check_challenge
from .checks import check_answer
from .exercise_stubs import is_untouched
from .forward_report import examine_forward, forward_report
from .guesses import Question
from .museum import NETWORKS, Network
from .museum_laws import LAWS, caught, draw_trial
from .tasks import Task

__all__ = [
    "LAWS",
    "NETWORKS",
    "Network",
    "Question",
    "Task",
    "caught",
    "check_answer",
    "check_challenge",
    "draw_trial",
    "examine_forward",
    "forward_report",
    "is_untouched",
]

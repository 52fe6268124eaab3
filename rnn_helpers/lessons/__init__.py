"""What the notebooks say to their reader.

checks             an answer or a prediction, answered in one kind line
challenges         a goal for an explorer's controls, and how far it still is
plane_goals        the goals of chapter 08
forgetting_goals   the goals of chapter 09
target_goals       the goals of chapter 10
forward_laws       sixteen laws that a recurrent forward pass obeys
forward_report     the report on a learner's own forward function
"""

from .challenges import check_challenge
from .checks import answer_prediction, check_answer, is_untouched
from .forward_report import examine_forward, forward_report

__all__ = [
    "answer_prediction",
    "check_answer",
    "check_challenge",
    "examine_forward",
    "forward_report",
    "is_untouched",
]

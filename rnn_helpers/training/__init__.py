"""Networks that have learned something, the language they learned, and how.

small_language     18 words: exact probabilities, and texts drawn from them
marks              a text of it marked word by word, with reasons
"""

from .marks import Mark, mark
from .small_language import SmallLanguage

__all__ = [
    "Mark",
    "SmallLanguage",
    "mark",
]

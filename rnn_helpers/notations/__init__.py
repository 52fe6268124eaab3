"""Other people's letters and files.

conventions      one network in seven spellings
weight_shapes    arrays of other shapes, read as ours or refused
weight_files     weights from a .npz file
"""

from .conventions import CONVENTIONS, Convention, from_convention, step_in, to_convention
from .weight_files import load_params

__all__ = [
    "CONVENTIONS",
    "Convention",
    "from_convention",
    "load_params",
    "step_in",
    "to_convention",
]

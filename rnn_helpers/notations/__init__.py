"""Other people's letters and files.

conventions      one network in seven spellings
weight_shapes    arrays of other shapes, read as ours or refused
weight_files     weights from a .npz file; begin here to see how one is read:
npz_files            its arrays, or why it cannot be opened
text_letters         arrays named by the letters of a text
array_lists          arrays without names
layer_names          arrays of PyTorch's and Keras' layers
recurrent_layer      the one of these layers that is recurrent
output_layer         the one that gives the output
gate_files           weights of a GRU or an LSTM from a .npz file
"""

from .conventions import CONVENTIONS, Convention, from_convention, step_in, to_convention
from .gate_files import load_gates
from .weight_files import load_params

__all__ = [
    "CONVENTIONS",
    "Convention",
    "from_convention",
    "load_gates",
    "load_params",
    "step_in",
    "to_convention",
]

"""Networks that have learned something, the language they learned, and how.

small_language     18 words: exact probabilities, and texts drawn from them
marks              a text of it marked word by word, with reasons
model_files        the shipped networks, and what is said of a damaged file
writing_on         a network reads a beginning and writes on, with more or less memory
measures           loss, distance from the truth, agreement
counting_tables    what tables of n-grams reach
steadiness         do printed digits hold on another processor?
back_propagation   the backward pass
adam               one step downhill
trainer            a run: update after update
checkpoints        a run kept in a file, and taken up again
python_text        Python's help texts, as characters
recipes            how each shipped file was made: python -m rnn_helpers.training NAME
"""

from .adam import adam_step, clip_by_norm
from .back_propagation import loss_and_gradients
from .checkpoints import resume, save_checkpoint
from .counting_tables import best_table_entropy, table_losses
from .marks import Mark, mark
from .measures import agreement, kl_from_truth, language_loss, text_loss
from .model_files import MODELS, load_model, load_moments, load_units_curve, read_model
from .python_text import plain, python_docs
from .small_language import SmallLanguage
from .steadiness import same_digits
from .trainer import Plan, Training
from .writing_on import read_beginning, start_state, with_memory, write_on

__all__ = [
    "MODELS",
    "Mark",
    "Plan",
    "SmallLanguage",
    "Training",
    "adam_step",
    "agreement",
    "best_table_entropy",
    "clip_by_norm",
    "kl_from_truth",
    "language_loss",
    "load_model",
    "load_moments",
    "load_units_curve",
    "loss_and_gradients",
    "mark",
    "plain",
    "python_docs",
    "read_beginning",
    "read_model",
    "resume",
    "same_digits",
    "save_checkpoint",
    "start_state",
    "table_losses",
    "text_loss",
    "with_memory",
    "write_on",
]

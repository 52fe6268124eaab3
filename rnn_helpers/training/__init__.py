"""Networks that have learned something, the language they learned, and how.

small_language     18 words: exact probabilities, and texts drawn from them
grammar_marks      a text of it marked word by word, with reasons
grammar_heaps      where the grammar stands in the plane of the network of two units
model_files        the shipped networks, and what is said of a damaged file
text_generation    a network reads a beginning and writes on, with more or less memory
measures           loss, distance from the truth, agreement, verbs under noise
probes             directions and units that tell two kinds of moments apart
pushed_network     four units with a push in mid-sentence, and what becomes of the verb
calibration        does what is called 30 % probable happen in 30 % of the cases?
counting_tables    what tables of n-grams reach
back_propagation   the backward pass
gated_gradients    the backward pass through a plain cell, a GRU and an LSTM
adam               one step downhill
trainer            a run: update after update
live_training      a training as somebody watches it: in slices, every moment kept
checkpoints        a run kept in a file, and taken up again
python_text        Python's help texts, as characters
recipes            how each shipped file was made: python -m rnn_helpers.training NAME
sentence_gradients the backward pass of attention and of a linear recurrence
sentence_recipes   how these two were made, and how near they are
bit_task           one bit to be remembered: texts, answers, shares of right ones
bit_recipes        how the networks that remember it were made
"""

from .adam import adam_step, clip_by_norm
from .back_propagation import loss_and_gradients
from .bit_recipes import first_bit_network, load_bit_networks, load_bit_shares
from .bit_task import draw_bits, share_right
from .calibration import calibration
from .checkpoints import resume, save_checkpoint
from .counting_tables import best_table_entropy, table_losses
from .grammar_marks import Mark, mark
from .measures import (
    agreement,
    kl_from_truth,
    language_loss,
    text_loss,
    verb_noise_limit,
    verbs_under_noise,
)
from .model_files import (
    MODELS,
    load_held_out,
    load_model,
    load_moments,
    load_units_curve,
    read_model,
)
from .probes import across, clause_ends, mean_difference, told_apart
from .python_text import inside_quotes, plain, python_docs
from .sentence_recipes import load_attention, load_linear, sentence_kl
from .small_language import SmallLanguage
from .text_generation import (
    read_beginning,
    read_long,
    read_pushed,
    start_state,
    with_memory,
    write_on,
)
from .trainer import Plan, Training

__all__ = [
    "MODELS",
    "Mark",
    "Plan",
    "SmallLanguage",
    "Training",
    "across",
    "adam_step",
    "agreement",
    "best_table_entropy",
    "calibration",
    "clause_ends",
    "clip_by_norm",
    "draw_bits",
    "first_bit_network",
    "inside_quotes",
    "kl_from_truth",
    "language_loss",
    "load_attention",
    "load_bit_networks",
    "load_bit_shares",
    "load_held_out",
    "load_linear",
    "load_model",
    "load_moments",
    "load_units_curve",
    "loss_and_gradients",
    "mark",
    "mean_difference",
    "plain",
    "python_docs",
    "read_beginning",
    "read_long",
    "read_model",
    "read_pushed",
    "resume",
    "save_checkpoint",
    "sentence_kl",
    "share_right",
    "start_state",
    "table_losses",
    "text_loss",
    "told_apart",
    "verb_noise_limit",
    "verbs_under_noise",
    "with_memory",
    "write_on",
]

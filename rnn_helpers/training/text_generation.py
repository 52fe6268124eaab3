"""A trained network at work: it reads a beginning and writes on, with all of its memory or less."""

import numpy as np

from ..forward_pass import forward_propagation, logits, rnn_step, sample
from ..forward_pass.arrays import as_numbers
from ..forward_pass.inputs import as_count, as_token_ids


def start_state(params):
    """Return s (H,) after token 0 was read from zeros: every text begins there.

    Parameters
    ----------
    params : RNNParams whose token 0 ends a sentence or a line

    Source: all shipped networks are trained on texts that begin so.
    """
    return forward_propagation([0], params).last_state


def with_memory(params, memory):
    """Return the network with memory * W for W: 1 leaves it as it is, 0 takes its past away.

    Parameters
    ----------
    params : RNNParams
    memory : float g; s_t = tanh(U x_t + g W s_{t-1} + b)

    Raises
    ------
    TypeError, ValueError : a memory that is no finite number
    """
    memory = float(as_numbers("memory", memory, shape=(), dtype=np.float64))
    return params.replace(W=memory * params.W)


def read_beginning(params, ids, *, memory=1.0):
    """Return what the network says after a beginning: a Trace of token 0 and the T ids.

    Parameters
    ----------
    params : RNNParams
    ids : T token ids, T may be 0
    memory : float, see `with_memory`

    Returns
    -------
    Trace of T + 1 rows: o[t] are the probabilities of the token ids[t], o[-1] of the next one
    """
    return forward_propagation([0, *ids], with_memory(params, memory))


def read_long(params, ids, *, piece=2000):
    """Return what `read_beginning` does, for a long text, in a quarter of the memory.

    Parameters
    ----------
    params : RNNParams
    ids : T token ids
    piece : int, how many of them are read at once

    Returns
    -------
    s : (T + 1, H) states in float32; row 0 behind token 0, row t + 1 behind ids[t]
    o : (T + 1, K) probabilities in float32; o[t] are those of ids[t], o[-1] of the next one
    """
    ids = [0, *ids]
    s = np.empty((len(ids), params.hidden_size), np.float32)
    o, last = np.empty((len(ids), params.output_size), np.float32), None
    for t in range(0, len(ids), as_count("piece", piece, least=1)):
        trace = forward_propagation(ids[t : t + piece], params, s0=last)
        s[t : t + piece], o[t : t + piece], last = trace.s, trace.o, trace.last_state
    return s, o


def read_pushed(params, ids, *, at, push):
    """Return the last state of a reading in which the state was pushed once.

    s_at + push takes the place of s_at, and the words after it are read on from there.

    Parameters
    ----------
    params : RNNParams
    ids : T token ids, read in the state behind token 0
    at : int from -1 to T - 1, the word after which the push comes; -1: before the first word
    push : (..., H) one push, or many

    Returns
    -------
    (..., H), the state after all ids for each push
    """
    ids = as_token_ids("ids", ids, size=params.input_size, table="U")
    push = as_numbers("push", push, dtype=np.float64)
    if not -1 <= as_count("at", at, least=-1) < max(len(ids), 1):
        raise ValueError(f"at expects a word from -1 to {len(ids) - 1}, got {at}")
    s = forward_propagation([0, *ids[: at + 1]], params).last_state + push
    for i in ids[at + 1 :]:
        s = np.tanh(params.U[:, i] + s @ params.W.T + params.b)
    return s


def write_on(params, ids, *, rng, memory=1.0, temperature=1.0, top_k=None, most=40):
    """Draw tokens after a beginning until token 0 ends the sentence, or there are `most` of them.

    Parameters
    ----------
    params : RNNParams whose outputs are its inputs
    ids : T token ids of the beginning, T may be 0
    rng, temperature, top_k : as for `sample`
    memory : float, see `with_memory`
    most : int, at least 0

    Returns
    -------
    list of the token ids that were drawn, the last of them 0 unless there are `most`

    Source: as for `generate`, with its own last token and its own last state fed back.
    """
    params = with_memory(params, memory)
    s_t = forward_propagation([0, *ids], params).last_state
    return drawn_from(params, s_t, rng=rng, temperature=temperature, top_k=top_k, most=most)[0]


def drawn_from(params, s_t, *, rng, temperature=1.0, top_k=None, most):
    """Draw from a state on, as `write_on` does behind a beginning.

    Parameters
    ----------
    params : RNNParams whose outputs are its inputs
    s_t : (H,) the state that the first token is drawn from
    rng, temperature, top_k, most : as for `write_on`

    Returns
    -------
    drawn : list of the token ids that were drawn
    s_t : (H,) the state behind the last of them
    """
    drawn, most = [], as_count("most", most, least=0)
    while len(drawn) < most and (not drawn or drawn[-1] != 0):
        z_t = logits(s_t, params)
        drawn.append(sample(z_t, rng=rng, temperature=temperature, top_k=top_k))
        _, s_t = rnn_step(drawn[-1], s_t, params)
    return drawn, s_t

"""The network as a language model: loss, doubt, the best guess, and the text it writes."""

import numpy as np

from .arrays import as_numbers
from .cells import log_softmax, logits, rnn_step, softmax
from .forward import forward_propagation
from .inputs import as_count, as_generator, as_token_ids


def cross_entropy(z, targets):
    """Return the loss, the mean over t of -log softmax(z_t)[target_t], in nats per token.

    Parameters
    ----------
    z : (T, K) logits
    targets : T token ids in 0..K-1, usually the inputs moved one step ahead

    Raises
    ------
    TypeError : targets that are floats, booleans or text
    ValueError : no target at all, an id outside 0..K-1, or another number of targets than rows

    Source: WildML, "Recurrent Neural Networks Tutorial, Part 2" (2015).
    """
    log_o = log_softmax(as_numbers("z", z, shape=("T", "K")))
    T, K = log_o.shape
    targets = as_token_ids("targets", targets, size=K, table="z")
    if len(targets) != T or T == 0:
        raise ValueError(
            f"targets expects one token id for each of the {T} rows of z, and at least one, "
            f"got {len(targets)}"
        )
    return float(-log_o[np.arange(T), targets].mean())


def perplexity(z, targets):
    """Return exp(loss): the number of equally likely words that would surprise as much.

    Parameters, Raises and Source as for `cross_entropy`.
    """
    return float(np.exp(cross_entropy(z, targets)))


def entropy(p):
    """Return H = sum_i p_i (-ln p_i), the loss to be expected when p itself draws the token.

    Parameters
    ----------
    p : (..., K) probabilities, each p[...] summing to 1; a p_i of 0 adds 0

    Returns
    -------
    float for (K,), else array (...), in nats, from 0 (certain) to ln K (all equal)

    Raises
    ------
    TypeError, ValueError : one number, no numbers, a negative p_i, NaN, or a sum other than 1

    Source: Shannon, "A Mathematical Theory of Communication" (1948).
    """
    p = as_numbers("p", p)
    if (p < 0).any():
        raise ValueError(f"p expects probabilities, got {p.min()}; for logits take softmax first")
    if p.ndim == 0 or (np.abs(p.sum(axis=-1) - 1) > 1e-4).any():
        raise ValueError(f"p expects shape (..., K) and a sum of 1 along the last axis, got {p}")
    H = -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1) + 0.0  # + 0.0: no minus before 0
    return float(H) if H.ndim == 0 else H


def predict(trace):
    """Return the T most probable next-token ids, argmax of o_t (the lowest id at a tie).

    Parameters
    ----------
    trace : Trace, what forward_propagation returned

    Source: WildML, "Recurrent Neural Networks Tutorial, Part 2" (2015).
    """
    return trace.o.argmax(axis=1)


def sample(z_t, *, rng, temperature=1.0, top_k=None):
    """Draw one token id from softmax(z_t / temperature), or from its k largest p alone.

    Parameters
    ----------
    z_t : (K,) logits of one step
    rng : numpy.random.Generator
    temperature : float above 0; below 1 sharpens, above 1 flattens
    top_k : int k from 1 to K: only the k largest logits can be drawn (of equal ones the lowest
        ids), and their p are scaled up to the sum 1; 1 is greedy, None and K are plain drawing

    Raises
    ------
    TypeError, ValueError : wrong logits, another rng, a temperature that is not above 0, a top_k
        that is no whole number from 1 to K

    Source: Karpathy, "The Unreasonable Effectiveness of Recurrent Neural Networks" (2015); top_k:
    Fan, Lewis and Dauphin, "Hierarchical Neural Story Generation" (2018).
    """
    rng = as_generator(rng)
    p = to_draw_by(z_t, temperature=temperature, top_k=top_k)
    return int(rng.choice(len(p), p=p))


def to_draw_by(z_t, *, temperature=1.0, top_k=None):
    """Return p (K,), the probabilities by which `sample` draws; Parameters, Raises as there."""
    z_t = as_numbers("z_t", z_t, shape=("K",))
    temperature = as_numbers("temperature", temperature, shape=())
    if temperature <= 0:
        raise ValueError(
            f"temperature expects a number above 0, got {temperature}; "
            "for the most probable token use predict"
        )
    if z_t.size == 0:
        raise ValueError("z_t expects at least one logit, got none")
    coldest = np.finfo(np.float64).min  # what a tiny temperature would make minus infinity
    with np.errstate(over="ignore"):
        scaled = np.maximum((z_t - z_t.max()) / temperature, coldest)
    if top_k is not None:
        top_k = as_count("top_k", top_k, least=1)
        if top_k > z_t.size:
            raise ValueError(f"top_k expects at most {z_t.size}, one for each logit, got {top_k}")
        scaled[np.argsort(-z_t, kind="stable")[top_k:]] = coldest  # whose p is 0
    return softmax(scaled)


def generate(prompt, params, *, length, rng, temperature=1.0, top_k=None, s0=None):
    """Continue a prompt: feed the network its own last token and its own last state.

    Parameters
    ----------
    prompt : at least one token id
    params : RNNParams whose outputs are its inputs (K = D)
    length : int, how many tokens to draw
    rng, temperature, top_k : as for `sample`
    s0 : as for `forward_propagation`

    Returns
    -------
    list of `length` token ids

    Raises
    ------
    TypeError, ValueError : an empty prompt, a negative length, K other than D, and as for `sample`

    Source: Karpathy, "The Unreasonable Effectiveness of Recurrent Neural Networks" (2015).
    """
    D, K = params.input_size, params.output_size
    if K != D:
        raise ValueError(f"generate feeds outputs back as inputs: V expects {D} rows, got {K}")
    prompt = as_token_ids("prompt", prompt, size=D, table="U")
    if not len(prompt):
        raise ValueError("prompt expects at least one token id, got none")
    length = as_count("length", length, least=0)
    trace = forward_propagation(prompt, params, s0=s0)
    z_t, s_t = trace.z[-1], trace.last_state
    tokens = []
    while len(tokens) < length:
        tokens.append(sample(z_t, rng=rng, temperature=temperature, top_k=top_k))
        _, s_t = rnn_step(tokens[-1], s_t, params)
        z_t = logits(s_t, params)
    return tokens

"""How `remembered_bit` was made: three cells, two ways to begin, three rates, five seeds each."""

import platform
from dataclasses import dataclass

import numpy as np

from ..forward_pass import RNNParams
from ..gates import GRUParams, LSTMParams
from .adam import adam_step, clip_by_norm
from .bit_task import draw_bits, share_right
from .gated_gradients import last_loss_and_gradients
from .model_files import FOLDER, read_arrays

CELLS_OF_BITS = {"plain": (RNNParams, 1, 16), "gru": (GRUParams, 3, 8), "lstm": (LSTMParams, 4, 8)}
BEGINNINGS = "drawn", "keeping"
WARM_UP = 100  # updates
ENOUGH = 0.99  # of the answers after the last step: it has learned the task


@dataclass(frozen=True)
class BitPlan:
    """All that decides the outcome of a training on bits, for every cell and seed.

    steps : T of every text
    rows : texts an update
    updates, clip : as in `Plan`
    rates : largest rates of Adam, each tried with every cell
    seeds : how many networks of each kind and rate, from 0
    open : the bias of the gate that keeps, where the beginning is "keeping"
    """

    steps: int = 30
    rows: int = 32
    updates: int = 1000
    rates: tuple = (0.003, 0.01, 0.03)
    clip: float = 1.0
    seeds: int = 5
    open: float = 3.0


BIT_PLAN = BitPlan()


def first_bit_weights(cell, beginning, seed, plan=BIT_PLAN):
    """Draw U, W and V uniformly in +-1/sqrt(H), biases 0; a beginning that keeps changes one thing.

    That is W = 1, the identity, of a plain network, and the bias `plan.open` of the update gates k
    of a GRU and of the forget gates f of an LSTM, which then begin at 0.95.

    Source: Le, Jaitly & Hinton, "A simple way to initialize recurrent networks of rectified linear
    units" (2015); Jozefowicz, Zaremba & Sutskever, "An empirical exploration of recurrent network
    architectures" (2015).
    """
    rng, (_, blocks, H) = np.random.default_rng(seed), CELLS_OF_BITS[cell]
    shapes = {"U": (blocks * H, 2), "W": (blocks * H, H), "V": (2, H)}
    weights = {letter: rng.uniform(-1, 1, shape) / np.sqrt(H) for letter, shape in shapes.items()}
    weights |= {"b": np.zeros(blocks * H), "c": np.zeros(2)}
    if cell == "gru":
        weights["d"] = np.zeros(H)
    if beginning == "keeping":
        if cell == "plain":
            weights["W"] = np.eye(H)
        else:
            weights["b"][H : 2 * H] = plan.open  # the second block: k of a GRU, f of an LSTM
    return weights


def first_bit_network(cell, beginning, seed):
    """Return RNNParams, GRUParams or LSTMParams before any training.

    Parameters
    ----------
    cell : "plain", "gru" or "lstm"
    beginning : "drawn", all weights by chance and all biases 0, or "keeping", with one thing set:
        see `first_bit_weights`
    seed : int

    Raises
    ------
    ValueError : another cell or beginning, and those that are known
    """
    if cell not in CELLS_OF_BITS:
        raise ValueError(f"cell expects one of {', '.join(CELLS_OF_BITS)}; got {cell!r}")
    _known(beginning)
    return CELLS_OF_BITS[cell][0](**first_bit_weights(cell, beginning, seed))


def train_on_bits(cell, beginning, rate, seed, plan=BIT_PLAN):
    """Return the weights after the plan's updates, with Adam, each on freshly drawn bits."""
    weights = first_bit_weights(cell, beginning, seed, plan)
    rng = np.random.default_rng([seed, 1])  # not that of the weights
    mean, square = ({letter: np.zeros_like(a) for letter, a in weights.items()} for _ in range(2))
    for n in range(1, plan.updates + 1):
        x, y = draw_bits(plan.steps, plan.rows, rng=rng)
        _, gradients = last_loss_and_gradients(x, y, weights, cell)
        falling = (1 + np.cos(np.pi * n / plan.updates)) / 2
        adam_step(
            *(weights, clip_by_norm(gradients, plan.clip), mean, square),
            update=n,
            rate=rate * min(1, n / WARM_UP) * float(falling),
        )
    return weights


def bit_files(plan=BIT_PLAN, *, tell=print):
    """Train every network; return {file name: arrays}, with four digits behind the point.

    Kept are the shares of right answers of all networks, and of each kind the networks of its best
    rate: where most have learned, and of equals where the mean share is highest.
    """
    arrays, lines = {"rates": np.array(plan.rates)}, []
    for beginning in BEGINNINGS:
        for cell in CELLS_OF_BITS:
            tried = [_networks(cell, beginning, rate, plan) for rate in plan.rates]
            shares = np.array([share for _, share in tried])  # (rates, seeds)
            best = max(range(len(shares)), key=lambda i: (learned(shares[i]), shares[i].mean()))
            arrays[f"{beginning} {cell} shares"] = shares
            for letter, stacked in tried[best][0].items():
                arrays[f"{beginning} {cell} {letter}"] = stacked
            counts = ", ".join(
                f"{learned(share)} at rate {rate}" for rate, share in zip(plan.rates, shares)
            )
            lines.append(f"{beginning} {cell}: of {plan.seeds} have learned {counts}")
            tell(lines[-1])
    about = [
        "remembered_bit: a bit, then numbers that mean nothing; asked at the end",
        *lines,
        f"learned: right in {ENOUGH:.0%} of 1000 fresh texts",
        str(plan),
        "made by: python -m rnn_helpers.training remembered_bit "
        f"(Python {platform.python_version()}, NumPy {np.__version__})",
    ]
    return {"remembered_bit": arrays | {"about": np.array("\n".join(about))}}


def learned(shares):
    """Return how many of some networks have learned the task, by their shares of right answers."""
    return int((np.asarray(shares) >= ENOUGH).sum())


def _networks(cell, beginning, rate, plan):
    """{letter: (seeds, ...)} of trained networks, and their shares of right answers (seeds,)."""
    nets = [train_on_bits(cell, beginning, rate, seed, plan) for seed in range(plan.seeds)]
    stacked = {letter: np.stack([net[letter] for net in nets]).round(4) for letter in nets[0]}
    kind, rng = CELLS_OF_BITS[cell][0], np.random.default_rng
    shares = [
        share_right(kind(**dict(zip(stacked, parts))), steps=plan.steps, rng=rng(99))[-1]
        for parts in zip(*stacked.values())
    ]
    return stacked, shares


def load_bit_networks(beginning="keeping"):
    """Read the shipped networks that were trained to remember one bit.

    Parameters
    ----------
    beginning : "drawn", all weights by chance, or "keeping", see `first_bit_weights`

    Returns
    -------
    {"plain": list of RNNParams, "gru": list of GRUParams, "lstm": list of LSTMParams}, one network
    for each seed

    Raises
    ------
    ValueError : another beginning; a missing or damaged file
    """
    _known(beginning)
    arrays = read_arrays(FOLDER / "remembered_bit.npz", needed=("about",))
    networks = {}
    for cell, (kind, _, _) in CELLS_OF_BITS.items():
        letters = "UWVbdc" if cell == "gru" else "UWVbc"
        parts = [arrays[f"{beginning} {cell} {letter}"] for letter in letters]
        networks[cell] = [kind(**dict(zip(letters, weights))) for weights in zip(*parts)]
    return networks


def load_bit_shares(beginning="keeping"):
    """Read what share of 1000 fresh texts each of the trained networks gets right.

    Parameters
    ----------
    beginning : as for `load_bit_networks`

    Returns
    -------
    rates : list of floats, the learning rates that were tried
    shares : {"plain": (rates, seeds) array, "gru": ..., "lstm": ...}

    Raises
    ------
    ValueError : another beginning; a missing or damaged file
    """
    _known(beginning)
    names = {cell: f"{beginning} {cell} shares" for cell in CELLS_OF_BITS}
    arrays = read_arrays(FOLDER / "remembered_bit.npz", needed=("rates", *names.values()))
    return arrays["rates"].tolist(), {cell: arrays[name] for cell, name in names.items()}


def _known(beginning):
    if beginning not in BEGINNINGS:
        raise ValueError(f"beginning expects one of {', '.join(BEGINNINGS)}; got {beginning!r}")

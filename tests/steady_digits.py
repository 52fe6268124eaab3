"""Do printed digits hold? Another processor adds in another order, and the last bits differ."""

from rnn_helpers.formats import in_figures
from rnn_helpers.forward_pass import RNNParams
from rnn_helpers.forward_pass.inputs import as_count, as_generator


def same_digits(compute, params, *, digits, rng, relative=1e-6, times=20):
    """Return whether what is printed stays the same when every weight changes a little.

    Parameters
    ----------
    compute : function of RNNParams that returns numbers, ids or text
    params : RNNParams in float64
    digits : int, how many are printed after the point
    rng : numpy.random.Generator
    relative : float, the largest change of a weight as a share of it; rounding on another
        processor changes results by far less than 1e-6 does
    times : int, how many changed networks are tried

    Returns
    -------
    bool; False says that a printed digit, a word or a mark stands on a knife's edge
    """
    rng = as_generator(rng)
    printed = in_figures(compute(params), digits=digits)
    for _ in range(as_count("times", times, least=1)):
        parts = [getattr(params, letter) for letter in "UWVbc"]
        changed = [part * (1 + relative * rng.uniform(-1, 1, part.shape)) for part in parts]
        if in_figures(compute(RNNParams(*changed)), digits=digits) != printed:
            return False
    return True

"""One network in seven spellings: the letters, the shapes and the layout that others use."""

from dataclasses import dataclass

import numpy as np

from .weight_shapes import as_params


@dataclass(frozen=True)
class Convention:
    """How one text or library writes s_t = tanh(U x_t + W s_{t-1} + b), z_t = V s_t + c.

    title : what it is called
    rows : True where vectors are rows and stand left of the matrix, False for columns
    names : {letter of RNNParams: name of the array there}
    vectors : names of x_t, s_{t-1}, s_t and z_t there
    second_bias : name of a bias that is added to the first one, or None
    """

    title: str
    rows: bool
    names: dict
    vectors: tuple
    second_bias: str | None = None


def _convention(title, form, names, vectors, second_bias=None):
    names = dict(zip("UWVbc", names.split(), strict=True))
    return Convention(title, form == "rows", names, tuple(vectors.split()), second_bias)


CONVENTIONS = {
    "post": _convention("the post", "columns", "U W V b c", "x s[t-1] s[t] z"),
    "book": _convention(
        "the book", "rows", "w_cell_input w_cell_state w_output b_cell b_output",
        "X[i] state state final_output",
    ),
    "d2l": _convention("d2l", "rows", "W_xh W_hh W_hq b_h b_q", "X H H O"),
    "pytorch": _convention(
        "PyTorch", "columns", "weight_ih_l0 weight_hh_l0 head.weight bias_ih_l0 head.bias",
        "x h h y", second_bias="bias_hh_l0",
    ),
    "keras": _convention(
        "Keras", "rows", "kernel recurrent_kernel dense_kernel bias dense_bias",
        "inputs prev_output output y",
    ),
    "min-char-rnn": _convention(
        "min-char-rnn", "columns", "Wxh Whh Why bh by", "xs[t] hs[t-1] hs[t] ys[t]"
    ),
    "W first": _convention("W for the input", "columns", "W U V b c", "x h h y"),
}  # fmt: skip
OTHER_LAYOUTS = {"pytorch": ["Keras' layout"], "keras": ["PyTorch's layout"]}


def to_convention(params, name):
    """Return the five arrays of U x_t + W s_{t-1} + b and V s_t + c as another text writes them.

    Parameters
    ----------
    params : RNNParams
    name : key of CONVENTIONS

    Returns
    -------
    {name there: array}; transposed where vectors are rows. "book" gives w_cell_input (H,) for one
    input and b_output () for one output, "min-char-rnn" biases (H, 1) and (K, 1), "pytorch" all
    of b in bias_ih_l0 and zeros in bias_hh_l0.

    Raises
    ------
    ValueError : an unknown name
    """
    convention = _known(name)
    arrays = {letter: getattr(params, letter).copy() for letter in "UWVbc"}
    if convention.rows:
        arrays |= {letter: arrays[letter].T for letter in "UWV"}
    if name == "book":
        arrays["U"] = arrays["U"][0] if params.input_size == 1 else arrays["U"]
        arrays["c"] = arrays["c"][0] if params.output_size == 1 else arrays["c"]
    if name == "min-char-rnn":
        arrays |= {letter: arrays[letter][:, None] for letter in "bc"}
    spelled = {convention.names[letter]: array for letter, array in arrays.items()}
    if convention.second_bias:
        spelled[convention.second_bias] = np.zeros_like(params.b)
    return spelled


def from_convention(arrays, name):
    """Return the RNNParams of arrays that another text or library names and lays out.

    Parameters
    ----------
    arrays : {name there: array_like}; biases may be missing, then they are zeros; without the
        output layer z_t is the state s_t itself
    name : key of CONVENTIONS

    Raises
    ------
    TypeError, ValueError : naming the array, the shape expected and the one that came, and which
        layout it looks like

    Source: the manuals and texts themselves, see appendix A2.
    """
    convention = _known(name)
    names, second = convention.names, convention.second_bias
    _check_names(arrays, names, second)
    letters = {there: letter for letter, there in names.items()} | {second: "b2"}
    found = {letters[key]: (key, array) for key, array in arrays.items()}
    return as_params(found, convention.rows, *OTHER_LAYOUTS.get(name, ()))


def step_in(arrays, name, x_t, s_prev):
    """Return s_t (H,) and z_t (K,), computed with the arrays as they are laid out there.

    rows: tanh(x U + s W + b), s V + c; columns: tanh(U x + W s + b), V s + c.
    """
    convention = _known(name)
    U, W, V, b, c = (np.asarray(arrays[convention.names[letter]]) for letter in "UWVbc")
    if convention.second_bias:
        b = b + arrays[convention.second_bias]
    if convention.rows:
        s_t = np.tanh(x_t @ np.atleast_2d(U) + s_prev @ W + b)
        return s_t, s_t @ V + c
    s_t = np.tanh(U @ x_t + W @ s_prev + b.ravel())
    return s_t, V @ s_t + c.ravel()


def _known(name):
    if name not in CONVENTIONS:
        raise ValueError(f"name expects one of {', '.join(CONVENTIONS)}; got {name!r}")
    return CONVENTIONS[name]


def _check_names(arrays, names, second):
    known = [*names.values(), *([second] if second else [])]
    strange = [key for key in arrays if key not in known]
    needed = "UWV" if names["c"] in arrays else "UW"  # a bias alone is half a layer
    missing = [names[letter] for letter in needed if names[letter] not in arrays]
    if strange or missing:
        problem = f"{missing[0]} is missing" if missing else f"{strange[0]} is not one of them"
        raise ValueError(f"arrays expects {', '.join(known)}; {problem}")

"""What the names in a file tell: which arrays make a layer, and what a layer is for.

Of a path such as model.decoder.fc.weight only the layer's own name counts, here fc.
"""

import re
from dataclasses import dataclass

NAME = re.compile(
    r"(?:(?P<path>.*?)[./_])??"
    r"(?P<own>(?:weight|bias)_(?:ih|hh)(?P<level>_l[0-9]+)?(?P<reverse>_reverse)?"
    r"|recurrent_kernel|kernel|weight|bias)(?::0)?",
    re.DOTALL,
)
RECURRENT = {  # letters of the arrays of a recurrent layer, in the order of the library
    "pytorch": {"weight_ih": "U", "weight_hh": "W", "bias_ih": "b", "bias_hh": "b2"},
    "keras": {"kernel": "U", "recurrent_kernel": "W", "bias": "b"},
}
LINEAR = {"pytorch": {"weight": "V", "bias": "c"}, "keras": {"kernel": "V", "bias": "c"}}
KINDS = {  # the first that a word of the name belongs to
    "embedding": "emb embed embeds embedding embeddings embedder lookup wte",
    "normalisation": "norm ln bn layernorm rmsnorm batchnorm groupnorm normalization",
    "input": "in inp input inputs encoder enc i2h x2h input2hidden pre prenet",
    "output": "out output outputs head decoder dec classifier predictor regressor final last "
    "logits readout unembed unembedding h2o h2y hidden2out hidden2output hidden2tag",
    "linear": "fc linear lin dense proj projection",
}


@dataclass
class Layer:
    """Arrays of one layer: its path, its library, and {letter: name in the file}."""

    path: str
    library: str
    names: dict

    @property
    def own_name(self):
        """The layer's name without its path, its number in a list, and Keras' cell."""
        names = [name for name in re.split(r"[./]", self.path) if re.search("[^0-9]", name)]
        if self.library == "keras" and len(names) > 1 and names[-1].endswith("_cell"):
            names.pop()
        return names[-1] if names else ""

    @property
    def kind(self):
        """What the own name says that the layer is: a key of KINDS, or "" for nothing."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.own_name).lower().split("_")
        words = {re.sub(r"[0-9]+$", "", word) for word in words}
        return next((kind for kind, known in KINDS.items() if words & set(known.split())), "")


def layers_of(names):
    """Sort the names of PyTorch's or Keras' arrays into layers.

    Returns
    -------
    recurrent : list of Layer, with the letters U, W, b and "b2"
    others : list of Layer, with the letters V and c, as of linear layers
    strange : names that no such layer has

    Raises
    ------
    ValueError : a second layer, one from right to left, one name in two spellings
    """
    found, strange = {}, []
    for name in names:
        match = NAME.fullmatch(name)
        if match is None:
            strange.append(name)
            continue
        if match["reverse"]:
            raise ValueError(f"{name} runs from right to left; expected one direction")
        if (match["level"] or "").strip("_l0"):
            raise ValueError(f"{name} is a second layer; expected one recurrent layer, _l0")
        own = match["own"].removesuffix(match["level"] or "")
        same = found.setdefault(match["path"] or "", {}).setdefault(own, name)
        if same != name:
            raise ValueError(f"{name} is the second of its kind, after {same}")
    recurrent, others = [], []
    for path, arrays in found.items():
        for library in ("pytorch", "keras") if "recurrent_kernel" in arrays else ("pytorch",):
            recurrent.append(_take(path, library, arrays, RECURRENT))
        for library in ("keras", "pytorch") if "kernel" in arrays else ("pytorch",):
            others.append(_take(path, library, arrays, LINEAR))
    return [layer for layer in recurrent if layer.names], [x for x in others if x.names], strange


def sibling(name, own, wanted):
    """Return the name beside `name` in its layer: fc.weight beside fc.bias."""
    before, _, after = name.rpartition(own)
    return before + wanted + after


def _take(path, library, arrays, letters):
    """The layer made of those arrays that the library's layer of this sort has."""
    letters = letters[library]
    owns = [own for own in letters if own in arrays]
    return Layer(path, library, {letters[own]: arrays.pop(own) for own in owns})

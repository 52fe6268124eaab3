"""Files written by PyTorch itself, where it is installed: pip install torch==2.13.0."""

import numpy as np
import pytest
from foreign import assert_same, norm, pytorch_numbers, pytorch_rnn, refusal

from rnn_helpers.notations import load_params

torch = pytest.importorskip("torch", reason="PyTorch is the oracle here", exc_type=ImportError)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "weights.npz"


def arrays_of(state):
    return {name: tensor.detach().cpu().numpy() for name, tensor in state.items()}


def model_of(**layers):
    """A module with these layers in the order of their use, called by these names."""
    torch.manual_seed(1)
    model = torch.nn.Module()
    for name, make in layers.items():
        model.add_module(name, make(torch.nn))
    return model


def assert_loads(path, state, rnn, head, D, output=None):
    """The file of a state_dict gives the numbers of its modules."""
    np.savez(path, **arrays_of(state))
    x = torch.randn(1, 7, D, dtype=next(rnn.parameters()).dtype)
    with torch.no_grad():
        s = rnn(x)[0]
        z = head(s) if head else s
    expected = s[0].numpy(), z[0].numpy()
    assert_same(load_params(path, output=output), expected, x[0].numpy())


@pytest.mark.parametrize(
    "name", ["fc", "head", "decoder", "lm_head", "out", "proj", "linear", "h2o"]
)
@pytest.mark.parametrize("D, K", [(3, 2), (5, 5), (2, 2), (3, 3)])
@pytest.mark.parametrize("rnn_bias, bias", [(True, True), (False, True), (True, False)])
def test_rnn_and_linear(path, name, D, K, rnn_bias, bias):
    layers = {
        "rnn": lambda nn: nn.RNN(D, 5, batch_first=True, bias=rnn_bias),
        name: lambda nn: nn.Linear(5, K, bias=bias),
    }
    model = model_of(**layers)
    head = getattr(model, name)
    assert_loads(path, model.state_dict(), model.rnn, head, D)
    wrapped = torch.nn.ModuleDict(
        {"ensemble": torch.nn.Sequential(torch.nn.ModuleDict({"m": model}))}
    )
    assert_loads(path, wrapped.state_dict(), model.rnn, head, D)
    double = model.double()
    assert_loads(path, double.state_dict(), double.rnn, head, D)


@pytest.mark.parametrize("kind, gates", [("RNN", 1), ("GRU", 3), ("LSTM", 4)])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("bias", [False, True])
def test_the_layers_of_the_other_tests_are_those_of_the_library(kind, gates, layers, both, bias):
    options = {"num_layers": layers, "bidirectional": both, "bias": bias}
    module = getattr(torch.nn, kind)(3, 5, **options, batch_first=True)
    state, rng = arrays_of(module.state_dict()), np.random.default_rng(1)
    ours = pytorch_rnn(rng, 3, 5, gates=gates, layers=layers, both=both, bias=bias)
    assert [(name, array.shape) for name, array in ours.items()] == [
        (name, array.shape) for name, array in state.items()
    ]
    if (kind, layers, both) == ("RNN", 1, False):
        head, x = torch.nn.Linear(5, 2), torch.randn(1, 6, 3)
        s, z = pytorch_numbers(x[0].numpy(), state, arrays_of(head.state_dict()))
        np.testing.assert_allclose(module(x)[0][0].detach(), s, atol=1e-6)
        np.testing.assert_allclose(head(module(x)[0])[0].detach(), z, atol=1e-6)


@pytest.mark.parametrize("kind", ["LayerNorm", "RMSNorm", "BatchNorm1d"])
def test_the_normalisations_of_the_other_tests_are_those_of_the_library(kind):
    state = arrays_of(getattr(torch.nn, kind)(5).state_dict())
    ours = norm(np.random.default_rng(1), 5, kind)
    shapes = [{name: array.shape for name, array in layer.items()} for layer in (ours, state)]
    assert shapes[0] == shapes[1]


def test_a_bare_rnn_a_cell_and_a_sequential(path):
    rnn = torch.nn.RNN(3, 5, batch_first=True)
    assert_loads(path, rnn.state_dict(), rnn, None, 3)
    row = torch.nn.Sequential(torch.nn.RNN(5, 5, batch_first=True), torch.nn.Linear(5, 5))
    assert_loads(path, row.state_dict(), *row, 5)
    cell = torch.nn.RNNCell(3, 5)
    np.savez(path, **arrays_of(cell.state_dict()))
    x, s = torch.randn(6, 3), [torch.zeros(5)]
    for x_t in x:
        s.append(cell(x_t, s[-1]))
    s = torch.stack(s[1:]).detach().numpy()
    assert_same(load_params(path), (s, s), x.numpy())


def test_data_parallel_and_lists_of_parameters(path):
    model = model_of(rnn=lambda nn: nn.RNN(5, 5, batch_first=True), fc=lambda nn: nn.Linear(5, 5))
    state = torch.nn.DataParallel(model).state_dict()
    assert all(name.startswith("module.") for name in state)
    assert_loads(path, state, model.rnn, model.fc, 5)
    named = load_params(path)
    np.savez(path, *[parameter.detach().numpy() for parameter in model.parameters()])
    listed = load_params(path)
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(listed, letter), getattr(named, letter))


REFUSED = {
    "embedding": ({"emb": lambda nn: nn.Embedding(9, 5)}, {}, "emb.weight is an embedding"),
    "encoder": ({"encoder": lambda nn: nn.Embedding(9, 5)}, {}, "encoder.weight (9, 5) is a layer"),
    "unknown name": ({"words": lambda nn: nn.Embedding(9, 5)}, {}, "words.weight"),
    "embedding, Linear": (
        {"words": lambda nn: nn.Embedding(9, 5)}, {"fc": lambda nn: nn.Linear(5, 9)}, "words.weight"
    ),
    "Linear before": ({"fc": lambda nn: nn.Linear(5, 5)}, {}, "fc.weight (5, 5) may be"),
    "LayerNorm": ({}, {"norm": lambda nn: nn.LayerNorm(5)}, "a normalisation layer"),
    "RMSNorm": ({}, {"fc": lambda nn: nn.RMSNorm(5)}, "a normalisation layer"),
    "BatchNorm": ({}, {"fc": lambda nn: nn.BatchNorm1d(5)}, "a normalisation layer"),
    "two Linear": (
        {},
        {"fc1": lambda nn: nn.Linear(5, 5), "fc2": lambda nn: nn.Linear(5, 5)},
        "fc2.weight is the second of its kind",
    ),
    "two RNN": ({}, {"rnn2": lambda nn: nn.RNN(5, 5)}, "rnn2.weight_ih_l0 is of a second"),
}  # fmt: skip


@pytest.mark.parametrize("before, behind, words", REFUSED.values(), ids=REFUSED)
def test_modules_that_cannot_be_held(path, before, behind, words):
    model = model_of(**before, rnn=lambda nn: nn.RNN(5, 5, batch_first=True), **behind)
    assert words in refusal(path, **arrays_of(model.state_dict()))


@pytest.mark.parametrize(
    "kind, options, words",
    [
        ("LSTM", {}, "an LSTM"),
        ("GRU", {}, "a GRU"),
        ("LSTM", {"proj_size": 2}, "rnn.weight_hh_l0 expects"),
        ("RNN", {"num_layers": 2}, "rnn.weight_ih_l1 is a second layer"),
        ("RNN", {"bidirectional": True}, "rnn.weight_ih_l0_reverse runs from right to left"),
    ],
)
@pytest.mark.parametrize("more", [{}, {"fc": lambda nn: nn.Linear(5, 5)}])
def test_other_recurrent_modules(path, kind, options, words, more):
    model = model_of(rnn=lambda nn: getattr(nn, kind)(5, 5, **options), **more)
    assert words in refusal(path, **arrays_of(model.state_dict()))
    refusal(path, *[parameter.detach().numpy() for parameter in model.parameters()])


def test_the_class_of_the_tutorial(path):
    model = model_of(i2h=lambda nn: nn.Linear(8, 5), h2o=lambda nn: nn.Linear(5, 2))
    message = refusal(path, **arrays_of(model.state_dict()))
    assert "no recurrent weights" in message and "i2h.weight" in message


def test_a_hooked_weight(path):
    rnn = torch.nn.RNN(3, 5)
    torch.nn.utils.parametrizations.weight_norm(rnn, "weight_hh_l0")
    assert "weight_hh_l0 is missing" in refusal(path, **arrays_of(rnn.state_dict()))


def test_relu_cannot_be_seen(path):
    rnn = torch.nn.RNN(3, 5, batch_first=True, nonlinearity="relu")
    state = arrays_of(rnn.state_dict())
    np.savez(path, **state)
    x = torch.randn(1, 6, 3)
    assert_same(load_params(path), pytorch_numbers(x[0].numpy(), state), x[0].numpy())
    assert (rnn(x)[0] >= 0).all()  # other numbers than these


def test_files_of_torch_save(path):
    rnn = torch.nn.RNN(3, 5)
    for new in (True, False):
        torch.save(rnn.state_dict(), path, _use_new_zipfile_serialization=new)
        with pytest.raises(ValueError, match="pickle"):
            load_params(path)

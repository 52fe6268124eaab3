"""The command that makes the shipped files: what it writes, and that it may be interrupted."""

import numpy as np
import pytest

from rnn_helpers.training import __main__ as command
from rnn_helpers.training import recipes
from rnn_helpers.training.model_files import MODELS, read_arrays, read_model
from rnn_helpers.training.python_text import python_docs
from rnn_helpers.training.trainer import Plan

SMALL = {
    "two_units": Plan(2, 60, rows=8, steps=10, moments=(0, 30, 60)),
    "eight_units": Plan(8, 60, rows=8, steps=10),
    "python_docs": Plan(5, 6, rows=8, steps=10, dtype="float32"),
}
TOPICS = {name: f'The "{name}" statement\n\nis one — of those.\n\n' * 60 for name in "abcdefghij"}


@pytest.fixture(autouse=True)
def little_to_do(monkeypatch):
    for name, plan in SMALL.items():
        monkeypatch.setitem(recipes.PLANS, name, plan)
    monkeypatch.setattr(recipes, "WORDS", 3000)
    monkeypatch.setattr(recipes, "FRESH_WORDS", 500)
    monkeypatch.setattr("rnn_helpers.training.python_text._topics", lambda: TOPICS)
    monkeypatch.setattr(command, "PARTS", 6)
    monkeypatch.setattr(command, "CURVE", {units: Plan(units, 60) for units in (1, 3)})


def made(name, folder):
    command.main([name, "--into", str(folder)])
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", SMALL)
def test_the_files_say_how_they_were_made_and_are_made_alike_twice(name, tmp_path, capsys):
    first = made(name, tmp_path / "a")
    more = {"two_units": ["two_units_moments.npz"], "python_docs": ["python_docs_held_out.npz"]}
    assert sorted(first) == [f"{name}.npz", *more.get(name, [])]
    assert made(name, tmp_path / "b") == first
    params, vocab, about = read_model(tmp_path / "a" / f"{name}.npz")
    assert params.hidden_size == SMALL[name].hidden and len(vocab) == params.output_size
    assert vocab.tokens[0] == ("\n" if name == "python_docs" else ".")
    for word in (str(SMALL[name]), f"python -m rnn_helpers.training {name}", "Python 3", "NumPy"):
        assert word in about
    printed = capsys.readouterr().out
    assert about in printed and "100%" in printed


def test_the_moments_are_on_the_way_to_the_network(tmp_path):
    made("two_units", tmp_path)
    moments = read_arrays(tmp_path / "two_units_moments.npz")
    params, _, _ = read_model(tmp_path / "two_units.npz")
    assert moments["steps"].tolist() == [0, 30, 60] and moments["U"].shape == (3, 2, 17)
    assert all(np.array_equal(moments[x][-1], getattr(params, x)) for x in "UWVbc")
    assert moments["losses"][0] == pytest.approx(np.log(17), abs=0.1)
    assert moments["losses"][0] > moments["losses"][2]


@pytest.mark.parametrize(("name", "after"), [*((name, 4) for name in SMALL), ("units_curve", 8)])
def test_an_interrupted_run_goes_on_to_the_very_same_files(
    name, after, tmp_path, monkeypatch, capsys
):
    whole, saves = made(name, tmp_path / "a"), []

    def interrupted(path, training):
        command_save(path, training)
        saves.append(path)
        if len(saves) == after:
            raise KeyboardInterrupt

    command_save = command.save_checkpoint
    monkeypatch.setattr(command, "save_checkpoint", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made(name, tmp_path / "b")
    assert saves[-1].exists()
    capsys.readouterr()
    assert made(name, tmp_path / "b") == whole  # the checkpoint is gone too
    assert f"goes on from {saves[-1]}" in capsys.readouterr().out


def test_the_text_that_was_held_out_is_kept_with_its_licence(tmp_path):
    made("python_docs", tmp_path)
    arrays = read_arrays(tmp_path / "python_docs_held_out.npz")
    assert str(arrays["text"]) == python_docs(TOPICS)[1]
    for word in ("Python Software Foundation License", "Copyright", "pydoc_data.topics"):
        assert word in str(arrays["about"])


def test_another_version_of_the_help_texts_is_told(tmp_path, monkeypatch, capsys):
    made("python_docs", tmp_path)
    monkeypatch.setattr("rnn_helpers.training.model_files.FOLDER", tmp_path)
    capsys.readouterr()
    made("python_docs", tmp_path)
    assert "help texts" not in capsys.readouterr().out
    monkeypatch.setitem(TOPICS, "a", TOPICS["a"] + "\n\nAnd one paragraph more.")
    made("python_docs", tmp_path)
    assert "are not those that the shipped network has learned from" in capsys.readouterr().out


def test_unknown_names_and_the_known_ones(capsys):
    with pytest.raises(SystemExit):
        command.main(["three_units"])
    told = capsys.readouterr().err
    assert all(name in told for name in (*MODELS, "units_curve"))

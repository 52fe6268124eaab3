"""Checkpoints: an interrupted run goes on to the same result, and no file is ever half written."""

import numpy as np
import pytest
from test_trainer import IDS, PLAN, run, same

from rnn_helpers.training import checkpoints
from rnn_helpers.training.checkpoints import resume, save_checkpoint, write_atomically
from rnn_helpers.training.trainer import Plan, Training


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cut", [1, 24, 25, 26, 60])
def test_an_interrupted_run_goes_on_to_the_same_result(tmp_path, cut, dtype):
    plan = Plan(3, 60, rate=0.05, rows=8, steps=10, moments=(0, 25, 60), decay=0.1, dtype=dtype)
    save_checkpoint(tmp_path / "run.npz", run(cut, plan=plan))
    later = Training(IDS, 17, plan)
    assert resume(tmp_path / "run.npz", later) and later.update == cut
    later.advance(60)
    same(later, run(60, plan=plan))


def test_without_a_file_it_begins_at_the_beginning(tmp_path):
    training = Training(IDS, 17, PLAN)
    assert not resume(tmp_path / "run.npz", training) and training.update == 0


@pytest.mark.parametrize(
    ("ids", "plan"),
    [(IDS, Plan(3, 61)), (IDS[:-1], PLAN), (np.roll(IDS, 1), PLAN)],
    ids=["another plan", "a shorter text", "another text"],
)
def test_the_checkpoint_of_another_run_is_refused(tmp_path, ids, plan):
    save_checkpoint(tmp_path / "run.npz", run(5))
    training = Training(ids, 17, plan)
    with pytest.raises(ValueError, match=r"expects to be a checkpoint of Plan.* got Plan.*anew"):
        resume(tmp_path / "run.npz", training)
    assert training.update == 0


def test_damaged_and_foreign_files_are_refused(tmp_path):
    path = tmp_path / "run.npz"
    save_checkpoint(path, run(5))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ValueError, match="damaged"):
        resume(path, Training(IDS, 17, PLAN))
    np.savez(path, a=np.eye(2))
    with pytest.raises(ValueError, match="got another file"):
        resume(path, Training(IDS, 17, PLAN))


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    save_checkpoint(path, run(5))
    before = path.read_bytes()

    def half(file, **arrays):
        file.write(before[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(checkpoints.np, "savez_compressed", half)
    with pytest.raises(KeyboardInterrupt):
        save_checkpoint(path, run(6))
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_nothing_is_pickled(tmp_path):
    with pytest.raises(ValueError, match="a expects numbers or text, got Python objects"):
        write_atomically(tmp_path / "a.npz", {"a": np.array([None])})
    assert not list(tmp_path.iterdir())

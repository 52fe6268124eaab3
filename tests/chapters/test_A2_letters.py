"""Appendix A2: what the prose claims is so."""

import numpy as np
import pytest
import run_notebooks
from exercises import chapter
from networks import HEAD, PYTORCH, network
from steady_digits import same_digits

from rnn_helpers import forward_propagation, generate
from rnn_helpers.notations import from_convention, load_params, to_convention
from rnn_helpers.training import (
    SmallLanguage,
    load_model,
    mark,
    start_state,
    text_loss,
    write_on,
)

NET, VOCAB, _ = load_model("eight_units")


@pytest.fixture(scope="module")
def ch():
    return chapter("A2")


def test_the_file_of_the_sender_is_the_network_of_chapter_00(ch):
    loaded = ch.names["loaded"]
    for letter in "UWVbc":
        np.testing.assert_array_equal(getattr(loaded, letter), getattr(NET, letter))
    assert not ch.names["path"].exists() or ch.names["path"].parent != run_notebooks.NOTEBOOKS


def test_square_shapes_cannot_tell_the_layout():
    arrays = to_convention(network(4, 4, 4, 1), "keras")
    from_convention({k: v.T for k, v in arrays.items()}, "keras")  # no complaint


def test_a_reshape_fits_every_shape_check_and_moves_the_numbers():
    params = network(3, 2, 4, 1)
    arrays = to_convention(params, "keras")
    reshaped = params.replace(U=arrays["kernel"].reshape(2, 3))
    assert not np.allclose(reshaped.U, params.U)
    for thin in (np.array([[1], [2], [3]]), np.array([[1, 2, 3]])):
        np.testing.assert_array_equal(thin.reshape(thin.shape[::-1]), thin.T)
    kernel = np.array([[1, 2], [3, 4], [5, 6]])
    assert (kernel.reshape(2, 3) != kernel.T).sum() == 4  # most of the six land elsewhere


def test_32_bits_carry_six_sure_digits():
    assert np.finfo(np.float32).precision == 6


def test_the_first_step_from_zero_does_not_read_w_and_the_second_does():
    params = from_convention(PYTORCH | HEAD, "pytorch")
    for net in (params, NET):
        x = np.eye(net.input_size)[[0, 0]]
        right, off = (forward_propagation(x, p).z for p in (net, net.replace(W=net.W.T)))
        assert (right[0] == off[0]).all() and np.abs(right - off)[1].max() > 0.01


def test_a_start_that_is_not_zero_shows_it_in_one_step():
    x, s0 = np.eye(18)[:1], start_state(NET)
    right, off = (forward_propagation(x, p, s0=s0).s for p in (NET, NET.replace(W=NET.W.T)))
    assert np.abs(right - off).max() > 0.1


def test_a_transposed_square_is_read_without_a_word(tmp_path):
    arrays = to_convention(NET, "pytorch")
    arrays["weight_hh_l0"] = arrays["weight_hh_l0"].T
    np.savez(tmp_path / "w.npz", **arrays)
    np.testing.assert_array_equal(load_params(tmp_path / "w.npz").W, NET.W.T)


def test_the_wrong_files_are_answered_one_by_one(ch):
    said = ch.said["wrong-files"]
    for name in ch.names["wrong"]:
        assert f"{name}: " in said
    assert "LSTM: try load_gates" in said and "second layer" in said and "Keras' layout" in said


def test_where_u_and_w_are_both_square_a_file_of_ours_is_asked_about(tmp_path):
    params = network(3, 3, 2, 1)
    np.savez(tmp_path / "w.npz", **{letter: getattr(params, letter) for letter in "UWVbc"})
    with pytest.raises(ValueError, match="both square"):
        load_params(tmp_path / "w.npz")


def test_the_losses_and_their_digits(ch):
    text = SmallLanguage().draw(2000, rng=np.random.default_rng(5))

    def losses(net):
        return [text_loss(p, text) for p in (net, net.replace(W=net.W.T))]

    right, turned = losses(NET)
    assert turned > 2 * np.log(18) > 2 * right  # worse than guessing
    assert ch.said["loss"] == ch.said["own-file"] == f"{right:.2f}\n" == "1.40\n"
    assert ch.said["keras-file"] == f"{right:.2f}\n{turned:.2f}\n" and f"{np.log(18):.2f}" == "2.89"
    assert same_digits(losses, NET, digits=2, rng=np.random.default_rng(0))


def test_the_first_picture_marks_what_the_reader_with_the_slip_gets(ch):
    def drawn(net):
        ids = VOCAB.ids("dogs who see")
        rng = np.random.default_rng(2)
        return [*ids, *generate([0, *ids], net, length=9, rng=rng)]

    for net, wrong in ((NET, []), (NET.replace(W=NET.W.T), ["who", "sees"])):
        marks = mark(VOCAB.words(drawn(net)), SmallLanguage())
        assert [m.word for m in marks if m.right is False] == wrong
        assert same_digits(drawn, net, digits=0, rng=np.random.default_rng(0))


def test_other_digits_and_words_hold_on_another_processor(ch):
    def logits(net):
        return forward_propagation(np.eye(18)[[0, 0]], net).z[:, :4]

    def written(net):
        return write_on(net, VOCAB.ids("dogs"), rng=np.random.default_rng(0))

    rng = np.random.default_rng(0)
    assert same_digits(logits, NET, digits=2, rng=rng)
    assert same_digits(written, NET, digits=0, rng=rng)
    assert "dogs ... " + " ".join(VOCAB.words(written(NET))) in ch.said["read-file"]


@pytest.mark.parametrize(
    "guess, answer",
    [
        ("guess-the-places", "It is 4."),
        ("guess-the-loss", "It is larger. It is 5.97. To 52% of the words"),
    ],
)
def test_the_guesses(guess, answer):
    (path,) = run_notebooks.find(["A2"])
    cells = {cell.id: cell for cell in run_notebooks.read(path).cells}
    assert answer in cells[guess].outputs[0].data["text/html"]

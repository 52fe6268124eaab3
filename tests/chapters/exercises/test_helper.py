"""What tries the exercises does what it says, on a made-up chapter."""

import pytest
from exercises import Chapter, Code, assert_told, verdict
from nbformat.v4 import new_code_cell, new_notebook, writes

CELLS = {
    "truth": "s = 1.0\nown = 1.0",
    "yours": "from rnn_helpers.lessons import check_answer\n"
             "k, m = ..., ...\n"
             'check_answer("k", k, s)\ncheck_answer("m", m, 2)',
    "function": "def doubled(x): ...\n\n\n"
                'check_answer("f", doubled, 6, through=lambda f: f(3), shape=None)',
    "later": "for s in (0.0, 3.0):\n    pass",
}  # fmt: skip


def made(tmp_path, **answers):
    path = tmp_path / "made_up.ipynb"
    cells = [new_code_cell(c, id=name) for name, c in CELLS.items()]
    solution = new_code_cell("k = m = own = 5", id="solution", metadata={"tags": ["solution"]})
    path.write_text(writes(new_notebook(cells=[*cells, solution])), encoding="utf-8")
    return Chapter(str(path), **answers)


def test_answers_stand_in_place_of_dots_in_a_copy(tmp_path):
    chapter = made(tmp_path)
    assert chapter.said["yours"] == "k: not tried yet\nm: not tried yet\n"
    said = chapter.tried("yours", k=Code("s"), m=[2.0])
    assert said == "k: right\nm: right\n" and chapter.names["k"] is ...
    assert "shape (2,)" in chapter.tried("yours", k=Code("3,0"))
    assert chapter.names["s"] == 3.0 and "k: right" in chapter.tried("yours", k=3, given={"m": 1})


@pytest.mark.parametrize("answer, words", [
    (lambda x: 2 * x, "right"),
    (Code("lambda x: x + s"), "right"),
    (Code("def doubled(x):\n    return x + x"), "right"),
    (Code("def doubled(x):\n    return 5"), "it is too small"),
    (lambda x: None, "not tried yet"),
    (print, "it is None"),
])  # fmt: skip
def test_a_function_stands_in_place_of_an_empty_one(tmp_path, answer, words, capsys):
    assert_told(made(tmp_path).tried("function", doubled=answer), "f", words)


def test_an_answer_without_a_stub_and_an_error_are_raised(tmp_path):
    chapter = made(tmp_path)
    with pytest.raises(AssertionError, match=r"no stub for .'n'"):
        chapter.tried("yours", n=3)
    with pytest.raises(AssertionError, match=r"no stub for .'own'"):
        chapter.tried("truth", own=3)
    with pytest.raises(ZeroDivisionError):
        chapter.tried("yours", k=Code("1 / 0"))


def test_solutions_are_run_if_asked_for(tmp_path):
    assert made(tmp_path).names["k"] is ...
    assert made(tmp_path, solutions=True).names["k"] == 5


def test_a_verdict_is_found_by_its_whole_name():
    said = "z: right\nz_2: not yet - it is too small\n"
    assert verdict(said, "z") == "right"
    assert_told(said, "z_2", "too small")
    for name, words in (("z_2", "right"), ("z", "too small"), ("z_2", "too large")):
        with pytest.raises(AssertionError):
            assert_told(said, name, words)
    with pytest.raises(AssertionError):
        assert_told("z: not yet - the right numbers in reversed order", "z", "right")
    with pytest.raises(ValueError):
        verdict(said, "y")

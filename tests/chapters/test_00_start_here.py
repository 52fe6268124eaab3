"""Chapter 00: what the prose claims is so."""

import re
from pathlib import Path

import numpy as np
import pytest
import run_notebooks
from plain_runs import run_one_unit

from rnn_helpers.dynamics.one_unit import fixed_points
from rnn_helpers.training import SmallLanguage, load_model, mark, read_beginning


def state_at_24(w):
    return run_one_unit([0, 0, 1, *[0] * 21], w)[24]


def test_a_weight_is_seen_at_24_from_08_on():
    seen = [state_at_24(w) >= 0.005 for w in np.arange(0, 2.01, 0.05).round(2)]
    assert seen == 16 * [False] + 25 * [True]
    assert f"{state_at_24(0.8):.4f}" == "0.0054"


@pytest.mark.parametrize("w, rest", [(1.5, "0.8586"), (1.2, "0.6586"), (2, "0.9575")])
def test_it_has_come_to_rest_where_the_picture_ends(w, rest):
    assert f"{state_at_24(w):.4f}" == f"{fixed_points(w, 0)['attracts'][-1]:.4f}" == rest


def test_at_w_1_it_shrinks_at_every_step():
    assert (np.diff(run_one_unit([1, *[0] * 1000], 1)[1:]) < 0).all()


def test_the_larger_the_weight_the_higher_the_line():
    ends = [state_at_24(w) for w in np.arange(0, 2.01, 0.05)]
    assert (np.diff(ends) > 0).all()


def test_a_negative_weight_changes_the_sign_at_every_step_and_shrinks_towards_05():
    states = {w: run_one_unit([0, 0, 1, *[0] * 21], w)[3:] for w in (-2, -1.5, -1, -0.5)}
    for s in states.values():
        assert (s[1:] * s[:-1] < 0).all()
    sizes = [abs(s[-1]) for s in states.values()]
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] < 0.005


def test_a_loop_that_does_not_carry_its_state_is_one_with_w_0():
    assert run_one_unit([0, 0, 1, 0, 0, 0], 0)[1:].round(4).tolist() == [0, 0, 0.7616, 0, 0, 0]


def test_many_later_chapters_need_this_page_only():
    needs = []
    for path in sorted(Path(run_notebooks.NOTEBOOKS).glob("[0-9]*.ipynb"))[1:]:
        text = "\n".join(cell.source for cell in run_notebooks.read(path).cells)
        (need,) = re.findall(r"\*\*Need\*\* ([^(.]*)", re.sub(r"\]\([^)]*\)", "", text))
        needs.append(set(re.findall(r"\d\d", need)))
    assert all(needs) and needs.count({"00"}) > len(needs) / 3, needs


def test_the_map_leads_to_every_other_notebook():
    (page,) = run_notebooks.find(["00"])
    (chart,) = [cell.source for cell in run_notebooks.read(page).cells if cell.id == "map"]
    led_to = re.findall(r"\]\((\w+\.ipynb)\)", chart)
    assert led_to == [path.name for path in run_notebooks.find([]) if path != page]


def test_the_network_that_writes_is_as_the_text_says():
    language, (params, vocab, about) = SmallLanguage(), load_model("eight_units")
    assert len(vocab) == 18 and "." in vocab.tokens and vocab.tokens == language.vocab.tokens
    assert "learned from 200000 drawn" in about and params.hidden_size == 8
    assert all(m.right for m in mark("dogs who see cat sleep .", language))
    for kind in ("dog cat boy girl dogs cats boys girls", "sleep run see chase"):
        p = language.next_words("" if "dog" in kind else "dogs who see cat")
        assert np.ptp(p[vocab.ids(kind)]) < 1e-12 < p[vocab.ids(kind)].min()
    assert mark("dogs who see cat sleeps", language)[-1].right is False


def test_with_half_its_memory_it_is_sure_of_the_verb_for_the_nearer_noun():
    params, vocab, _ = load_model("eight_units")
    one = vocab.ids("sleeps runs sees chases")
    o = read_beginning(params, vocab.ids("dogs who see cat"), memory=0.5).o[-1]
    assert o[one].sum() > 0.99
    for nouns in ("dogs cat", "cats boy", "boys girl", "girls dog"):  # not these two nouns alone
        first, last = nouns.split()
        for verb in ("see", "chase"):
            ids = vocab.ids(f"{first} who {verb} {last}")
            assert read_beginning(params, ids, memory=0.5).o[-1][one].sum() > 0.9, ids
            assert read_beginning(params, ids).o[-1][one].sum() < 0.01

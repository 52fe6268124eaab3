"""Formulas of the chapters as MathML."""

import re
from xml.etree import ElementTree

import pytest
import run_notebooks

from rnn_helpers.pages.formulas import mathml
from rnn_helpers.views.style import COLOURS

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


def text(made):
    return "".join(ElementTree.fromstring(made).itertext())


@pytest.mark.parametrize("path", run_notebooks.find([]), ids=lambda path: path.stem)
def test_every_formula_is_converted(path):
    count = 0
    for cell in run_notebooks.read(path).cells:
        if cell.cell_type == "markdown":
            for block, inline in FORMULA.findall(CODE.sub("", cell.source)):
                made = mathml(block or inline, display=bool(block))
                assert ElementTree.fromstring(made).tag == "math"
                assert "\\" not in text(made) and "mathcolor" not in made
                count += 1
    assert count


def test_what_a_formula_becomes():
    made = mathml(r"{\color{#C24A00}{s_t}} = \tanh(2)")
    assert made.count('class="of-hidden"') == 1 and text(made) == "st=tanh(2)"
    assert (
        mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", display=True).count("<mtr>") == 2
    )
    assert "<mtext>softmax</mtext>" in mathml(r"\mathrm{softmax}(z)")
    assert "of-parameter" in mathml(rf"{{\color{{{COLOURS['parameter']}}}{{W}}}}")


@pytest.mark.parametrize("tex", [r"\unknown x", "x_", "a & b"])
def test_what_it_does_not_know_it_says(tex):
    with pytest.raises(ValueError, match="this formula"):
        mathml(tex)

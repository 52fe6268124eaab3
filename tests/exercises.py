"""A chapter's cells, run without a browser, and its exercises, tried with answers.

from exercises import Code, chapter

ch = chapter("02")                                  # all cells but the solutions, run once
ch.tried("silence-yours", silent_steps=7)           # "silent steps: right\\n"
ch.tried("silence-yours", silent_steps=Code("0,5")) # as typed: a tuple
"""

import ast
import contextlib
import functools
import io

import run_notebooks

from rnn_helpers.pages.plain_run import run_cell


class Code(str):
    """What a reader types, as source: it sees the names of the notebook."""


class Chapter:
    """The code cells of a notebook, run in their order in one namespace, in notebooks/.

    number : how the notebook's name begins
    answers : what stands in place of `...`, None or an empty function, such as a guess
    solutions : whether the cells with solutions are run, too

    said : {cell: what it printed}
    names : the namespace after the last cell
    """

    def __init__(self, number, *, solutions=False, **answers):
        (path,) = run_notebooks.find([number])
        cells = [cell for cell in run_notebooks.read(path).cells if cell.cell_type == "code"]
        kept = [c for c in cells if solutions or "solution" not in c.metadata.get("tags", [])]
        self.names = {"__name__": "__main__", "display": lambda *_, **__: None}
        self.trees = {cell.id: ast.parse(cell.source, filename=cell.id) for cell in kept}
        _fill(self.trees.values(), answers, self.names)
        self.said = {cell: self.run(cell) for cell in self.trees}

    def run(self, *cells, names=None):
        """Run cells in the namespace, or in another one; return what they print."""
        names, out = self.names if names is None else names, io.StringIO()
        with contextlib.chdir(run_notebooks.NOTEBOOKS), contextlib.redirect_stdout(out):
            for cell in cells:
                run_cell(self.trees[cell], cell, names)
        return out.getvalue()

    def tried(self, *cells, given=None, **answers):
        """Run cells with these answers in a copy of the namespace; return what they print.

        given : {name: value} that stand in the copy beforehand, such as an explorer that was moved

        An error in a cell is raised, AssertionError where no stub has an answer's name.
        """
        names = {**self.names, **(given or {})}
        again = object.__new__(Chapter)
        again.trees = {cell: ast.parse(ast.unparse(self.trees[cell])) for cell in cells}
        _fill(again.trees.values(), answers, names)
        return again.run(*cells, names=names)


@functools.cache
def chapter(number, **answers):
    """Return a `Chapter`, run once for all who ask."""
    return Chapter(number, **answers)


def verdict(said, name):
    """Return what is said about the answer of this name: "right" of "z_2: right"."""
    (line,) = [line for line in said.splitlines() if line.startswith(f"{name}: ")]
    return line.removeprefix(f"{name}: ")


def assert_told(said, name, words):
    """Assert that a verdict is "right" or "not tried yet", or has these words on what is wrong."""
    line = verdict(said, name)
    whole = words in ("right", "not tried yet")
    assert line == words if whole else line.startswith("not yet - ") and words in line, line


def _fill(trees, answers, names):
    """Set the answers in place of the stubs."""
    fill = _Fill(answers, names)
    for tree in trees:
        ast.fix_missing_locations(fill.visit(tree))
    assert fill.found == answers.keys(), f"no stub for {answers.keys() - fill.found}"


class _Fill(ast.NodeTransformer):
    def __init__(self, answers, names):
        self.answers, self.names, self.found = answers, names, set()

    def visit_Assign(self, node):
        pairs = [(node.targets[0], node.value)]
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
        values = [self._answer(target, value) for target, value in pairs]
        if len(pairs) > 1:
            node.value.elts = values
        else:
            node.value = values[0]
        return node

    def visit_FunctionDef(self, node):
        if node.name not in self.answers or ast.unparse(node.body).strip() != "...":
            return node
        answer = self.answers[node.name]
        if isinstance(answer, Code) and answer.lstrip().startswith(("def ", "@")):
            self.found.add(node.name)
            return ast.parse(answer).body
        return self.visit_Assign(ast.Assign([ast.Name(node.name, ast.Store())], ast.Constant(...)))

    def _answer(self, target, value):
        name, is_stub = ast.unparse(target), ast.unparse(value) in ("...", "None")
        if name not in self.answers or not is_stub:
            return value
        self.found.add(name)
        answer = self.answers[name]
        if isinstance(answer, Code):
            return ast.parse(f"({answer}\n)", mode="eval").body
        self.names[f"answer_{name}"] = answer
        return ast.Name(f"answer_{name}", ast.Load())

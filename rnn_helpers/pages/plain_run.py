"""A notebook's cells run in plain Python, without a kernel."""

import ast
import contextlib
import io

from ..panel import Explorer, Guess
from .places import standing

_SHOWN = "_what_the_cell_shows"


def run_cell(tree, name, names):
    """Run one cell in a namespace; return the value of its last line if that is an expression.

    Parameters
    ----------
    tree : ast.Module, the cell's code
    name : what a traceback calls it
    names : dict, the namespace
    """
    body = list(tree.body)
    if body and isinstance(body[-1], ast.Expr):
        body[-1] = ast.Assign([ast.Name(_SHOWN, ast.Store())], body[-1].value)
    module = ast.fix_missing_locations(ast.Module(body, type_ignores=[]))
    exec(compile(module, f"<cell {name}>", "exec"), names)
    return names.pop(_SHOWN, None)


def what_moves(notebook, folder):
    """Run a notebook; return {cell: (Explorer, where it stands)} and {cell: Guess} of its outputs.

    Parameters
    ----------
    notebook : NotebookNode
    folder : in which the cells run
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    while code and not any("text/html" in output.get("data", {}) for output in code[-1].outputs):
        code.pop()  # nothing moves after it
    names = {"__name__": "__main__", "display": lambda *_, **__: None}
    explorers, guesses = {}, {}
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        for cell in code:
            shown = run_cell(ast.parse(cell.source), cell.id, names)
            if isinstance(shown, Explorer):
                explorers[cell.id] = shown, standing(shown)
            if isinstance(shown, Guess):
                guesses[cell.id] = shown
    return explorers, guesses

"""The project as a whole: what a reader installs, how the files hang together."""

import ast
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import run_notebooks
from matrix import REQUIREMENT, requirements

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rnn_helpers"
TOP_LEVEL = {
    *(".ci", ".gitignore", "LICENSE", "LICENSE-CC-BY-4.0.md", "README.md", "environment.yml"),
    *("notebooks", "pyproject.toml", "requirements.txt", "rnn_helpers", "tests"),
    *(".github", "constraints.txt"),
}


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def project_files():
    """What is committed or would be: paths relative to the top folder."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


# What a reader types


def test_ci_runs_the_readme_test_command_word_for_word():
    commands = [line for line in read("README.md").splitlines() if " -m pytest -n" in line]
    on_linux = [line for line in commands if line.startswith("python3 -m venv --clear ")]
    assert len(on_linux) == 1
    assert read(".ci/run").splitlines()[-1] == on_linux[0]


def test_readme_commands_open_a_notebook_that_exists():
    opened = re.findall(
        r"(?:jupyter lab (?:--allow-root )?|lab/tree/(?:REPOSITORY/)?)(\S+\.ipynb)",
        read("README.md"),
    )
    assert len(opened) == 6  # Linux, Windows, conda, Binder twice, and a hub
    assert {name.replace("\\", "/") for name in opened} == {"notebooks/00_start_here.ipynb"}
    assert (ROOT / "notebooks/00_start_here.ipynb").exists()


def test_readme_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)\s]+)\)", read("README.md")):
        assert link.startswith("http") or (ROOT / link).exists(), link


def test_readme_lists_every_notebook_by_its_title():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        title = run_notebooks.read(path).cells[0].source.partition("\n")[0].removeprefix("# ")
        assert f"| [{path.name[:2]} {title}](notebooks/{path.name}) |" in read("README.md")


# What gets installed


def test_requirements_have_both_bounds_and_end_in_the_project_itself():
    lines = [line for line in read("requirements.txt").splitlines() if not line.startswith("#")]
    assert lines[-1] == "-e ."
    for line in lines[:-1]:
        found = REQUIREMENT.fullmatch(line)
        assert found, line
        assert int(found["high"]) == int(found["low"].split(".")[0]) + 1, line


def test_test_requirements_begin_with_the_runtime_ones():
    lines = [line for line in read("tests/requirements.txt").splitlines() if line[0] != "#"]
    assert lines[0] == "-r ../requirements.txt"


def test_readme_explains_every_requirement():
    explained = re.findall(r"^\| `([\w-]+)` \| \w", read("README.md"), flags=re.MULTILINE)
    assert explained == list(requirements())


def test_requirements_are_listed_once():
    assert "dependencies" not in re.findall(r"^(\w+) =", read("pyproject.toml"), re.MULTILINE)
    listed = [line.strip() for line in read("environment.yml").splitlines()]
    listed = listed[listed.index("dependencies:") + 1 :]
    assert listed[:3] == ["- python=3.12", "- pip", "- pip:"]
    assert listed[3:] == ["- -r requirements.txt", "- -c constraints.txt"]


def test_constraints_admit_what_requirements_do_and_name_no_address():
    lines = read("constraints.txt").splitlines()
    assert lines.pop(0).endswith("Made anew by: python tests/freeze.py")
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+", line) for line in lines)
    kept = dict(line.lower().split("==") for line in lines)
    for found in map(REQUIREMENT.fullmatch, read("requirements.txt").splitlines()):
        if found:
            low, high, here = (
                [int(part) for part in text.split(".")]
                for text in (found["low"], found["high"], kept[found["name"]])
            )
            assert low <= here < high, found[0]


def test_binder_reads_environment_yml():
    if find_spec("repo2docker") is None:
        pytest.skip("not read as Binder does: pip install jupyter-repo2docker")
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True)
    dockerfile = result.stdout + result.stderr
    assert result.returncode == 0, dockerfile
    assert "Building conda environment for python=3.12" in dockerfile
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"' in dockerfile


# What is in the repository


def test_top_level_holds_only_what_belongs_there():
    assert {path.parts[0] for path in project_files()} <= TOP_LEVEL


def test_no_registry_address_and_no_path_of_one_machine():
    # The brackets keep these patterns from finding themselves.
    registry = r"(pypi|pythonhosted|anaconda|npmjs|debian)[.](org|com|io|net|cloud)|index[-]url"
    machine = r"[/](work|root|home|Users)[/]|[A-Z]:[\\]Users"
    pattern = re.compile(f"{registry}|{machine}".encode())
    for path in project_files():
        found = pattern.search((ROOT / path).read_bytes())
        assert not found, f"{path}: {found[0]}"


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff(command):
    ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "--quiet", "."]
    result = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


# The package


def test_import_is_silent_and_light(tmp_path):
    program = (
        "import sys, rnn_helpers;"
        "heavy = {'matplotlib', 'ipywidgets', 'IPython'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """The full names of everything that the module in `path` imports, wherever it does so."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def begins_with(name, starts):
    return any(f"{name}.".startswith(f"{start}.") for start in starts)


# The house: what each wing may use of the others. Imports point only downwards.
MAY_USE = {
    "forward_pass": [],
    "formats": [],
    "gates": ["forward_pass", "formats"],
    "dynamics": ["forward_pass", "formats"],
    "machines": ["forward_pass", "formats"],
    "notations": ["forward_pass", "formats", "gates"],
    "successors": ["forward_pass", "formats", "gates"],
    "training": ["forward_pass", "formats", "gates", "successors"],
    "views": ["formats"],
    "lessons": ["forward_pass", "formats", "dynamics", "machines", "notations"],
    "panel": ["formats", "views", "lessons"],
    "explorers": [
        *("forward_pass", "formats", "gates", "dynamics", "machines", "notations"),
        *("successors", "training", "views", "lessons", "panel"),
    ],
    "lite": [],
    "pages": ["lessons", "views", "panel", "explorers"],  # and what notebooks that it runs import
}
DRAWS = "views", "panel", "explorers", "pages"  # with Matplotlib
SHOWS = "panel", "explorers", "pages"  # widgets
# No second way to make figures, and nothing that would not run inside a browser.
NOWHERE = [
    *("matplotlib.pyplot", "pylab", "ipywidgets.interact", "ipywidgets.interactive"),
    *("ipywidgets.Output", "threading", "multiprocessing", "concurrent", "subprocess"),
    *("socket", "urllib", "http", "requests", "pickle"),
]


def wing_of(path):
    """ "dynamics" for rnn_helpers/dynamics/cycles.py, "" for rnn_helpers/__init__.py"""
    return path.relative_to(PACKAGE).with_suffix("").parts[0].replace("__init__", "")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_only_downwards(path):
    wing = wing_of(path)
    mine = [wing, *MAY_USE[wing]] if wing else ["forward_pass", "formats"]
    ours = [f"rnn_helpers.{name}" for name in mine]
    banned = [*NOWHERE]
    banned += [] if wing in DRAWS else ["matplotlib", "PIL"]
    banned += [] if wing in SHOWS else ["ipywidgets", "anywidget", "traitlets", "IPython"]
    for name in imports(path):
        assert not begins_with(name, ["rnn_helpers"]) or begins_with(name, ours), name
        assert not begins_with(name, banned), name


def test_no_two_modules_have_one_name():
    names = [path.stem for path in modules() if not path.stem.startswith("__")]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("page", [p for p in modules() if p.stem == "__init__"], ids=name_of)
def test_a_contents_page_names_what_lies_beside_it(page):
    beside = [p.stem for p in page.parent.glob("*.py") if not p.stem.startswith("__")]
    beside += [p.parent.name for p in page.parent.glob("*/__init__.py")]
    words = set(re.findall(r"\w+", page.read_text(encoding="utf-8")))
    assert set(beside) <= words


def test_notebooks_import_from_the_faces_of_the_wings():
    faces = {"rnn_helpers", *(f"rnn_helpers.{wing}" for wing in MAY_USE)}
    used = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in run_notebooks.read(path).cells:
            if cell.cell_type == "code":
                nodes = ast.walk(ast.parse(cell.source))
                used |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    used = {name for name in used if begins_with(name, ["rnn_helpers"])}
    assert used <= faces and 5 <= len(used) <= 10


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_output_widget_no_interact_no_eval(path):
    banned = {"Output", "interact", "interactive", "interactive_output", "eval", "exec", "pyplot"}
    banned -= {"exec"} if path.stem == "plain_run" else set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", None))
            assert called not in banned, f"line {node.lineno}: {called}"
        if isinstance(node, ast.Attribute):
            assert node.attr != "pyplot", f"line {node.lineno}"


def test_the_import_rule_sees_every_way_of_importing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    module = tmp_path / "rnn_helpers" / "views" / "made_up.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import matplotlib.pyplot as plt\n"
        "from matplotlib import pyplot\n"
        "from .style import COLOURS\n"
        "from ..forward_pass import cells\n"
        "def late():\n"
        "    from ..panel.explorer import Explorer\n"
    )
    assert list(imports(module)) == [
        *("matplotlib.pyplot", "matplotlib.pyplot", "rnn_helpers.views.style.COLOURS"),
        *("rnn_helpers.forward_pass.cells", "rnn_helpers.panel.explorer.Explorer"),
    ]

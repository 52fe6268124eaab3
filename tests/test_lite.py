"""The site that runs in a web browser: every chapter, our wheel, and the JavaScript of the widgets.

It is built only where jupyterlite-core is installed (pip install -e .[lite]) and npm is: npm brings
Pyodide's lock. Stand-ins with nothing in them are served for the packages in the lock; the others
(anywidget, ipywidgets, comm, psygnal) come from where pip finds them.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

import pytest
from matrix import REQUIREMENT, ROOT
from test_project import MAY_USE, imports, modules, read, wing_of

from rnn_helpers import lite

# From pyodide-lock.json in npm's package `pyodide` of this version, Python 3.14.2.
PYODIDE = "314.0.6"
SHIPPED = {"numpy": "2.4.6", "matplotlib": "3.10.8"}
COME_WITH = "PIL", "IPython", "traitlets"  # Matplotlib and ipywidgets need them


def numbers(text):
    return [int(part) for part in text.split(".")]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_pyodide_brings_is_admitted_by_requirements(name):
    line = next(line for line in read("requirements.txt").splitlines() if line.startswith(name))
    found = REQUIREMENT.fullmatch(line)
    assert numbers(found["low"]) <= numbers(SHIPPED[name]) < numbers(found["high"])


def test_the_package_imports_nothing_but_what_its_wheel_asks_for():
    known = {*sys.stdlib_module_names, *lite.RUNS_ON, *COME_WITH, "rnn_helpers"}
    for path in modules():
        if wing_of(path) in {"", "explorers", *MAY_USE["explorers"]}:
            assert {name.partition(".")[0] for name in imports(path)} <= known, path


def test_explorers_start_where_a_thread_has_no_clock():
    """Pyodide's time has no thread_time; of what else the package imports it lacks nothing."""
    program = "import time; del time.thread_time; import rnn_helpers.explorers"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_the_wheel_asks_for_versions_as_requirements_do():
    assert [REQUIREMENT.fullmatch(line)["name"] for line in lite.requirements()] == [*lite.RUNS_ON]


def test_the_workflow_publishes_by_the_readme_commands():
    runs = [line.partition("run: ")[2] for line in read(".github/workflows/pages.yml").splitlines()]
    builds = [run for run in runs if run.startswith("python -m rnn_helpers.")]
    assert len(builds) == 2
    assert all(run in read("README.md") for run in builds)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        """Say nothing of each file."""


def stand_in(folder, package):
    """Write a wheel with nothing in it but its name and its needs; return the sum of its bytes."""
    name, number = package["name"].replace("-", "_"), package["version"]
    needs = "".join(f"Requires-Dist: {other}\n" for other in package["depends"])
    with zipfile.ZipFile(folder / package["file_name"], "w") as wheel:
        info = f"{name}-{number}.dist-info"
        head = f"Metadata-Version: 2.1\nName: {package['name']}\nVersion: {number}\n{needs}"
        wheel.writestr(f"{info}/METADATA", head)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\n")
        wheel.writestr(f"{info}/RECORD", "")
    return hashlib.sha256((folder / package["file_name"]).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """An address that serves Pyodide's own lock and a stand-in for each package in it."""
    how = "no site is built: pip install -e .[lite], with Python 3.12 or newer"
    for needed in ("jupyterlite_core", "pyodide_lock"):
        pytest.importorskip(needed, reason=how)
    constants = pytest.importorskip("jupyterlite_pyodide_kernel.constants", reason=how)
    assert constants.PYODIDE_VERSION == PYODIDE  # else write down anew what it ships
    npm = shutil.which("npm") or pytest.skip("no site is built: npm brings Pyodide's lock")
    folder = tmp_path_factory.mktemp("pyodide")
    subprocess.run([npm, "pack", f"pyodide@{PYODIDE}", "--silent"], cwd=folder, check=True)
    with tarfile.open(folder / f"pyodide-{PYODIDE}.tgz") as archive:
        lock = json.load(archive.extractfile("package/pyodide-lock.json"))
    assert {name: lock["packages"][name]["version"] for name in SHIPPED} == SHIPPED
    for package in lock["packages"].values():
        package["sha256"] = stand_in(folder, package)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(pyodide, tmp_path_factory):
    """The site, built by the README's command."""
    folder = tmp_path_factory.mktemp("built") / "site" / "lite"
    command = [sys.executable, "-m", "rnn_helpers.lite", folder, "--pyodide", pyodide]
    fresh = os.environ | {"UV_NO_CACHE": "1"}  # the address of another run may have been this one
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=fresh)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return folder


def settings(site):
    return json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]


def test_the_site_holds_every_chapter_as_it_is(site):
    ours = {path.name: path.read_text() for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name: path.read_text() for path in (site / "files").iterdir()} == ours
    assert (site / "lab" / "index.html").exists()


def test_the_site_draws_widgets_with_the_javascript_of_their_python(site):
    named = {extension["name"] for extension in settings(site)["federated_extensions"]}
    assert named == {*lite.EXTENSIONS, lite.KERNEL}
    package = json.loads((site / "extensions" / "anywidget" / "package.json").read_text())
    assert package["version"] == version("anywidget")


def test_the_lock_leads_to_every_package(site, pyodide):
    options = settings(site)["litePluginSettings"][f"{lite.KERNEL}:kernel"]["loadPyodideOptions"]
    assert "rnn-helpers" in options["packages"]
    path = site / options["lockFileURL"]
    packages = json.loads(path.read_text())["packages"]
    assert {*lite.RUNS_ON} == {*packages["rnn-helpers"]["depends"]}
    for name in ("ipywidgets", "anywidget"):
        assert packages[name]["version"] == version(name)
    for package in packages.values():
        found = package["file_name"].startswith(f"{pyodide}/")
        assert found or (path.parent / package["file_name"]).exists(), package["name"]


def test_the_wheel_holds_every_file_of_the_package(site):
    [wheel] = site.rglob("rnn_helpers-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("rnn_helpers/")}
    files = [p for p in ROOT.glob("rnn_helpers/**/*") if p.is_file() and p.suffix != ".pyc"]
    assert held == {path.relative_to(ROOT).as_posix() for path in files}

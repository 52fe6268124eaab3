"""Build the site on which every chapter runs in the visitor's browser, with nothing to install.

    python -m rnn_helpers.lite site/lite

JupyterLite is JupyterLab as a folder of files. Pyodide is Python for web browsers, with NumPy and
Matplotlib; a page fetches it from its usual host when it is opened. Only what Pyodide lacks is
copied into the site. The command needs Python 3.12 or newer, and: pip install -e .[lite]
"""

import argparse
import json
import re
import shutil
import sys
from contextlib import chdir
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
RUNS_ON = "numpy", "matplotlib", "ipywidgets", "anywidget"  # what this package imports
EXTENSIONS = "@jupyter-widgets/jupyterlab-manager", "anywidget"  # their JavaScript
KERNEL = "@jupyterlite/pyodide-kernel-extension"


def requirements():
    """Return the lines of requirements.txt that name what this package imports."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if re.split("[<>=]", line)[0] in RUNS_ON]


def write_wheel(folder):
    """Write this package as a wheel that says what it needs, and return its path.

    pyproject.toml names no dependencies, so that requirements.txt stays the one list. In a browser
    nobody installs that list: there the wheel itself must say it.
    """
    from wheel.wheelfile import WheelFile

    number = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)[1]
    info = f"rnn_helpers-{number}.dist-info"
    head = ["Metadata-Version: 2.1", "Name: rnn-helpers", f"Version: {number}"]
    head += [f"Requires-Dist: {line}" for line in requirements()]
    tags = ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    path = folder / f"rnn_helpers-{number}-py3-none-any.whl"
    with WheelFile(path, "w") as wheel:
        for file in sorted(ROOT.glob("rnn_helpers/**/*")):
            if file.is_file() and file.suffix != ".pyc":
                wheel.write(file, file.relative_to(ROOT).as_posix())
        wheel.writestr(f"{info}/METADATA", "\n".join([*head, ""]))
        wheel.writestr(f"{info}/WHEEL", "\n".join([*tags, ""]))
    return path


def extensions():
    """Return the folders of the JavaScript that the site needs, as they are installed here."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    folders = [installed / name for name in (*EXTENSIONS, KERNEL)]
    for folder in folders:
        if not folder.is_dir():
            sys.exit(f"{folder} is missing: pip install -r requirements.txt -e .[lite]")
    return [str(folder) for folder in folders]


def configure(folder, pyodide):
    """Write into `folder` what JupyterLite's builder reads: its settings, and our wheel.

    Parameters
    ----------
    folder : Path, empty
    pyodide : address of the folder with Pyodide's files; None for their usual host
    """
    lock = {
        "enabled": True,
        "wheels": [write_wheel(folder).name],
        # The Python of the widgets has to match their JavaScript, which is the installed one.
        "constraints": [f"{name}=={version(name)}" for name in ("ipywidgets", "anywidget")],
        "excludes_extra": ["widgetsnbextension", "jupyterlab-widgets"],  # nothing but JavaScript
        "prefetch_extra": ["rnn-helpers"],
        "pyodide_lock_uv_options": {"extra_uv_args": ["--no-python-downloads"]},
    }
    kernel = {}
    if pyodide:
        lock["pyodide_lock_url"] = f"{pyodide}/pyodide-lock.json"
        kernel["pyodideUrl"] = f"{pyodide}/pyodide.mjs"
    build = {
        "apps": ["lab"],
        "contents": [str(ROOT / "notebooks")],
        "federated_extensions": extensions(),
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    page = {
        "appName": "The forward pass of a recurrent neural network",
        "exposeAppInBrowser": True,  # for tests/benchmarks/lite_in_browser.py
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    files = {
        "jupyter_lite_config.json": {"LiteBuildConfig": build, "PyodideLockAddon": lock},
        "jupyter-lite.json": {"jupyter-lite-schema-version": 0, "jupyter-config-data": page},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def main():
    """Build the site into the folder that was named."""
    parser = argparse.ArgumentParser(
        prog="python -m rnn_helpers.lite", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("site", type=Path, help="the folder to fill; what is in it goes away")
    where = "where Pyodide's files lie, if not at their usual host"
    parser.add_argument("--pyodide", metavar="ADDRESS", help=where)
    options = parser.parse_args()
    try:
        from jupyterlite_core.app import LiteApp

        version("pyodide-lock")
    except (ImportError, PackageNotFoundError):
        sys.exit("This needs Python 3.12 or newer, and: pip install -e .[lite]")
    site = str(options.site.resolve())
    shutil.rmtree(site, ignore_errors=True)
    with TemporaryDirectory() as folder, chdir(folder):  # where the builder keeps its notes
        configure(Path(folder), options.pyodide)
        LiteApp.launch_instance(["build", "--lite-dir", folder, "--output-dir", site])


if __name__ == "__main__":
    main()

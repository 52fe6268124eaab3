"""Run the tests on several versions of Python, with the newest and the oldest packages admitted.

    python tests/matrix.py                           everything
    python tests/matrix.py --python 3.12 --oldest    one cell of the table
    python tests/matrix.py -- -x tests/test_cells.py everything after -- goes to pytest

Each run has a virtual environment of its own in a temporary folder. "Oldest" means the lower
bounds in requirements.txt; what those packages need in turn is the newest that fits.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
REQUIREMENT = re.compile(r"(?P<name>[\w-]+)>=(?P<low>[\d.]+),<(?P<high>[\d.]+)")


def requirements():
    """Return {package: lowest version admitted}, from requirements.txt."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {m["name"]: m["low"] for m in map(REQUIREMENT.fullmatch, lines) if m}


def find_python(version):
    """Return a Python of that version which really runs, or None."""
    candidates = [shutil.which(f"python{version}"), shutil.which("python3"), sys.executable]
    if shutil.which("pyenv"):
        root = subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout.strip()
        candidates += sorted(Path(root).glob(f"versions/{version}.*/bin/python"), reverse=True)
    show = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    for python in filter(None, candidates):
        answer = subprocess.run([python, "-c", show], capture_output=True, text=True)
        if answer.returncode == 0 and answer.stdout.strip() == version:
            return python
    return None


def run(python, age, extra, folder):
    """Install and test in a new environment; return (versions, what happened)."""
    constraints = folder / "oldest.txt"
    oldest = [f"{name}=={low}\n" for name, low in requirements().items()]
    constraints.write_text("".join(oldest) if age == "oldest" else "", encoding="utf-8")
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / "venv" / scripts / "python"
    install = ["install", "--quiet", "-r", "tests/requirements.txt", "-c", constraints]
    if subprocess.run([python, "-m", "pip", *install], cwd=ROOT).returncode:
        return {}, "could not be installed"
    show = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
    names = list(requirements())
    answer = subprocess.run([python, "-c", show, *names], capture_output=True, text=True)
    versions = dict(zip(names, answer.stdout.split()))
    code = subprocess.run([python, "-m", "pytest", *extra], cwd=ROOT).returncode
    return versions, "passed" if code == 0 else f"FAILED (pytest ended with {code})"


def main():
    """Run the table that was asked for, print it, return 0 if all of it passed."""
    parser = argparse.ArgumentParser(description="Run the tests on several versions.")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only this one")
    for age in ("newest", "oldest"):
        parser.add_argument(f"--{age}", dest="ages", action="append_const", const=age)
    parser.add_argument("extra", nargs="*", help="for pytest, after --")
    options = parser.parse_args()

    table = []
    for version in options.python or PYTHONS:
        python = find_python(version)
        for age in options.ages or ("newest", "oldest"):
            print(f"\n=== Python {version}, {age} packages ===", flush=True)
            versions, result = {}, "NOT RUN: no such Python found"
            if python:
                with tempfile.TemporaryDirectory() as folder:
                    versions, result = run(python, age, options.extra, Path(folder))
            used = ", ".join(f"{name} {number}" for name, number in versions.items())
            table.append((version, age, result, used))

    print()
    for version, age, result, used in table:
        print(f"Python {version:5} {age:7} {result:9} {used}")
    return 0 if all(result == "passed" for _, _, result, _ in table) else 1


if __name__ == "__main__":
    sys.exit(main())

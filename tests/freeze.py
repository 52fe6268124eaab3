"""Write constraints.txt anew: the newest versions that requirements.txt admits today.

    python tests/freeze.py

Binder and the site for web browsers are built from it, with the Python that environment.yml names.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from matrix import ROOT, find_python

HEAD = "# What was tried together, for Binder and the site. Made anew by: python tests/freeze.py\n"


def main():
    """Install everything in a new environment, and write down what came."""
    number = re.search(r"python=([\d.]+)", (ROOT / "environment.yml").read_text("utf-8"))[1]
    python = find_python(number) or sys.exit(f"Python {number} is needed, and was not found")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        pip = [Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python", "-m", "pip"]
        wanted = ["-r", "requirements.txt", "-e", ".[lite,pages]"]
        subprocess.run([*pip, "install", "--quiet", *wanted], cwd=ROOT, check=True)
        freeze = [*pip, "freeze", "--exclude-editable"]
        frozen = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    (ROOT / "constraints.txt").write_text(HEAD + frozen, encoding="utf-8")


if __name__ == "__main__":
    main()

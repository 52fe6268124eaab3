"""JupyterLab, Notebook 7 and browsers for the tests: started and stopped here, not downloaded."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
FLAGS = (  # noqa: SIM905
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
TOKEN = "loopback-only"
SLIDES = Path(__file__).resolve().parents[2] / "rnn_helpers" / "slides"
# Seconds. Every look at a page waits for a state, not for a time: only a test that fails waits as
# long as this, on however slow a machine.
PATIENCE = 90
PANEL = "window.jupyterapp.shell.currentWidget"  # the notebook, in the page's JavaScript
# Have the notebook's kernel run code, and return what it prints, read as JSON.
ASK = f"""async code => {{
    const kernel = {PANEL}.sessionContext.session.kernel;
    const future = kernel.requestExecute({{code, silent: true, store_history: false}});
    let said = '';
    future.onIOPub = ({{content}}) => {{ said += content.name === 'stdout' ? content.text : ''; }};
    const reply = (await future.done).content;
    if (reply.status !== 'ok') throw new Error(reply.traceback.join('\\n'));
    return said && JSON.parse(said);
}}"""
# Module, class with the setting that lets tests reach the application, and where notebooks open.
FRONT_ENDS = {
    "jupyterlab": ("jupyterlab", "LabApp", "lab/tree"),
    "notebook": ("notebook", "JupyterNotebookApp", "notebooks"),
}
SETTINGS = {  # nothing that pops up over the page
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
}  # fmt: skip


@contextlib.contextmanager
def jupyter_lab(folder, *, config="", front_end="jupyterlab", variables=None):
    """Run JupyterLab on the loopback address over `folder/work`; yield its address.

    Parameters
    ----------
    folder : Path, empty; settings, kernels' connection files and the log are kept in it
    config : text of a jupyter_server_config.py
    front_end : one of FRONT_ENDS
    variables : of the environment of the server and its kernels, beside our own
    """
    work = folder / "work"
    work.mkdir(parents=True)
    for name, settings in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    (folder / "config").mkdir()
    (folder / "config" / "jupyter_server_config.py").write_text(config)
    homes = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
    }
    homes = {name: str(folder / home) for name, home in homes.items()}
    address = f"http://127.0.0.1:{(port := _free_port())}"
    module, app, _ = FRONT_ENDS[front_end]
    command = [
        sys.executable, "-m", module, "--no-browser", "--allow-root",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={work}",
        f"--{app}.expose_app_in_browser=True", f"--LabApp.extra_labextensions_path={SLIDES}",
    ]  # fmt: skip
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT,
            env=os.environ | (variables or {}) | homes,
        )  # fmt: skip
        try:
            _wait_for(server, address, folder / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _wait_for(server, address, log, *, seconds=PATIENCE):
    for _ in range(5 * seconds):
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped:\n{log.read_text()[-2000:]}")
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=10)
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not answer in {seconds} s:\n{log.read_text()[-2000:]}")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def notebooks():
    """Return the notebooks of the collection, found by listing."""
    return sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@dataclass(frozen=True)
class Opening:
    """How a notebook is opened: which one, in which browser, in which of FRONT_ENDS."""

    path: Path
    browser: str = "chromium"
    front_end: str = "jupyterlab"

    @property
    def usual(self):
        return (self.browser, self.front_end) == ("chromium", "jupyterlab")

    @property
    def name(self):
        """Of the notebook, and where it is opened if not as usual."""
        return self.path.stem if self.usual else f"{self.path.stem}_{self.browser}_{self.front_end}"


# A few notebooks elsewhere too: where one types words, and where one points into the picture.
ELSEWHERE = [
    ("05", {"browser": "firefox"}),
    ("09", {"browser": "firefox"}),
    ("01", {"front_end": "notebook"}),
]


def openings():
    """Return every Opening that the tests try: all notebooks in JupyterLab in Chromium first."""
    paths = notebooks()
    elsewhere = [
        Opening(path, **where)
        for number, where in ELSEWHERE
        for path in paths
        if path.name.startswith(number)
    ]
    return [*map(Opening, paths), *elsewhere]

"""JupyterHub on the loopback address for class_of_seats.py, and what its processes cost (Linux)."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import psutil

PASSWORD = "loopback-only"
PATIENCE = 60  # seconds until the hub answers
SPAWN = 240  # seconds that a server may take to start
COURSE = "course"  # the name of the repository
CONFIG = """
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "{password}"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = ["{python}", "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.notebook_dir = "~"
c.Spawner.environment = {{"OPENBLAS_NUM_THREADS": "1"}}
c.Spawner.start_timeout = c.Spawner.http_timeout = {spawn}
"""


@contextlib.contextmanager
def jupyter_hub(folder):
    """Run a hub over an empty folder; yield its address and its psutil.Process."""
    if not shutil.which("configurable-http-proxy"):
        raise SystemExit("the hub's proxy is missing: npm install -g configurable-http-proxy")
    (folder / "homes").mkdir(parents=True)
    ports = dict(zip(("public", "hub", "proxy"), free_ports(3), strict=True))
    config = CONFIG.format(
        **ports, folder=folder, password=PASSWORD, python=sys.executable, spawn=SPAWN
    )
    (folder / "config.py").write_text(config)
    command = [sys.executable, "-m", "jupyterhub", "--config", str(folder / "config.py")]
    with (folder / "hub.log").open("w") as log:
        process = psutil.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{ports['public']}"
        wait_for(address, process, folder / "hub.log")
        yield address, process
    finally:
        stop(process)


def free_ports(number):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(address, process, log):
    for _ in range(5 * PATIENCE):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(f"{address}/hub/api", timeout=10).close()
        time.sleep(0.2)
    raise RuntimeError(f"the hub does not answer:\n{log.read_text()[-2000:]}")


def stop(hub):
    """Stop the hub, which stops its proxy and the servers; then whatever is left of them."""
    begun_here = hub.children(recursive=True) if hub.is_running() else []
    hub.terminate()
    _, left = psutil.wait_procs([hub, *begun_here], timeout=30)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=10)


def repository(notebooks, folder):
    """Make a git repository of notebooks; return its address."""
    course = folder / COURSE
    (course / "notebooks").mkdir(parents=True)
    for path in notebooks:
        shutil.copy(path, course / "notebooks")
    me = ("-c", "user.name=lecturer", "-c", "user.email=lecturer@example.org")
    for command in (
        ("init", "--initial-branch=main"),
        ("add", "."),
        (*me, "commit", "-m", "The notebooks"),
    ):
        subprocess.run(["git", *command], cwd=course, check=True, capture_output=True)
    return course.as_uri()


class Costs:
    """What the processes of a hub cost, by seat; "hub" is the hub itself with its proxy.

    Parameters
    ----------
    hub : its psutil.Process
    """

    def __init__(self, hub):
        self._hub, self._seats = hub, {}

    def processor(self):
        """Return {seat: seconds of processor time}; "script" is this process."""
        spent = {"script": sum(psutil.Process().cpu_times()[:2])}
        for process, seat in self._processes():
            spent[seat] = spent.get(seat, 0.0) + sum(process.cpu_times()[:2])
        return spent

    def memory(self, parts):
        """Return {part: (resident, unshared) MiB of its largest process}.

        Parameters
        ----------
        parts : {what the command line of a process holds: which part it is}
        """
        found = {}
        for process, _ in self._processes():
            words = " ".join(process.cmdline())
            part = next(part for sign, part in parts.items() if sign in words)
            memory = process.memory_full_info()
            here = memory.rss / 2**20, memory.uss / 2**20
            found[part] = max(here, found.get(part, here))
        return found

    def _processes(self):
        for process in [self._hub, *self._hub.children(recursive=True)]:
            if process.pid not in self._seats:
                self._seats[process.pid] = process.environ().get("JUPYTERHUB_USER", "hub")
            yield process, self._seats[process.pid]

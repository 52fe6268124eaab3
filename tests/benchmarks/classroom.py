"""What a class costs: memory and processor time of one student, students on one machine (Linux).

    python tests/benchmarks/classroom.py [chapters, such as 08 11]

Two real JupyterLab servers, and kernels driven through the websocket, as the browser does it. One
kernel imports all that any chapter imports and shows one explorer; it stays open. Beside it, each
chapter is run in a kernel of its own; then the second slider of its first explorer is moved: the
first is often the time, at which little is computed. Then somebody watches, as the browser would
say: the slider is moved some more, with a rest after each move in which the kernel looks ahead.

What a further student costs is unshared memory (USS): libraries that several processes read from
the same files are counted for none of them. In a container of its own each student can cost as
much as RSS. What is not measured: the browser, which is on the student's computer.
"""

import ast
import contextlib
import json
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

import psutil
from websocket import create_connection

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]
from lab import TOKEN, jupyter_lab, notebooks  # noqa: E402
from run_notebooks import WIDGET_VIEW, read  # noqa: E402

MOVES = 100
RESTS, REST = 4, 1.5  # moves after which the hand rests, for so many seconds
PICTURES = 15  # that a dragging hand asks for in a second
DRAGGING = 1 / 5  # of the class at any moment
GIB_A_CORE = 4
SYSTEM = 1024  # MiB left to the operating system
RESERVE = 1.25  # times what was measured: cells run again, malloc's own reserve


class Kernel:
    """A kernel of a JupyterLab server, and what the browser would send to it.

    Parameters
    ----------
    address : of the server
    server : its psutil.Process
    """

    def __init__(self, address, server):
        self.begun = time.perf_counter()
        known = set(server.children())
        request = urllib.request.Request(f"{address}/api/kernels?token={TOKEN}", data=b"{}")
        with urllib.request.urlopen(request) as answer:
            name = json.load(answer)["id"]
        (self.process,) = set(server.children()) - known
        self.address = f"{address}/api/kernels/{name}"
        socket = self.address.replace("http", "ws", 1)
        self.socket = create_connection(f"{socket}/channels?token={TOKEN}", timeout=60)
        self.sliders = []  # ids and states, in the order in which they were made
        self.front_ends = []  # ids of the explorers' own parts

    def send(self, kind, content):
        """Send a message and yield all answers, until the kernel is idle again."""
        name = uuid.uuid4().hex
        header = {"msg_id": name, "msg_type": kind, "username": "", "session": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send(json.dumps({**message, "channel": "shell", "buffers": []}))
        while True:
            answer = self.socket.recv()
            if isinstance(answer, bytes):  # with a picture
                start, end = (int.from_bytes(answer[i : i + 4], "big") for i in (4, 8))
                answer = answer[start:end]
            answer = json.loads(answer)
            if answer["parent_header"].get("msg_id") != name:
                continue
            yield answer
            if answer["content"].get("execution_state") == "idle":
                return

    def run(self, code):
        """Run a cell; return whether it has shown an explorer."""
        shown = False
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        for answer in self.send("execute_request", content):
            shown = shown or WIDGET_VIEW in answer["content"].get("data", {})
            state = answer["content"].get("data", {}).get("state", {})
            if answer["msg_type"] == "comm_open" and "SliderModel" in state.get("_model_name", ""):
                self.sliders.append((answer["content"]["comm_id"], state))
            if answer["msg_type"] == "comm_open" and "watching" in state:
                self.front_ends.append(answer["content"]["comm_id"])
            if answer["msg_type"] == "error":
                raise RuntimeError("\n".join(answer["content"]["traceback"]))
        return shown

    def drag(self, moves, *, rest=0.0):
        """Move the second slider to and fro, or the only one."""
        name, state = self.sliders[:2][-1]
        for move in range(moves):
            value = state["min"] + (state["max"] - state["min"]) * (move % 20) / 20
            self.update(name, {"value": type(state["value"])(value)})
            time.sleep(rest)

    def watch(self):
        """Say that somebody watches the first explorer, whose sliders these are."""
        self.update(self.front_ends[0], {"watching": 1.0})

    def update(self, name, state):
        data = {"method": "update", "state": state, "buffer_paths": []}
        for _ in self.send("comm_msg", {"comm_id": name, "data": data}):
            pass

    def close(self):
        """Shut the kernel down."""
        self.socket.close()
        end = urllib.request.Request(f"{self.address}?token={TOKEN}", method="DELETE")
        urllib.request.urlopen(end).close()


def standing(process):
    """Return resident and unshared memory in MiB."""
    memory = process.memory_full_info()
    return memory.rss / 2**20, memory.uss / 2**20


def processor(process):
    """Return the seconds of processor time that a process has used."""
    spent = process.cpu_times()
    return spent.user + spent.system


def cells(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "code"]


def run_chapter(path, address, server):
    """Run a notebook and drag; return what was measured."""
    kernel, row = Kernel(address, server), {"chapter": path.stem[:2]}
    for cell in cells(path):
        if kernel.run(cell) and "shown" not in row:
            row |= at_first_picture(kernel)
    row |= after_moves(kernel, server)
    kernel.close()
    return row


def import_all(address, server):
    """Run the imports of all chapters and show one explorer; return the kernel and its figures."""
    nodes = [node for path in notebooks() for cell in cells(path) for node in imports(cell)]
    explorer = (
        next(node for node in nodes if ".explorers import" in ast.unparse(node)).names[0].name
    )
    kernel = Kernel(address, server)
    kernel.run("\n".join(map(ast.unparse, nodes)))
    kernel.run(f"{explorer}()")
    return kernel, {"chapter": "all"} | at_first_picture(kernel)


def at_first_picture(kernel):
    seconds = time.perf_counter() - kernel.begun
    memory, spent = standing(kernel.process), processor(kernel.process)
    return {"seconds": seconds, "shown": memory, "start": spent}


def after_moves(kernel, server):
    spent = processor(kernel.process), processor(server)
    kernel.drag(MOVES)
    found = {
        "kernel ms": 1e3 * (processor(kernel.process) - spent[0]) / MOVES,
        "server ms": 1e3 * (processor(server) - spent[1]) / MOVES,
        "end": standing(kernel.process),
    }
    kernel.watch()
    spent = processor(kernel.process) + processor(server)
    kernel.drag(RESTS, rest=REST)
    spent = processor(kernel.process) + processor(server) - spent
    more = standing(kernel.process)[1] - found["end"][1]
    return {**found, "rest ms": 1e3 * spent / RESTS, "more": more}


def imports(cell):
    return [node for node in ast.parse(cell).body if isinstance(node, ast.Import | ast.ImportFrom)]


@contextlib.contextmanager
def two_servers(folder):
    """Run two servers, of which a page is opened; yield address and process of the first."""
    with jupyter_lab(folder / "one") as address:
        (server,) = psutil.Process().children()
        for page in ("lab", "lab/api/settings", "api/contents", "api/kernelspecs", "api/nbconvert"):
            urllib.request.urlopen(f"{address}/{page}?token={TOKEN}").close()
        with jupyter_lab(folder / "other"):
            yield address, server


def report(rows, server):
    """Print what was measured."""
    print("MiB resident (unshared)  first explorer    at the end  seconds  processor  ms a move"
          "  a rest  MiB more")  # fmt: skip
    for row in rows:
        shown, end = ("{:.0f} ({:.0f})".format(*row.get(at, (0, 0))) for at in ("shown", "end"))
        print(f"chapter {row['chapter']:10}{shown:>21}{end:>14}{row['seconds']:9.1f}"
              f"{row['start']:11.1f}{row['kernel ms']:6.0f} +{row['server ms']:3.0f}"
              f"{row['rest ms']:8.0f}{row['more']:10.1f}")  # fmt: skip
    print("server{:>33.0f} ({:.0f})".format(*server))
    print(
        "seconds, processor: from the start of the kernel to the first explorer; ms: kernel + "
        "server; a rest, more: processor time and memory for one move and looking ahead after it"
    )


def students(rows, server):
    """Print how many students a machine holds."""
    kernel = max(row["end"][1] for row in rows)
    move = max(row["kernel ms"] + row["server ms"] for row in rows)  # ms of processor time
    start = max(row["start"] for row in rows)  # seconds of processor time
    a_core = 1e3 / (PICTURES * move)
    print(f"\nA core follows {a_core:.1f} hands at {PICTURES} pictures a second; or "
          f"{a_core / DRAGGING:.0f} students of whom one in {1 / DRAGGING:.0f} drags.\n"
          f"Students a machine, one chapter open each; {SYSTEM} MiB left to the system and "
          f"{RESERVE - 1:.0%} to spare:\n"
          "GiB   server each   kernels only   cores   they follow   Run All at once")  # fmt: skip
    for size in (4, 8, 16, 32):
        room, cores = 1024 * size - SYSTEM, size // GIB_A_CORE
        each = room / (RESERVE * (kernel + server[1]))
        only = (room - server[1]) / (RESERVE * kernel)
        hands = cores * a_core / DRAGGING
        print(f"{size:3}{each:14.0f}{only:15.0f}{cores:8}{hands:14.0f}"
              f"{each * start / cores:16.0f} s")  # fmt: skip


def main(chapters):
    with tempfile.TemporaryDirectory() as folder, two_servers(Path(folder)) as (address, server):
        kernel, row = import_all(address, server)
        row |= after_moves(kernel, server)  # later its connection would be closed: nobody answers
        paths = [path for path in notebooks() if not chapters or path.stem[:2] in chapters]
        rows = [row, *(run_chapter(path, address, server) for path in paths)]
        memory = standing(server)
    report(rows, memory)
    students(rows, memory)


if __name__ == "__main__":
    main(sys.argv[1:])

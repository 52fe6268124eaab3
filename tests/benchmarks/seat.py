"""One seat of class_of_seats.py: what a student's browser sends to a hub, and what it gets back."""

import asyncio
import json
import struct
import time
import uuid
import zlib
from collections import defaultdict

import requests
from hub_on_loopback import COURSE, PASSWORD
from run_notebooks import WIDGET_VIEW
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PLACES_A_SECOND = 15  # that a dragging hand asks for
SECONDS = 3  # of dragging in each explorer
LOOK = 1  # seconds in which a student looks at an explorer before the hand moves
ACROSS = 20  # moves from one end of a slider to the other, or as many as it has notches
PATIENCE = 120  # seconds for one answer
PAGES = ("lab", "lab/api/settings", "lab/api/translations", "api/kernelspecs", "api/nbconvert")


class Seat:
    """A student at a hub.

    Parameters
    ----------
    address : of the hub
    name : to log in with
    repository : address of the repository that the link pulls
    """

    def __init__(self, address, name, repository):
        self.address, self.name, self.repository = address, name, repository
        self.home = f"{address}/user/{name}"
        self.http = requests.Session()
        self.http.headers["Sec-Fetch-Mode"] = "navigate"

    def log_in(self):
        """Follow the link: log in, wait for the server, pull the notebooks, load JupyterLab."""
        link = {"repo": self.repository, "branch": "main"}
        page = self.get(f"{self.address}/hub/user-redirect/git-pull", params=link)
        words = {"username": self.name, "password": PASSWORD, "_xsrf": self.http.cookies["_xsrf"]}
        page = self.http.post(page.url, data=words, timeout=PATIENCE)
        while not page.url.startswith(f"{self.home}/git-pull"):
            page.raise_for_status()
            time.sleep(0.5)
            page = self.http.get(page.url, timeout=PATIENCE)
        pulled = self.get(f"{self.home}/git-pull/api", params=link).text
        if '"phase": "finished"' not in pulled:
            raise RuntimeError(f"nothing was pulled:\n{pulled}")
        for page in PAGES:
            self.get(f"{self.home}/{page}")

    def get(self, address, **options):
        answer = self.http.get(address, timeout=PATIENCE, **options)
        answer.raise_for_status()
        return answer

    def start(self, chapter):
        """Open a chapter as JupyterLab does; return the code of its cells and its kernel's id."""
        folder = self.get(f"{self.home}/api/contents/{COURSE}/notebooks").json()["content"]
        (path,) = (one["path"] for one in folder if one["name"].startswith(chapter))
        notebook = self.get(f"{self.home}/api/contents/{path}").json()["content"]
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        answer = self.http.post(
            f"{self.home}/api/sessions", json=session, timeout=PATIENCE,
            headers={"X-XSRFToken": self._cookies()["_xsrf"], "Sec-Fetch-Mode": "cors"},
        )  # fmt: skip
        answer.raise_for_status()
        cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
        return cells, answer.json()["kernel"]["id"]

    async def open(self, chapter):
        """Open a chapter and connect to its kernel; return its Page."""
        cells, kernel = await asyncio.to_thread(self.start, chapter)
        address = f"{self.home}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies().items())
        headers = {"Cookie": cookies, "Sec-Fetch-Mode": "websocket", "Origin": self.address}
        socket = await websocket_connect(
            HTTPRequest(address, headers=headers, request_timeout=PATIENCE),
            max_message_size=2**26,
        )
        return Page(socket, cells, kernel)

    def _cookies(self):
        """Cookies that the browser sends to the server of this seat; the longest path counts."""
        fitting = [one for one in self.http.cookies if f"/user/{self.name}/".startswith(one.path)]
        return {one.name: one.value for one in sorted(fitting, key=lambda one: len(one.path))}


class Page:
    """A notebook that is open in a browser.

    Parameters
    ----------
    socket : websocket to the kernel
    cells : the code of its cells
    kernel : the kernel's id
    """

    def __init__(self, socket, cells, kernel):
        self.socket, self.cells, self.kernel = socket, cells, kernel
        self.models, self.explorers = {}, []
        self.asked = self.frame_at = None
        self.there = defaultdict(set)  # of each explorer, the places whose frames have come
        self.idle, self.error = asyncio.Event(), None
        self.listening = asyncio.create_task(self.listen())

    async def send(self, kind, content):
        """Send a message and wait until the kernel is done with it."""
        self.asked, self.frame_at = uuid.uuid4().hex, None
        self.idle.clear()
        message = {
            "header": {
                "msg_id": self.asked, "msg_type": kind, "username": "", "session": "page",
                "version": "5.3", "date": "",
            },
            "parent_header": {}, "metadata": {}, "content": content,
            "channel": "shell", "buffers": [],
        }  # fmt: skip
        await self.socket.write_message(json.dumps(message))
        await asyncio.wait_for(self.idle.wait(), PATIENCE)
        if self.error:
            raise RuntimeError(self.error)

    async def listen(self):
        while (raw := await self.socket.read_message()) is not None:
            buffers = []
            if isinstance(raw, bytes):  # how many parts, where each begins, and the parts
                begins = struct.unpack_from(f">{int.from_bytes(raw[:4], 'big')}I", raw, 4)
                raw, *buffers = (raw[a:b] for a, b in zip(begins, [*begins[1:], None]))
            self.hear(json.loads(raw), buffers)
        self.error = self.error or "the connection to the kernel was closed"
        self.idle.set()

    def hear(self, message, buffers):
        kind, content = message["msg_type"], message["content"]
        ours = message["parent_header"].get("msg_id") == self.asked
        if kind == "comm_open":
            self.models[content["comm_id"]] = content["data"]["state"]
        elif kind == "comm_msg":
            self.hear_frame(content["comm_id"], content["data"], buffers, ours)
        elif kind == "error":
            self.error = "\n".join(content["traceback"])
        elif view := content.get("data", {}).get(WIDGET_VIEW):
            inside = self.models[view["model_id"]].get("children", ())
            names = [child.removeprefix("IPY_MODEL_") for child in inside]
            self.explorers += [name for name in names if "watching" in self.models[name]]
        elif content.get("execution_state") == "idle" and ours:
            self.idle.set()

    def hear_frame(self, name, data, buffers, ours):
        """Note that the kernel's frame has come, or keep which places others are for."""
        if ["frame"] in data.get("buffer_paths", []):
            frames = bytes(buffers[data["buffer_paths"].index(["frame"])])
            if ours and not self.frame_at:
                self.frame_at = time.perf_counter()
        elif data["method"] == "custom" and "ahead" in (data["content"] or {}):
            frames = zlib.decompress(buffers[0])
        else:
            return
        told = [json.loads(line) for line in frames.split(b"\n")[::2] if line]
        self.there[name].update(key(one["values"]) for one in told if one["whole"])

    async def run(self):
        """Run all cells."""
        for cell in self.cells:
            await self.send("execute_request", {"code": cell, "silent": False})

    async def update(self, name, **state):
        """Tell the kernel what the hand did to a widget."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        await self.send("comm_msg", {"comm_id": name, "data": data})

    async def drag(self, explorer):
        """Drag the first slider of an explorer to and fro.

        Returns
        -------
        waits : seconds from the hand to the kernel's frame, of the places that the kernel heard of
        hits : for each place that the hand came to, whether its frame had come before
        """
        slider = next(
            name for name, _ in self.models[explorer]["controls"] if self._is_slider(name)
        )
        await self.update(explorer, watching=time.time())
        await asyncio.sleep(LOOK)
        waits, hits, newest = [], [], asyncio.Queue(1)
        hand = asyncio.create_task(self._hand(explorer, slider, newest, hits))
        while step := await newest.get():
            value, begun = step
            await self.update(slider, value=value)
            if self.frame_at:
                waits.append(self.frame_at - begun)
        await hand
        await self.update(explorer, watching=0)
        return waits, hits

    async def _hand(self, explorer, slider, newest, hits):
        """Put each place that the hand comes to, and when, in the room of the one before."""
        controls, state = self.models[explorer]["controls"], self.models[slider]
        begun = time.perf_counter()
        for number, value in enumerate(to_and_fro(state), start=1):
            await asyncio.sleep(max(0, begun + number / PLACES_A_SECOND - time.perf_counter()))
            state["value"] = value
            here = key(self.models[name][trait] for name, trait in controls)
            hits.append(here in self.there[explorer])
            if newest.full():
                newest.get_nowait()
            newest.put_nowait((value, time.perf_counter()))
        await newest.put(None)

    def _is_slider(self, name):
        return "SliderModel" in self.models[name]["_model_name"] and "min" in self.models[name]


def to_and_fro(slider):
    """Return the values of a slider under a dragging hand, from where it stands upwards."""
    low, step, value = slider["min"], slider["step"], slider["value"]
    notches = round((slider["max"] - low) / step)
    stride, at = max(1, round(notches / ACROSS)), round((value - low) / step)
    places = [*range(0, notches + 1, stride)]
    round_trip = [*places, *places[-2:0:-1]]
    start = at // stride + 1
    return [
        type(value)(low + step * round_trip[(start + n) % len(round_trip)])
        for n in range(SECONDS * PLACES_A_SECOND)
    ]


def key(values):
    """Return the values of all controls as kept_frames.js compares them."""
    return json.dumps([float(f"{one:.9g}") if isinstance(one, float) else one for one in values])

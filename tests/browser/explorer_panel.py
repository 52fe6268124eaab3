"""One explorer in an open notebook: what the hand does to it, in the browser and in the kernel."""

import time

from lab import PANEL, in_kernel

FIND = """
import gc, hashlib, json
from rnn_helpers.explorers.panel import Explorer as _Explorer
_sha = lambda data: hashlib.sha256(data).hexdigest()
_explorers = [thing for thing in gc.get_objects() if isinstance(thing, _Explorer)]
_explorers = {thing._layout.box.model_id: thing for thing in _explorers}
"""

IN_THE_KERNEL = """{
    "is current": explorer._shown == explorer._desk.values(),
    "form": explorer._layout.picture.format,
    "picture": _sha(explorer._layout.picture.value),
    "sentence": explorer.describe(),
    "controls": {control.description: format(control.value, control.readout_format)
                 for control in explorer.controls.values() if hasattr(control, "readout_format")},
    "drawing": _sha(explorer._film.jpeg()),
}"""

IN_THE_BROWSER = """async panel => {
    const picture = panel.querySelector('.rnn-picture');
    const bytes = await (await fetch(picture.src)).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const text = (from, part) => from.querySelector(part).textContent;
    const sliders = [...panel.querySelectorAll('.widget-slider')].map(slider =>
        [text(slider, '.widget-label'), text(slider, '.widget-readout').replace('−', '-')]);
    return {
        picture: [...hash].map(byte => byte.toString(16).padStart(2, '0')).join(''),
        alternative: picture.alt,
        sentence: text(panel.closest('.jp-OutputArea'), '.rnn-words > span'),
        controls: Object.fromEntries(sliders),
        place: [panel.getBoundingClientRect().y, panel.getBoundingClientRect().height],
    };
}"""


# The kernel answers a page in order. A widget keeps a change back while an earlier one is under
# way: so ask twice.
HEARD = f"""async () => {{
    const kernel = {PANEL}.sessionContext.session.kernel;
    for (const _ of [1, 2]) await kernel.requestExecute({{code: '', silent: true}}).done;
}}"""


LOOK = """async panel => {
    for (let still = 0, before = NaN, frame = 0; still < 3; frame++) {
        if (frame > 500) throw new Error('the panel does not stand still');
        panel.scrollIntoView({block: 'start'});
        await new Promise(requestAnimationFrame);
        const now = panel.getBoundingClientRect().y;
        still = now === before ? still + 1 : 0;
        before = now;
    }
}"""


class ExplorerPanel:
    """The panel of one explorer.

    Parameters
    ----------
    notebook : NotebookPage
    panel : Playwright's Locator of the panel
    name : model id of the panel's widget, by which the kernel knows the explorer
    """

    def __init__(self, notebook, panel, name):
        self.page, self.kernel = notebook.page, notebook.kernel
        self.panel, self.name = panel, name

    def ask(self, expression):
        """Evaluate an expression of `explorer` in the kernel."""
        code = f"explorer = _explorers[{self.name!r}]\nprint(json.dumps({expression}))"
        return in_kernel(self.kernel, code)

    def look(self):
        """Bring the panel's top to the top of the page, and wait until it stands still there."""
        self.panel.evaluate(LOOK)

    def heard(self):
        """Wait until the kernel has heard what the hand did last.

        Else a panel can be settled that stands as it stood before: a button looks the same before
        and after, unlike a slider, whose number is compared.
        """
        self.page.evaluate(HEARD)
        return self

    def settle(self, *, seconds=15):
        """Wait until the browser shows what the kernel drew for where the controls stand.

        Return both sides as one dict; `drawing` is the picture as it is drawn while a hand moves.
        """
        end = time.monotonic() + seconds
        while True:
            there, here = self.ask(IN_THE_KERNEL), self.panel.evaluate(IN_THE_BROWSER)
            if (
                there["is current"]
                and here["picture"] == there["picture"]
                and here["alternative"] == here["sentence"] == there["sentence"]
                and here["controls"].items() <= there["controls"].items()
            ):
                return {**here, **there}
            if time.monotonic() > end:
                raise AssertionError(f"browser and kernel differ: {here} is not {there}")

    def rest(self, *, seconds=15):
        """Wait until the sharp picture has come, and hold it equal to one drawn anew."""
        end = time.monotonic() + seconds
        while (seen := self.settle())["form"] != "png" and time.monotonic() < end:
            time.sleep(0.05)
        anew = "(explorer._show(**explorer._desk.values()), _sha(explorer._film.png()))[1]"
        assert seen["picture"] == self.ask(anew)

    # -- what a hand finds ---------------------------------------------------------------------

    def sliders(self):
        """Yield the locator of each slider, opening one group after the other."""
        seen = set()
        for _ in self.groups():
            for slider in self.panel.locator(".widget-slider:visible").all():
                if (name := label(slider)) not in seen:
                    seen.add(name)
                    yield slider

    def groups(self):
        """Open one group of controls after the other."""
        for title in self.panel.locator(".widget-toggle-buttons button").all() or [None]:
            if title:
                title.click()
                self.page.wait_for_timeout(50)
            yield

    def lists(self):
        """Yield the locator of each drop-down list that leaves a choice, group by group."""
        for _ in self.groups():
            lists = self.panel.locator(".widget-dropdown select:has(option + option):visible")
            yield from lists.all()

    def choose(self, choice):
        """Choose the next entry of a drop-down list, or the one before the last."""
        n, last = choice.evaluate("list => [list.selectedIndex, list.length - 1]")
        choice.select_option(index=n + 1 if n < last else n - 1)
        self.heard()

    def picture(self):
        return self.panel.locator(".rnn-picture")

    def buttons(self):
        """Return the locators of Reset and the presets."""
        return self.panel.locator(".widget-button").all()

    def click(self, button):
        """Press a button with the mouse."""
        button.click()
        self.heard()

    def press_by_code(self, name):
        """Have the kernel do what the button of this name does, from the start."""
        press = "reset()" if name == "Reset" else f"preset({name!r})"
        self.ask(f"(explorer.reset(), explorer.{press}, 0)[-1]")

    def drag(self, slider, *, share, moves=3):
        """Drag a slider's handle to a share of its length."""
        track, knob = slider.locator(".noUi-target").bounding_box(), handle(slider).bounding_box()
        y = knob["y"] + knob["height"] / 2
        self.page.mouse.move(knob["x"] + knob["width"] / 2, y)
        self.page.mouse.down()
        self.page.mouse.move(track["x"] + share * track["width"], y, steps=moves)
        self.page.mouse.up()

    def press(self, slider, key):
        """Press a key while a slider has the focus."""
        handle(slider).focus()
        self.page.keyboard.press(key)


def handle(slider):
    return slider.locator(".noUi-handle")


def label(slider):
    return slider.locator(".widget-label").inner_text()


def share(slider):
    """Where a slider's handle stands: 0 at the left end, 1 at the right end."""
    names = ("aria-valuemin", "aria-valuenow", "aria-valuemax")
    low, now, high = (float(handle(slider).get_attribute(name)) for name in names)
    return (now - low) / (high - low)

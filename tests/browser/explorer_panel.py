"""One explorer in an open notebook: what the hand does to it, in the browser and in the kernel."""

import time

from lab import ASK, PANEL, PATIENCE
from playwright.sync_api import expect

# What the kernel needs to know to answer. It looks for explorers when it does not know one yet.
IN_THE_KERNEL = """
import gc, hashlib, json
from rnn_helpers.panel import Explorer as _Explorer
_explorers = globals().get("_explorers", {})

def _explorer(name):
    if name not in _explorers:
        found = [thing for thing in gc.get_objects() if isinstance(thing, _Explorer)]
        _explorers.update({thing.layout.box.model_id: thing for thing in found})
    return _explorers[name]

def _sha(data):
    return hashlib.sha256(data).hexdigest()

def _seen(explorer):
    layout, scene = explorer.layout, explorer.scene
    return {
        "is current": scene.values == explorer._control_set.values() and scene.is_whole,
        "rests": layout.rests,
        "values": explorer._control_set.values(),
        "drawing": _sha(layout.front_end.frame.splitlines()[1]),
        "sentence": explorer.describe(),
        "controls": {
            control.description: format(control.value, control.readout_format)
            for control in explorer.controls.values() if hasattr(control, "readout_format")
        },
    }
"""

IN_THE_BROWSER = """async panel => {
    const picture = panel.querySelector('.rnn-picture');
    const painted = new TextEncoder().encode(picture.shown ?? '');
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', painted));
    const text = (from, part) => from.querySelector(part).textContent;
    const sliders = [...panel.querySelectorAll('.widget-slider')].map(slider =>
        [text(slider, '.widget-label'), text(slider, '.widget-readout').replace('−', '-')]);
    return {
        drawing: [...hash].map(byte => byte.toString(16).padStart(2, '0')).join(''),
        alternative: picture.ariaLabel,
        sentence: text(panel.closest('.jp-OutputArea'), '.rnn-words > span'),
        controls: Object.fromEntries(sliders),
        place: [panel.getBoundingClientRect().y, panel.getBoundingClientRect().height],
    };
}"""

# Widgets may have a thread of the kernel to themselves: what one does with a message is handed
# over to the explorer's own thread, which does it before it answers what is asked next. A widget
# keeps a change back while an earlier one is under way: so wait once more after an answer.
WAIT = f"""
    const kernel = {PANEL}.sessionContext.session.kernel, begin = performance.now();
    const heard = async () => {{
        while (kernel.unheard.size) {{
            if (performance.now() - begin > {1000 * PATIENCE}) throw new Error('no answer');
            await new Promise(done => setTimeout(done, 5));
        }}
    }};
    await heard();
"""
HEARD = f"""async () => {{
    {WAIT}
    await kernel.requestExecute({{code: '', silent: true}}).done;
    await heard();
}}"""

# The kernel first: what it sent before its answer has come by then. It is asked again where the
# page told it something meanwhile.
BOTH_SIDES = f"""async (panel, code) => {{
    {WAIT}
    let there;
    do {{
        await heard();
        there = await ({ASK})(code);
    }} while (kernel.unheard.size);
    return [there, await ({IN_THE_BROWSER})(panel)];
}}"""


LOOK = f"""async panel => {{
    const begin = performance.now();
    for (let still = 0, before = NaN; still < 3;) {{
        if (performance.now() - begin > {1000 * PATIENCE})
            throw new Error('the panel does not stand still');
        panel.scrollIntoView({{block: 'start'}});
        await new Promise(requestAnimationFrame);
        const now = panel.getBoundingClientRect().y;
        const drawn = Boolean(panel.querySelector('.rnn-picture')?.shown);
        still = drawn && now === before ? still + 1 : 0;
        before = now;
    }}
}}"""
# Where a slider's handle is taken, and where its track begins and how long it is.
GRIP = """slider => {
    const [knob, track] = ['.noUi-handle', '.noUi-target']
        .map(part => slider.querySelector(part).getBoundingClientRect());
    return [knob.x + knob.width / 2, knob.y + knob.height / 2, track.x, track.width];
}"""
# Which of the parts in sight a hand does not meet in their middle.
COVERED = """(panel, parts) => [...panel.querySelectorAll(parts)].filter(part => {
    const {x, y, width, height} = part.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    return part.checkVisibility() && !part.contains(there);
}).map(part => part.ariaLabel || part.textContent)"""
# The symbols of each group of controls.
GROUPS = """[
    [control.description for control in row.children]
    for part in explorer.layout.box.children if hasattr(part, "selected_index")
    for row in part.children
]"""


class ExplorerPanel:
    """The panel of one explorer.

    Parameters
    ----------
    notebook : NotebookPage
    panel : Playwright's Locator of the panel
    name : model id of the panel's widget, by which the kernel knows the explorer
    """

    def __init__(self, notebook, panel, name):
        self.notebook, self.page, self.panel, self.name = notebook, notebook.page, panel, name

    def ask(self, expression):
        """Evaluate an expression of `explorer` in the kernel, once it has heard the hand."""
        if self.notebook.moved:
            self.heard()
        return self.page.evaluate(ASK, self._code(expression))

    def _code(self, expression):
        return f"explorer = _explorer({self.name!r})\nprint(json.dumps({expression}))"

    def look(self):
        """Bring the panel's top to the top of the page, and wait until it is drawn and still."""
        self.panel.evaluate(LOOK)

    def heard(self):
        """Wait until the kernel has heard what the hand did last.

        Else a panel can be settled that stands as it stood before: a button looks the same before
        and after.
        (`ask` and `settle` wait by themselves after what is done here: drag, press, click, choose.)
        """
        self.page.evaluate(HEARD)
        self.notebook.moved = False
        return self

    def settle(self, *, after=None, seconds=PATIENCE):
        """Wait until the browser shows what the kernel drew for where the controls stand.

        After what was seen before, wait for another drawing. Return both sides as one dict.
        """
        end = time.monotonic() + seconds
        while True:
            there, here = self.panel.evaluate(BOTH_SIDES, self._code("_seen(explorer)"))
            self.notebook.moved = False
            if (
                there["is current"]
                and here["drawing"] == there["drawing"]
                and here["alternative"] == here["sentence"] == there["sentence"]
                and here["controls"].items() <= there["controls"].items()
                and there["drawing"] != (after or {}).get("drawing")
            ):
                return {**here, **there}
            if time.monotonic() > end:
                raise AssertionError(f"browser and kernel differ: {here} is not {there}")

    def rest(self, *, seconds=PATIENCE):
        """Wait until the hand is known to rest, and the picture is the one that is drawn anew.

        What a button puts can cross a key on its way, and push it back until the browser asks: so
        look again, until the time is over.
        """
        show = "explorer.scene.show(**explorer._control_set.values())"
        anew = f"({show}, _sha(explorer.frames.frame()))[1]"
        end = time.monotonic() + seconds
        while True:
            seen = self.settle()
            if seen["rests"] and seen["drawing"] == (drawn := self.ask(anew)):
                return
            if time.monotonic() > end:
                assert seen["rests"], f"it never rests: {seen}"
                raise AssertionError(f"drawn anew the picture is {drawn}: {seen}")
            time.sleep(0.05)

    def one_slider_works(self):
        self.look()
        slider, before = next(self.sliders()), self.settle()
        self.press(slider, "Home" if share(slider) > 0.5 else "End")
        self.settle(after=before)

    # -- what a hand finds ---------------------------------------------------------------------

    def sliders(self, *, each=True):
        """Yield the locator of each slider, opening one group after the other.

        each : or else the first of each group, and the last of all
        """
        seen, shown, last = set(), ".widget-slider:visible", []
        for _ in self.groups():
            names = self.panel.locator(f"{shown} .widget-label").all_inner_texts()
            sliders = dict(zip(names, self.panel.locator(shown).all(), strict=True))
            new = [slider for name, slider in sliders.items() if name not in seen]
            seen |= {*sliders}
            yield from new if each else new[:1]
            last = [] if each else new[1:][-1:]
        yield from last

    def groups(self):
        """Open one group of controls after the other."""
        titles = self.panel.locator(".widget-toggle-buttons button").all()
        symbols = self.panel.locator(".rnn-chosen .widget-label")
        for title, shown in zip(titles, self.ask(GROUPS)):
            click(title)
            expect(symbols).to_have_text(shown)
            yield
        if not titles:
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
        self.notebook.moved = True

    def covered(self, parts):
        """Return the names of those of these parts in sight that no hand meets."""
        return self.panel.evaluate(COVERED, parts)

    def picture(self):
        return self.panel.locator(".rnn-picture")

    def buttons(self):
        """Return the locators of Reset and the presets."""
        return self.panel.locator(".widget-button").all()

    def click(self, button):
        """Press a button with the mouse."""
        click(button)
        self.notebook.moved = True

    def values(self):
        """Where the controls stand."""
        return self.ask("explorer._control_set.values()")

    def pressed_by_code(self, name, values):
        """Have the kernel do what the button of this name does, from these values; the drawing."""
        press = "reset()" if name == "Reset" else f"preset({name!r})"
        start = f"explorer.set(**{values!r})"
        return self.ask(f"({start}, explorer.{press}, _seen(explorer)['drawing'])[-1]")

    def drag(self, slider, *, share, moves=2):
        """Drag a slider's handle to a share of its length."""
        x, y, left, width = slider.evaluate(GRIP)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(left + share * width, y, steps=moves)
        assert self.page.evaluate(ANIMATED) == [], "the hand waits for the screen's frames"
        self.page.mouse.up()
        self.notebook.moved = True

    def press(self, slider, key):
        """Press a key while a slider has the focus."""
        handle(slider).focus()
        self.page.keyboard.press(key)
        self.notebook.moved = True


ANIMATED = """() => document.getAnimations()
    .filter(({animationName, effect}) => animationName && effect.target.closest('.jp-Notebook'))
    .map(({animationName}) => animationName)"""

BRING_INTO_SIGHT = """part => {
    const {x, y, width, height} = part.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    if (!part.contains(there)) part.scrollIntoView({block: 'center'});
}"""


def click(part):
    """Press with the mouse; what is in sight stays there, while Playwright's own click moves it in
    Firefox."""
    part.evaluate(BRING_INTO_SIGHT)
    box = part.bounding_box()
    part.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def handle(slider):
    return slider.locator(".noUi-handle")


def label(slider):
    return slider.locator(".widget-label").inner_text()


def share(slider):
    """Where a slider's handle stands: 0 at the left end, 1 at the right end."""
    return handle(slider).evaluate(
        """handle => {
            const {ariaValueMin: low, ariaValueNow: now, ariaValueMax: high} = handle;
            return (now - low) / (high - low);
        }"""
    )

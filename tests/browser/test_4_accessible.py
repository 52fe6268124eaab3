"""An explorer for those who cannot see it well, or have no mouse: names, keys, focus, contrast."""

from types import SimpleNamespace

import pytest
from explorer_panel import share
from notebook_page import soon
from playwright.sync_api import expect

STANDARD = {"slider", "textbox", "button", "combobox"}  # roles of what can be moved
IN_FOCUS = "panel => panel.contains(document.activeElement)"
# From now on, note the outline of whatever in the panel has the focus.
OUTLINES = """panel => {
    window.outlines = [];
    panel.addEventListener('focusin', ({target}) => {
        const style = getComputedStyle(target);
        window.outlines.push([parseFloat(style.outlineWidth), style.outlineStyle]);
    });
}"""

RATIO = """
    const light = colour => {
        const part = colour.match(/[\\d.]+/g).slice(0, 3).map(value => value / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    };
    const ground = element => {
        const colour = element && getComputedStyle(element).backgroundColor;
        if (!element) return 'rgb(255, 255, 255)';
        return /, 0\\)$/.test(colour) ? ground(element.parentElement) : colour;
    };
    const ratio = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((one, other) => one - other);
        return (bright + 0.05) / (dark + 0.05);
    };
"""
CONTRAST = f"""(panel, controls) => {{
    {RATIO}
    if (controls) return [...panel.querySelectorAll('.noUi-handle, .noUi-connects')]
        .map(part => [part.className, ratio(getComputedStyle(part).backgroundColor,
                                            ground(part.closest('.slider-container')))]);
    const texts = [...panel.closest('.jp-OutputArea').querySelectorAll('*')].filter(element =>
        element.checkVisibility() && element.innerText?.trim()
        && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
    return texts.map(element =>
        [element.innerText, ratio(getComputedStyle(element).color, ground(element))]);
}}"""
# Of the letters in colour in the page's formulas and code: of formulas the colours are in the
# notebook, and a filter makes them lighter.
IN_COLOUR = "mjx-mstyle[style*=color], .jp-CodeCell .cm-line span"
LETTERS = f"""letters => {{
    {RATIO}
    return letters.map(letter => {{
        const {{color, filter}} = getComputedStyle(letter);
        const more = Number(filter.match(/brightness\\((.*)\\)/)?.[1] ?? 1);
        const seen = color.match(/\\d+/g).map(part => Math.min(more * part, 255));
        return [letter.textContent, ratio(String(seen), ground(letter))];
    }});
}}"""
THEME = """theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"""


@pytest.fixture(scope="module")
def met(ran):
    """Each kind of explorer, met once: what ears, eyes and keys find in it."""
    chromium = ran.page.context.new_cdp_session(ran.page)
    for domain in ("DOM", "Accessibility"):
        chromium.send(f"{domain}.enable")
    seen = [meet(explorer, chromium) for explorer in ran.kinds()]
    chromium.detach()
    return seen


def meet(explorer, chromium):
    explorer.look()
    explorer.panel.evaluate("panel => panel.setAttribute('data-asked', '')")
    root = chromium.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    find = {"nodeId": root, "selector": ".rnn-panel[data-asked]"}
    panel = chromium.send("DOM.querySelector", find)
    explorer.panel.evaluate("panel => panel.removeAttribute('data-asked')")
    shown = explorer.panel.locator(".widget-slider:visible .widget-label")
    groups = [
        SimpleNamespace(
            known=accessible(chromium, panel),
            sliders=shown.all_inner_texts(),
            words=explorer.panel.evaluate(CONTRAST, False),
            controls=explorer.panel.evaluate(CONTRAST, True),
        )
        for _ in explorer.groups()
    ]
    sentence = explorer.settle()["sentence"]
    return SimpleNamespace(groups=groups, sentence=sentence, focus=walk(explorer))


def accessible(chromium, panel):
    """What Chromium tells a screen reader about a panel: a list of (role, name)."""
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in chromium.send("Accessibility.queryAXTree", panel)["nodes"]
        if not node["ignored"]
    ]


def walk(explorer):
    """Tab through all that can be moved: how much there is, its outlines, whether one is out."""
    panel, keyboard = explorer.panel, explorer.page.keyboard
    everything = panel.locator(".noUi-handle, .widget-readout, .widget-text input, button, select")
    everything = everything.filter(visible=True)
    count = everything.count()
    everything.first.focus()
    keyboard.press("Tab")  # as one who has no mouse
    panel.evaluate(OUTLINES)
    keyboard.press("Shift+Tab")
    for _ in range(count):
        keyboard.press("Tab")
    outlines = explorer.page.evaluate("window.outlines")
    return SimpleNamespace(count=count, outlines=outlines, is_out=not panel.evaluate(IN_FOCUS))


def test_a_screen_reader_finds_a_name_for_everything(met):
    for explorer in met:
        for group in explorer.groups:
            controls = [(role, name) for role, name in group.known if role in STANDARD]
            assert all(name for _, name in controls)
            assert len(set(controls)) == len(controls), "two of one name"
            sliders = [name for role, name in controls if role == "slider"]
            assert [name.split(", ")[0] for name in sliders] == group.sliders
        pictures = [name for role, name in explorer.groups[-1].known if role == "image"]
        assert pictures == [explorer.sentence]


def test_what_the_picture_shows_is_said_once_the_hand_rests(ran):
    """(That the sharp picture of every explorer is a full drawing, tests/explorers finds out.)"""
    explorer = ran.explorers()[0]
    explorer.look()
    slider = next(explorer.sliders())
    explorer.press(slider, "Home" if share(slider) > 0.5 else "End")
    explorer.rest()
    said = explorer.panel.locator(".rnn-said[role=status]")
    expect(said).to_have_text(explorer.settle()["sentence"])


def test_the_keyboard_reaches_everything_and_shows_where_it_is(met):
    for explorer in met:
        focus = explorer.focus
        assert len(focus.outlines) == focus.count and focus.is_out
        assert not [(w, style) for w, style in focus.outlines if w < 2 or style != "solid"]


def test_words_and_sliders_stand_out_from_their_ground(ran, met):
    for explorer in met:
        for group in explorer.groups:
            assert group.words and not [word for word in group.words if word[1] < 4.5]  # WCAG 2.2
        seen = [part for group in explorer.groups for part in group.controls]
        assert seen and not [part for part in seen if part[1] < 3]
    letters = ran.page.locator(IN_COLOUR).evaluate_all(LETTERS)
    assert letters and not [word for word in letters if word[1] < 4.5]


@pytest.fixture
def dark(ran):
    ran.page.evaluate(THEME, "JupyterLab Dark")
    ran.page.wait_for_selector("body[data-jp-theme-light=false]", state="attached")
    yield ran
    ran.page.evaluate(THEME, "JupyterLab Light")
    ran.page.wait_for_selector("body[data-jp-theme-light=true]", state="attached")


def test_in_the_dark_theme_words_and_formulas_stand_out_too(dark):
    def faint():
        panels = [one.panel for one in dark.explorers()] + dark.page.locator(".rnn-guess").all()
        seen = [word for panel in panels for word in panel.evaluate(CONTRAST, False)]
        letters = dark.page.locator(IN_COLOUR).evaluate_all(LETTERS)
        assert seen and letters
        return [word for word in seen + letters if word[1] < 4.5]

    with dark.unfolded():
        assert not soon(faint, seconds=10)  # its style sheet comes when it comes

// Beside jupyterlab-slideshow: one key leads on and one leads back, through every slide in order,
// and letters are as large as the screen allows. Alone, its right arrow leaves out the subslides,
// its space bar stops at each cell of a slide without a change in sight, Page Up and Page Down (a
// clicker's keys) do nothing, a show that starts at a note is empty, and saving takes the focus out
// of the field in which somebody types. JupyterLab loads this file as it stands.

const STEPS = {
  PageDown: 1, ArrowRight: 1, ArrowDown: 1, " ": 1, PageUp: -1, ArrowLeft: -1, ArrowUp: -1,
};
const BEGINS = ["slide", "subslide", "fragment"]; // a cell that brings something into sight
const SCREEN = [1024, 768]; // every slide fits on it; a larger one shows the same, larger
const STYLE = `
.jp-Deck { --jp-content-font-size1: 18px; --jp-code-font-size: 16px }
.jp-Deck .jp-WindowedPanel-viewport { zoom: var(--slide-zoom); max-width: 874px; margin: 0 auto }
.jp-Deck .jp-RenderedHTMLCommon table { font-size: 18px }
.jp-Deck .jp-RenderedHTMLCommon table:has(tr:nth-child(15)) { font-size: 14px } /* a long one */
/* No room to scroll below a slide, or it would be cut off above. */
.jp-Deck .jp-WindowedPanel-outer::after { display: none !important }
/* A hair narrower at each zoom: a picture notices, and draws itself as sharp. */
.jp-Deck .rnn-picture > canvas { width: calc(100% - 0.2px * var(--slide-zoom)) }
/* The slide's number, two arrows and the way out, in the margin. */
.jp-Deck-Remote::before { text-align: center; font-size: 12px }
.jp-Deck-Remote-directions > div { flex-direction: column }
.jp-Deck-Remote button.jp-mod-disabled { opacity: 0.75; cursor: pointer }
.jp-Deck-Remote :is(.jp-deck-mod-direction-up, .jp-deck-mod-direction-down) { display: none }
.jp-Deck-DesignTools { display: none }
/* A first visitor's question about news, until the show is over. */
[data-jp-deck-mode="presenting"] .Toastify { display: none }
`;
// The slide's number, in a sheet of its own: a property of the body would have the browser look
// anew at every element of the notebook, at each key.
const NUMBER = document.createElement("style");

const shows = () => document.body.dataset.jpDeckMode === "presenting";

// Go one step on, or back with step -1; with step 0 to the slide that holds the active cell.
function go(app, step) {
  const notebook = app.shell.currentWidget?.content, cells = notebook?.model?.cells;
  if (!cells) return;
  const begins = (n) => BEGINS.includes(cells.get(n).getMetadata("slideshow")?.slide_type);
  const stops = [...Array(cells.length).keys()].filter(begins);
  const here = stops.findLastIndex((n) => n <= notebook.activeCellIndex);
  const next = stops[Math.min(Math.max(here + step, 0), stops.length - 1)];
  if (next === undefined) return;
  notebook.activeCellIndex = next;
  const number = `"${stops.indexOf(next) + 1} / ${stops.length}"`; // as in the lecturer's notes
  NUMBER.textContent = `.jp-Deck-Remote::before { content: ${number} }`;
}

function fit() {
  const zoom = Math.min(innerWidth / SCREEN[0], innerHeight / SCREEN[1]);
  document.body.style.setProperty("--slide-zoom", Math.max(zoom, 1));
}

// What has the focus in an explorer keeps its arrows and its space bar; Page Up and Down lead on.
function lead(app) {
  const take = (event, step) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    go(app, step);
  };
  addEventListener("keydown", (event) => {
    const { key, target, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (shows() && key === "Escape" && target.matches(".jp-OutputArea :is(input, [contenteditable])"))
      app.shell.currentWidget.content.activeCell.node.focus(); // the next Escape leaves the show
    if (!shows() || !STEPS[key] || ctrlKey || altKey || metaKey) return;
    if (!key.startsWith("Page") && target.closest(".jp-OutputArea, .cm-content")) return;
    take(event, key === " " && shiftKey ? -1 : STEPS[key]);
  }, true);
  addEventListener("click", (event) => {
    const arrow = event.target.closest("[class*=jp-deck-mod-direction-]");
    if (arrow) take(event, arrow.matches(".jp-deck-mod-direction-back") ? -1 : 1);
  }, true);
}

// Give the focus back that a cell has taken from its own explorer, and not a hand.
function keepFocus() {
  let hand = 0; // when a hand last could mean to move the focus
  const note = ({ key, timeStamp }) => {
    if (!key || key === "Escape" || key === "Tab") hand = timeStamp;
  };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, note, true);
  addEventListener("focusin", ({ target, relatedTarget: before, timeStamp }) => {
    const taken = target.matches(".jp-Deck .jp-Cell") && before?.closest(".jp-Cell") === target;
    if (taken && timeStamp - hand > 500) before.focus();
  });
}

function activate(app) {
  document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }), NUMBER);
  fit();
  addEventListener("resize", fit);
  lead(app);
  keepFocus();
  const observer = new MutationObserver(() => shows() && go(app, 0));
  observer.observe(document.body, { attributeFilter: ["data-jp-deck-mode"] });
}

const plugin = { id: "slide-keys:plugin", autoStart: true, activate };
(window._JUPYTERLAB ??= {})["slide-keys"] = {
  init: () => {},
  get: async () => () => ({ default: plugin, __esModule: true }),
};

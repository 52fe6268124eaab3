// What ipywidgets leaves out: the picture (player.js, kept_frames.js). For a screen reader: a name for
// each slider, number field and Play button, and a region that says what the picture shows at rest.
// For a hand: pointing in the picture (pointing.js), numbers typed beside the sliders, a line to copy.

const PLAY = { "fa-play": "Play", "fa-pause": "Pause", "fa-stop": "Back to the first step" };

function nameSliders(panel) {
  for (const slider of panel.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector(".widget-label");
    const meaning = label.title && label.title !== "null" ? `, ${label.title}` : "";
    const name = label.textContent + meaning;
    slider.querySelector(".noUi-handle")?.setAttribute("aria-label", name);
    const field = slider.querySelector(".widget-readout");
    field?.setAttribute("role", "textbox");
    field?.setAttribute("aria-label", `${name}: type a number`);
  }
}

function nameButtons(panel) {
  for (const [icon, name] of Object.entries(PLAY))
    for (const sign of panel.querySelectorAll(`.widget-play .${icon}`))
      sign.parentElement.setAttribute("aria-label", name);
  for (const title of panel.querySelectorAll(".widget-toggle-buttons button"))
    title.setAttribute("aria-pressed", title.classList.contains("mod-active"));
}

// No capital, no smart dash and no red wave in what is typed.
function typePlainly(panel) {
  for (const field of panel.querySelectorAll(".widget-readout, .widget-text input"))
    for (const habit of ["autocapitalize", "autocorrect", "spellcheck"])
      field.setAttribute(habit, habit === "spellcheck" ? "false" : "off");
}

function showPicture(model, el) {
  const { node, setBackground, setList, close } = picture();
  setBackground(model.get("background"));
  el.append(node);
  const { put, sayAll, stop } = followFrames(model, ({ list, sentence }) => {
    setList(list);
    node.setAttribute("aria-label", sentence);
  }, () => {
    for (const area of node.querySelectorAll(".rnn-area")) area.remove();
    requestAnimationFrame(() => { // when JupyterLab has put its broken chains
      const panel = node.closest(".rnn-panel");
      if (panel) putNote(panel, "The kernel that drew this has gone. Run the cells again.", node);
    });
  });
  const follow = ({ target }) => {
    const values = model.get("buttons")[target.closest(".widget-button")?.textContent];
    if (values) put(values);
  };
  return {
    follow,
    sayAll,
    closePicture: () => {
      stop();
      close();
    },
  };
}

// Before a button tells the kernel, Play pauses and the sliders have told all: what came after the
// button would move them from where it puts them.
function giveWay(panel, sayAll) {
  const before = ({ target }) => {
    if (!target.closest(".widget-button, .rnn-task button")) return;
    panel.querySelector(".widget-play .fa-pause")?.parentElement.click();
    sayAll();
  };
  panel.addEventListener("click", before, true);
}

// Keys that move a slider are for the slider: Notebook 7 would take the arrows for its own commands.
function keepKeys(panel) {
  const keep = ({ target, key }) => {
    if (panel.contains(target) && target.matches(".noUi-handle"))
      target.toggleAttribute("data-lm-suppress-shortcuts", /^(Arrow|Page|Home|End)/.test(key));
  };
  window.addEventListener("keydown", keep, true); // before anybody else hears it
  return () => window.removeEventListener("keydown", keep, true);
}

// The kernel looks ahead while somebody is about to move something. A new view has no frames yet,
// and says so by a number of its own. Where several watch, the one that came last has said so; when
// it has gone, another says it.
function tellWhoWatches(panel, model) {
  const view = 1 + Date.now() + Math.random();
  let watches = false, over = panel.matches(":hover");
  const say = (who) => {
    const { kernel } = model.widget_manager; // gone when its notebook was closed
    if (kernel === null || kernel?.isDisposed || kernel?.status === "dead") return;
    model.set("watching", who);
    model.save_changes();
  };
  const tell = () => {
    const at = over || panel.contains(document.activeElement), before = watches;
    watches = at && panel.isConnected && !document.hidden;
    if (watches === before) return;
    if (watches) say(view);
    else if (model.get("watching") === view) say(0);
  };
  const goOn = () => watches && !model.get("watching") && say(view);
  const hear = ({ type }) => {
    if (type.startsWith("pointer")) over = type === "pointerenter";
    setTimeout(tell);
  };
  const kinds = ["pointerenter", "pointerleave", "focusin", "focusout"];
  for (const kind of kinds) panel.addEventListener(kind, hear);
  document.addEventListener("visibilitychange", tell);
  model.on("change:watching", goOn);
  tell();
  return () => {
    document.removeEventListener("visibilitychange", tell);
    model.off("change:watching", goOn);
    setTimeout(tell); // by then the panel is out of the page
  };
}

// Python reads what was typed beside a slider: ipywidgets would take "0,75" for 0.
function takeTyping(panel, model) {
  let field, note = ""; // the field in which was typed last
  const take = (event) => {
    if (!event.target.classList.contains("widget-readout")) return;
    if (event.type === "keydown" && event.keyCode !== 13) return; // not Enter
    const slider = event.target.closest(".widget-slider");
    const track = slider?.querySelector(".noUi-target")?.noUiSlider;
    if (!track) return;
    event.preventDefault();
    event.stopPropagation();
    field = event.target;
    const text = field.textContent;
    track.set(track.get()); // the field shows again where the slider stands
    if (text === field.textContent) return;
    model.set("typed", [slider.querySelector(".widget-label").textContent, text, Date.now()]);
    model.save_changes();
  };
  for (const kind of ["keydown", "blur"]) panel.addEventListener(kind, take, true); // before it
  model.on("change:note", () => {
    if (note) note.remove();
    note = model.get("note") && putNote(panel, model.get("note"), field ?? panel);
  });
}

// Words over the picture, so that nothing jumps, below what they are about.
function putNote(panel, words, about) {
  const note = document.createElement("div");
  note.className = "rnn-note";
  note.setAttribute("role", "alert");
  note.textContent = words;
  panel.append(note);
  const from = panel.getBoundingClientRect(), to = about.getBoundingClientRect();
  note.style.left = `${Math.max(0, to.right - from.x - note.offsetWidth)}px`;
  note.style.top = `${panel.querySelector(".rnn-picture").getBoundingClientRect().y - from.y}px`;
  return note;
}

// A button that copies the line of code which opens the explorer as it stands. Where a browser
// keeps its clipboard to itself, as on a page without https, it shows the line instead.
function offerLine(panel, model) {
  const button = document.createElement("button");
  let note, asked = false; // by this view, of perhaps several
  button.className = "jupyter-button rnn-copy";
  button.title = "copy a line of code that opens this explorer as it stands";
  button.setAttribute("aria-live", "polite");
  button.textContent = "copy";
  panel.querySelector(".widget-button").parentElement.append(button);
  button.addEventListener("click", () => {
    asked = true;
    button.focus(); // which Safari leaves out
    model.set("line_asked", Date.now());
    model.save_changes();
  });
  button.addEventListener("blur", () => {
    button.textContent = "copy";
    note?.remove();
  });
  model.on("msg:custom", async ({ line }) => {
    if (!line || !asked) return;
    asked = false;
    try {
      await navigator.clipboard.writeText(line);
      button.textContent = "copied";
    } catch {
      note?.remove();
      note = putNote(panel, line, button);
      getSelection().selectAllChildren(note); // Ctrl+C takes it
    }
  });
}

function render({ model, el }) {
  const { follow, sayAll, closePicture } = showPicture(model, el);
  const said = document.createElement("div");
  said.className = "rnn-said";
  said.setAttribute("role", "status");
  el.append(said);
  model.on("change:said", () => (said.textContent = model.get("said")));

  let panel;
  const leave = [closePicture];
  const name = () => {
    for (const each of [nameSliders, nameButtons, typePlainly]) each(panel);
  };
  const observer = new MutationObserver(name);
  const begin = () => {
    panel = el.closest(".rnn-panel");
    if (!panel) return requestAnimationFrame(begin); // not yet in its place
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "explorer");
    name();
    giveWay(panel, sayAll);
    panel.addEventListener("click", follow); // the button has told the kernel by then
    takePointer(panel, model);
    takeTyping(panel, model);
    offerLine(panel, model);
    leave.push(keepKeys(panel), tellWhoWatches(panel, model));
    const watched = { childList: true, subtree: true, attributeFilter: ["class"] };
    observer.observe(panel, watched);
  };
  begin();
  return () => {
    observer.disconnect();
    for (const each of leave) each();
  };
}

export default { render };

// What ipywidgets leaves out. For a screen reader: a name for each slider, number field and Play
// button, the picture's alternative text, and a region that says what the picture shows at rest.
// For a hand: pointing and dragging in the picture.

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

function describePicture(panel) {
  for (const picture of panel.querySelectorAll(".rnn-picture[title]")) {
    picture.alt = picture.title;
    picture.removeAttribute("title"); // or it would pop up over the picture
  }
}

function takePointer(panel, model) {
  let held, count = 0; // the area in which a drag began
  const areaAt = ([x, y]) => (model.get("areas") || []).find(
    ([left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height);
  const within = (share, low, length) => Math.min(Math.max(share, low), low + length);
  const send = ([x, y]) => {
    const [left, top, width, height] = held;
    model.set("pointed", [within(x, left, width), within(y, top, height), ++count]);
    model.save_changes();
  };
  const on = (kind, act) => panel.addEventListener(kind, (event) => {
    if (!event.target.classList.contains("rnn-picture")) return;
    const box = event.target.getBoundingClientRect();
    act(event, [(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height]);
  });
  on("pointerdown", (event, place) => {
    held = event.button === 0 ? areaAt(place) : undefined;
    if (!held) return;
    event.target.setPointerCapture(event.pointerId);
    send(place);
  });
  on("pointermove", (event, place) => {
    if (held) send(place);
    else event.target.style.cursor = areaAt(place) ? "crosshair" : "";
  });
  for (const end of ["pointerup", "pointercancel"]) on(end, () => (held = undefined));
  on("dragstart", (event) => event.preventDefault()); // no picture is carried away
}

function render({ model, el }) {
  const said = document.createElement("div");
  said.className = "rnn-said";
  said.setAttribute("role", "status");
  el.append(said);
  model.on("change:said", () => (said.textContent = model.get("said")));

  let panel;
  const name = () => [nameSliders, nameButtons, describePicture].forEach((each) => each(panel));
  const observer = new MutationObserver(name);
  const begin = () => {
    panel = el.closest(".rnn-panel");
    if (!panel) return requestAnimationFrame(begin); // not yet in its place
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "explorer");
    name();
    takePointer(panel, model);
    const watched = { childList: true, subtree: true, attributeFilter: ["class", "title"] };
    observer.observe(panel, watched);
  };
  begin();
  return () => observer.disconnect();
}

export default { render };

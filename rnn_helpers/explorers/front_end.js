// What ipywidgets leaves out for a screen reader: a name for each slider, number field and Play
// button, the picture's alternative text, and a region that says what the picture shows at rest.

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
    const watched = { childList: true, subtree: true, attributeFilter: ["class", "title"] };
    observer.observe(panel, watched);
  };
  begin();
  return () => observer.disconnect();
}

export default { render };

// Explorers of a page without a kernel. All that is shown was recorded (recording.py); walk.js finds
// it, and player.js draws it: both stand before this file, and guesses.js.

function make(tag, properties = {}, ...children) {
  const { aria, ...rest } = properties, made = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(aria ?? {})) made.setAttribute(`aria-${name}`, value);
  made.append(...children);
  return made;
}

function slider({ values, texts, colour }, move) {
  const input = make("input", { type: "range", min: 0, max: values.length - 1, step: 1 });
  if (colour?.startsWith("#")) input.style.accentColor = colour;
  const readout = make("span", { className: "value" });
  input.addEventListener("input", () => move(Number(input.value)));
  const show = (number) => {
    input.value = number;
    input.setAttribute("aria-valuetext", texts[number]);
    readout.textContent = texts[number];
  };
  return { parts: [input, readout], show };
}

function list({ texts }, move) {
  const input = make("select", {}, ...texts.map((text) => make("option", {}, text)));
  input.addEventListener("change", () => move(input.selectedIndex));
  return { parts: [input], show: (number) => (input.selectedIndex = number) };
}

function line({ texts }) {
  const typed = make("span", { className: "line" });
  const hint = make("small", {}, "to type another, run the notebook");
  return { parts: [typed, hint], show: (number) => (typed.textContent = texts[number]) };
}

function controlRow(control, id, move) {
  const { parts, show } = { slider, list, line }[control.kind](control, move);
  const name = make("label", { className: "name", htmlFor: id }, make("b", {}, control.symbol));
  parts[0].id = id;
  if (control.meaning && control.kind !== "line") name.append(" ", make("small", {}, control.meaning));
  return { node: make("div", { className: `control ${control.kind}` }, name, ...parts), show };
}

// Rows of controls; of those in groups, one group in sight.
function controlRows({ controls, groups }, rows) {
  const row = (name) => rows[controls.findIndex((control) => control.name === name)].node;
  const grouped = Object.values(groups).flat();
  const loose = controls.filter(({ name }) => !grouped.includes(name)).map(({ name }) => row(name));
  const node = make("div", { className: "controls" }, ...loose);
  const titles = make("div", { className: "titles", role: "group" });
  titles.setAttribute("aria-label", "which controls");
  const boxes = Object.entries(groups).map(([title, names]) => {
    const box = make("div", { className: "controls", hidden: true }, ...names.map(row));
    const button = make("button", { type: "button" }, title);
    button.addEventListener("click", () => open(box));
    titles.append(button);
    return box;
  });
  const open = (chosen) => boxes.forEach((box, i) => {
    box.hidden = box !== chosen;
    titles.children[i].setAttribute("aria-pressed", box === chosen);
  });
  if (!boxes.length) return [node];
  open(boxes[0]);
  return [node, titles, make("div", { className: "groups" }, ...boxes)];
}

// Play, and one step back or on.
function playButtons({ controls, stride }, walk) {
  const { values, symbol } = controls[walk.play];
  const button = (text, label, act) => {
    const made = make("button", { type: "button", aria: { label } }, text);
    made.addEventListener("click", act);
    return made;
  };
  let timer;
  const step = (by) => {
    const now = walk.now[walk.play], next = Math.min(Math.max(now + by, 0), values.length - 1);
    if (next !== now) walk.move(walk.play, next);
    return next < values.length - 1;
  };
  const later = () => values.findIndex((value) => value >= values[walk.now[walk.play]] + stride);
  const on = () => step((later() < 0 ? values.length - 1 : later()) - walk.now[walk.play]) || stop();
  const stop = () => {
    timer = clearInterval(timer);
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play");
  };
  const start = () => {
    if (walk.now[walk.play] === values.length - 1) walk.move(walk.play, 0);
    else on();
    timer = setInterval(on, 700);
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Pause");
  };
  const stepTo = (by) => () => {
    stop();
    step(by);
  };
  const play = button("▶", "Play", () => (timer ? stop() : start()));
  const back = button("‹", `one step back in ${symbol}`, stepTo(-1));
  return { parts: [back, play, button("›", `one step on in ${symbol}`, stepTo(1))],
    stop, isPlaying: () => Boolean(timer) };
}

// The tasks; below them is told which of them need the notebook.
function taskList({ tasks }, press) {
  const items = tasks.map(({ text, begin }, i) => {
    const item = make("li", {}, text);
    if (begin) {
      const button = make("button", { type: "button", aria: { label: `set up task ${i + 1}` } }, "set up");
      button.addEventListener("click", () => press(begin));
      item.append(" ", button);
    }
    return item;
  });
  const node = make("details", { open: true }, make("summary", {}, "Tasks"), make("ol", {}, ...items));
  const elsewhere = tasks.flatMap(({ here }, i) => (here ? [] : [i + 1]));
  if (!elsewhere.length) return node;
  const numbers = elsewhere.join(", ").replace(/, (\d+)$/, " and $1");
  const [which, its] = elsewhere.length > 1
    ? [`Tasks ${numbers} move several controls or take typing`, "them"]
    : [`Task ${numbers} moves several controls or takes typing`, "it"];
  node.append(make("p", { className: "elsewhere" }, `${which}: for ${its}, `, waysTo("run the notebook"), "."));
  return node;
}

const waysTo = (words) => make("a", { href: document.body.dataset.ways }, words);

function openExplorer(section, recording) {
  const { controls, buttons, sentences, size, together } = recording;
  const several = controls.filter(({ values }) => values.length > 1).length > 1;
  const view = picture();
  view.setBackground(bytesOf(recording.background));
  view.node.style.aspectRatio = size.join(" / ");
  const sentence = make("p", { className: "sentence" });
  const said = make("p", { className: "said", role: "status" });
  const note = make("p", { className: "note", role: "status" });
  let rest;

  const seen = (back) => {
    const { frame, sentence: number } = walk.place;
    view.setList(frameOf(recording, frame)); // first, while nothing has to be laid out
    sentence.textContent = sentences[number];
    view.node.setAttribute("aria-label", sentences[number]);
    rows.forEach(({ show }, i) => show(walk.now[i]));
    const names = back.map((i) => `${controls[i].symbol} = ${controls[i].texts[walk.now[i]]}`);
    if (names.length || !isPlaying()) { // what Play took back is told as long as it plays
      note.replaceChildren(...(names.length ? [
        `Back to ${names.join(", ")}: moved together they were not recorded. `, waysTo("The notebook moves all."),
      ] : [usual]));
      note.classList.toggle("told", Boolean(names.length));
    }
    clearTimeout(rest);
    rest = setTimeout(() => {
      said.textContent = sentences[number];
      if (!document.body.dataset.open) return;
      history.replaceState({ ...history.state, [section.id]: walk.address }, ""); // to come back to
    }, 300);
  };

  const play = controls.find(({ name }) => name === recording.play);
  const usual = [
    several ? `Here one control moves at a time${together && play ? `, and ${play.symbol} with it` : ""}.` : "",
    recording.coarse ? "Sliders take larger steps than in the notebook." : "",
  ].join(" ").trim();
  const walk = new Walk(recording, seen);
  let stop = () => {}, isPlaying = () => false;
  const rows = controls.map((control, i) =>
    controlRow(control, `${section.id}-${control.name}`, (number) => {
      stop();
      walk.move(i, number);
    }));
  const press = (place) => {
    stop();
    walk.press(place);
  };
  const row = make("div", { className: "buttons" });
  const [reset, ...presets] = Object.entries(buttons).map(([name, place]) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => press(place));
    return button;
  });
  row.append(reset);
  if (walk.play >= 0) {
    const playing = playButtons(recording, walk);
    row.append(...playing.parts);
    ({ stop, isPlaying } = playing);
  }
  row.append(...presets);
  const link = make("button", { type: "button", className: "link" }, "copy a link to this state");
  link.addEventListener("click", async () => {
    const address = walk.address;
    history.replaceState(history.state, "", `#${section.id}${address && `?${address}`}`);
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    link.textContent = copied ? "copied: it is in the address bar, too" : "it is in the address bar";
    setTimeout(() => (link.textContent = "copy a link to this state"), 4000);
  });
  section.querySelector(".still").replaceWith(
    ...controlRows(recording, rows), row, note,
    make("div", { className: "frame" }, view.node), sentence, said,
    ...(recording.tasks.length ? [taskList(recording, press)] : []), link);
  section.walk = walk;
  if (leftAt(section.id)) walk.open(leftAt(section.id));
  else seen([]);
}

// Where an explorer stood when the page was left, if one comes back to it.
const leftAt = (id) => history.state?.[id];

// The address says which explorer stands how: #explorer?control=value&...
function followAddress() {
  const [id, address] = location.hash.slice(1).split("?");
  const section = id && document.getElementById(id);
  if (!section) return;
  if (address !== undefined && leftAt(id) === undefined) section.walk?.open(address);
  section.scrollIntoView();
  section.tabIndex = -1; // Tab and a screen reader go on from here
  section.focus({ preventScroll: true });
}

async function openAll() {
  takeGuesses();
  for (const section of document.querySelectorAll(".explorer")) {
    openExplorer(section, await unpackRecording(section.querySelector(".recording").textContent));
    await new Promise(requestAnimationFrame);
  }
  followAddress();
  addEventListener("hashchange", followAddress);
  document.body.dataset.open = "yes";
}

openAll();

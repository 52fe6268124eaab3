// The task in sight: back, next, which of how many, a tick; its text, or a question before it; the
// way that is left of a challenge.

function render({ model, el }) {
  const ask = asker(model), root = element("div", "rnn-task");
  root.setAttribute("role", "group");
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // keys are for the task
  const place = element("div", "rnn-place"), number = element("span", "rnn-number");
  const back = element("button", "", "‹"), next = element("button", "", "›");
  const tick = element("span", "rnn-tick");
  back.setAttribute("aria-label", "task before");
  next.setAttribute("aria-label", "next task");
  back.addEventListener("click", () => model.get("is_first") || ask("back"));
  next.addEventListener("click", () => model.get("is_last") || ask("next"));
  place.append(number, back, tick, next);
  const words = element("div", "rnn-task-words"), told = element("div", "");
  told.setAttribute("role", "status"); // a screen reader says it, politely
  const still = element("div", "rnn-still"), way = element("div", "rnn-way");
  words.append(told, still);
  root.append(place, words, way);
  el.append(root);

  let row; // of a question
  const show = () => {
    const name = model.get("place"), done = model.get("is_done");
    root.setAttribute("aria-label", name);
    number.textContent = name;
    tick.textContent = done ? "✓" : "";
    tick.setAttribute("aria-label", done ? "done" : "");
    root.classList.toggle("rnn-done", done);
    back.setAttribute("aria-disabled", model.get("is_first"));
    next.setAttribute("aria-disabled", model.get("is_last"));
    const text = `${done ? "Done. " : ""}${model.get("words")}`;
    if (told.textContent !== text) told.textContent = text; // else it would be said again
    still.textContent = model.get("problem") || model.get("still");
    way.style.width = `${100 * Math.max(model.get("way"), 0)}%`;
    root.classList.toggle("rnn-measured", model.get("way") >= 0);
  };
  const askFirst = () => {
    row?.remove();
    row = null;
    if (!model.get("asks")) return;
    row = choicesRow(model.get("words"), model.get("choices"), model.get("asks_for"),
      (said) => ask("guess", said));
    words.append(row);
  };
  model.on("change", show);
  model.on("change:asks", askFirst);
  show();
  askFirst();
}

export default { render };

// A guess: the question, its buttons or its line, and what is told after the guess.

function render({ model, el }) {
  const question = model.get("question"), choices = model.get("choices"), ask = asker(model);
  const guess = (said) => model.get("told") || ask("guess", said); // an open answer stays

  const root = element("div", "rnn-guess");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `Your guess: ${question}`);
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // keys are for the question
  const row = choicesRow(question, choices, model.get("asks_for"), guess);
  const told = element("p", "rnn-told");
  told.setAttribute("role", "status"); // a screen reader says it, politely
  const other = element("button", "rnn-other");
  other.addEventListener("click", () => ask(model.get("told") ? "again" : "open"));
  root.append(element("p", "rnn-question", question), row, told, other);
  el.append(root);

  const show = () => {
    const open = Boolean(model.get("told")), said = model.get("said");
    told.textContent = model.get("told") || model.get("problem");
    told.classList.toggle("rnn-open", open);
    other.textContent = open ? "guess again" : "show the answer without a guess";
    for (const line of row.querySelectorAll("input")) [line.value, line.readOnly] = [said, open];
    for (const button of row.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", open);
      if (choices.length) button.setAttribute("aria-pressed", open && button.textContent === said);
    }
  };
  model.on("change", show);
  show();
}

export default { render };

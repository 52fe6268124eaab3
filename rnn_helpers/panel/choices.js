// What a guess and a task have in common.

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

// Tell Python what a hand does: [the time, the act, what was said].
const asker = (model) => (act, said = "") => {
  model.set("asked", [Date.now(), act, said]);
  model.save_changes();
};

// A row of buttons, one for each choice; without choices a line to type in, and a button.
function choicesRow(question, choices, asksFor, guess) {
  const row = element("div", "rnn-choices"), line = element("input", "rnn-line");
  if (!choices.length) {
    line.placeholder = asksFor;
    line.setAttribute("aria-label", `${question} Type ${asksFor}`);
    line.addEventListener("keydown", (event) => event.key === "Enter" && guess(line.value));
    row.append(line);
  }
  for (const choice of choices.length ? choices : ["guess"]) {
    const button = element("button", "rnn-choice", choice);
    button.addEventListener("click", () => guess(choices.length ? choice : line.value));
    row.append(button);
  }
  return row;
}

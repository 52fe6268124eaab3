// Guesses of a page: a choice, or a number that is typed. All that can be told stands ready.

function takeGuesses() {
  for (const guess of document.querySelectorAll("fieldset.guess")) {
    if (guess.dataset.number) takeNumber(guess, JSON.parse(guess.dataset.number));
    else takeChoices(guess);
  }
}

function takeChoices(guess) {
  const choices = guess.querySelectorAll("button");
  if (choices.length) guess.querySelector("details").hidden = true; // a choice tells the answer
  for (const choice of choices)
    choice.addEventListener("click", () => {
      for (const one of choices) one.setAttribute("aria-pressed", one === choice);
      guess.querySelector(".told").textContent = choice.dataset.told;
    });
}

function takeNumber(guess, question) {
  const label = `${guess.querySelector("legend").textContent} Type ${question.asks}`;
  const line = make("input", { placeholder: question.asks, autocomplete: "off", aria: { label } });
  const button = make("button", { type: "button" }, "guess");
  const tell = () => (guess.querySelector(".told").textContent = toldOf(question, line.value.trim()));
  button.addEventListener("click", tell);
  line.addEventListener("keydown", ({ key }) => key === "Enter" && tell());
  guess.querySelector(".choices").replaceChildren(line, button);
}

// What is told of a guess: the words of the first case that it is near enough to.
function toldOf({ whole, empty, strange, cases, other }, said) {
  const number = numberIn(said);
  if (!said) return empty;
  if (number === undefined || (whole && !Number.isInteger(number)))
    return strange.replace("¤", () => said);
  const near = cases.find(([value, within]) => Math.abs(number - value) <= within + 1e-12);
  return `You guessed ${said}${near ? near[2] : other}`;
}

// The number that is meant: 0.5 for "0,5" and "1/2", -1 for "−1". (As lessons/answers.py reads it.)
function numberIn(typed) {
  let plain = typed.normalize("NFKC").replace(/[\p{Pd}−]/gu, "-").trim();
  const inGroups = /^[+-]?\d{1,3}((,\d{3}){2,}|(,\d{3})+(?=\.)|( \d{3})+)(\.\d*)?$/; // 1,610,000
  if (inGroups.test(plain)) plain = plain.replace(/[ ,]/g, "");
  if (!/^[+-]?(\d+\/\d+|(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?)$/i.test(plain)) return undefined;
  const [over, under = "1"] = plain.replace(",", ".").split("/");
  const number = Number(over) / Number(under);
  return Number.isFinite(number) ? number : undefined;
}

"""Guesses and tasks with real hands: closed after Run All, true after a guess, ticked when done."""

import json

import pytest
from explorer_panel import HEARD
from lab import ASK, PATIENCE
from playwright.sync_api import expect

# The guesses of the notebook as the kernel knows them, in the order of their questions' places.
KNOWN = """
import gc, json
from rnn_helpers.panel import Guess as _Guess
_guesses = {g.question.text: g for g in gc.get_objects() if isinstance(g, _Guess)}
print(json.dumps({
    text: {
        "choices": g.question.choices,
        "right": str(g.question.answer),
        "because": g.question.because,
        "otherwise": {str(wrong): why for wrong, why in g.question.otherwise.items()},
        "is right": {c: g.question.is_right(c) for c in g.question.choices},
    }
    for text, g in _guesses.items()
}))
"""
# What a reader sees without opening anything: neither folded code nor closed parts.
IN_SIGHT = """() => document.querySelector('.jp-Notebook').innerText.replace(/\\s+/g, ' ')"""

# Guess one after the other, each taken back but for the last; what is told of each.
GUESS = f"""async (one, guesses) => {{
    const told = one.querySelector('.rnn-told'), line = one.querySelector('.rnn-choices input');
    const press = name => [...one.querySelectorAll('button')]
        .find(button => button.textContent === name).click();
    const until = async open => {{
        const begin = performance.now();
        while (Boolean(told.textContent) !== open) {{
            if (performance.now() - begin > {1000 * PATIENCE}) throw new Error('no answer');
            await new Promise(requestAnimationFrame);
        }}
    }};
    const heard = [];
    for (const guess of guesses) {{
        if (heard.length) press('guess again');
        await until(false);
        if (line) line.value = guess;
        press(line ? 'guess' : guess);
        await until(true);
        heard.push(told.innerText);
    }}
    return heard;
}}"""

CLOSE = "one => one.querySelector('.rnn-open') && one.querySelector('.rnn-other').click()"
# Press "next task" up to the last place; what each task shows, and whether it fits its place.
STEP_ON = f"""async (row, tasks) => {{
    const place = row.querySelector('.rnn-number'), next = row.querySelector('[aria-label^=next]');
    const parts = [...row.querySelectorAll('.rnn-task-words, .rnn-place')], steps = [];
    for (let step = 0; step <= tasks; step++) {{
        steps.push({{
            'place': place.textContent,
            'words': row.querySelector('.rnn-task-words').textContent,
            'asks': row.querySelector('.rnn-choices') !== null,
            'height': row.getBoundingClientRect().height,
            'cut off': parts.some(part => part.scrollHeight > part.clientHeight),
        }});
        if (step === tasks) return steps;
        const begin = performance.now(), before = place.textContent;
        next.click();
        while (place.textContent === before) {{
            if (performance.now() - begin > {1000 * PATIENCE}) throw new Error('no next task');
            await new Promise(requestAnimationFrame);
        }}
    }}
}}"""


@pytest.fixture(scope="module")
def pairs(ran):
    """[(the guess's element, what the kernel knows of it)], every cell of the notebook drawn."""
    known = ran.page.evaluate(ASK, KNOWN)
    with ran.unfolded():
        found = ran.page.locator(".rnn-guess")
        expect(found).to_have_count(len(known))
        yield [(one, known[one.locator(".rnn-question").inner_text()]) for one in found.all()]


@pytest.fixture
def guesses(ran, pairs):
    """The same; each is closed again in the end."""
    yield pairs
    for one, _ in pairs:
        one.evaluate(CLOSE)
    ran.page.evaluate(HEARD)


def press(ran, one, name):
    one.get_by_role("button", name=name, exact=True).click()
    ran.page.evaluate(HEARD)


def say(ran, one, said):
    """Guess: press a button, or type and press Enter."""
    line = one.locator("input")
    if line.count():
        line.fill(said)
        line.press("Enter")
        ran.page.evaluate(HEARD)
    else:
        press(ran, one, said)


def test_after_run_all_every_answer_is_closed(ran, guesses):
    assert guesses
    words = ran.page.evaluate(IN_SIGHT)
    for one, known in guesses:
        expect(one.locator(".rnn-told")).to_have_text("")
        assert known["because"] not in words


def wrong_ones(known):
    """Every wrong choice, or two wrong numbers, one of them in words of its own."""
    if known["choices"]:
        return [choice for choice, right in known["is right"].items() if not right]
    return [*known["otherwise"], "12345"][:2]


def test_right_and_wrong_guesses_are_answered(ran, guesses):
    """The first by a hand; its answer is taken back, as is every other one."""
    for n, (one, known) in enumerate(guesses):
        wrong = wrong_ones(known)
        right = next((c for c, is_right in known["is right"].items() if is_right), known["right"])
        said = [*wrong, right if known["choices"] else right.replace(".", ",")]
        if n == 0:
            told = [told_by_hand(ran, one, guess) for guess in (said[0], said[-1])]
            assert one.evaluate(GUESS, [said[0], said[-1]]) == told
            press(ran, one, "guess again")
        *told, told_right = one.evaluate(GUESS, said)
        for guess, words in zip(wrong, told, strict=True):
            assert words.startswith(f"You guessed {guess}; it is ")
            assert known["because"] in words and known["otherwise"].get(guess, "") in words
        assert known["because"] in told_right and "; it is" not in told_right


def told_by_hand(ran, one, guess):
    """Guess with the mouse, or type; return what is told, and take the guess back."""
    told = one.locator(".rnn-told")
    say(ran, one, guess)
    expect(told).not_to_have_text("")
    words = told.inner_text()
    press(ran, one, "guess again")
    expect(told).to_have_text("")
    return words


def test_a_guess_is_kept_when_its_cell_runs_again(ran, guesses):
    one, known = guesses[0]
    question = one.locator(".rnn-question").inner_text()
    say(ran, one, wrong_ones(known)[0])
    told = one.locator(".rnn-told").inner_text()
    outputs = [json.dumps(out, ensure_ascii=False) for _, out in ran.cells()]
    (number,) = [n for n, output in enumerate(outputs) if question in output]
    ran.run_cell(number)
    expect(one.locator(".rnn-told")).to_have_text(told)


def test_a_lecturer_opens_the_answer_by_keys_alone(ran, guesses):
    one, known = guesses[-1]
    link = one.get_by_role("button", name="show the answer without a guess")
    link.focus()
    ran.page.keyboard.press("Enter")
    expect(one.locator(".rnn-told")).to_contain_text(known["because"])
    expect(one.get_by_role("button", name="guess again")).to_be_focused()
    ran.page.keyboard.press("Space")
    expect(one.locator(".rnn-told")).to_have_text("")


def test_tasks_lead_on_and_fit_their_place(ran):
    """Nothing is ticked after Run All; next and, in one explorer, back lead through all."""
    for n, explorer in enumerate(ran.explorers()):
        explorer.look()
        row = explorer.panel.locator(".rnn-task")
        texts = explorer.ask("[task.text for task in explorer.tasks.list.tasks]")
        assert explorer.ask("explorer.tasks.ticked") == [False] * len(texts)
        steps = row.evaluate(STEP_ON, len(texts))
        assert [step["place"] for step in steps] == [
            *(f"Task {number} of {len(texts)}" for number in range(1, len(texts) + 1)),
            "In the end",
        ]
        for step, text in zip(steps, texts):
            assert step["asks"] or text in step["words"]
        assert {step["height"] for step in steps} == {steps[0]["height"]}
        assert not [step for step in steps if step["cut off"]]
        if n == 0:
            row.get_by_role("button", name="task before").focus()
            ran.page.keyboard.press("Enter")
            expect(row.locator(".rnn-number")).to_have_text(f"Task {len(texts)} of {len(texts)}")
        explorer.heard()
        again = "(explorer.tasks.go(1), explorer.reset(), explorer.tasks.ticked)[-1]"
        assert explorer.ask(again) == [False] * len(texts)


def test_a_task_is_ticked_as_soon_as_it_is_done(ran):
    explorer = ran.explorers()[0]
    explorer.look()
    row = explorer.panel.locator(".rnn-task")
    explorer.ask("explorer.tasks.go(1)")
    expect(row.locator(".rnn-tick")).to_have_text("")
    explorer.ask(
        "[explorer.preset(move) if isinstance(move, str) else explorer.set(**move)"
        " for move in explorer.tasks.list.task.solution]"
    )
    expect(row.locator(".rnn-tick")).to_have_text("✓")
    expect(row.locator("[role=status]")).to_contain_text("Done. ")
    explorer.click(explorer.buttons()[0])  # Reset leaves the tick
    expect(row.locator(".rnn-tick")).to_have_text("✓")

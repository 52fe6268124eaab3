// Frames come from the kernel, each with the values of the controls that it belongs to. Those that
// were shown, or were sent ahead (look_ahead.py), are kept: a hand that goes there sees the picture
// at once, also while the kernel is busy. The kernel hears of each move as before; its frame for a
// place that the hand has left for one that is shown is late, and is not shown. Where picture and
// controls do not agree with the kernel when all is quiet, the kernel is asked where it stands.

const ROOM = 2e6; // letters that are kept of one explorer's frames, as look_ahead.py knows
const UNDER_WAY = 4; // moves that the kernel was told of at once and has not drawn
const PATIENCE = 500; // milliseconds of quiet before the kernel is asked

// The values of all controls as one text. A slider's 0.30000000000000004 is the kernel's 0.3.
function keyOf(values) {
  const rounded = (_, value) => (typeof value === "number" ? Number(value.toPrecision(9)) : value);
  return JSON.stringify(values, rounded);
}

// [{key: the controls' values, whole: no more is to come, sentence, list}, ...]
function readFrames(text) {
  const lines = text.split("\n"), frames = [];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const { values, whole, sentence } = JSON.parse(lines[i]);
    frames.push({ key: keyOf(values), whole, sentence, list: lines[i + 1] });
  }
  return frames;
}

class KeptFrames {
  #frames = new Map();
  #letters = 0;

  get(key) {
    return this.#frames.get(key);
  }

  add(frame) {
    this.#forget(frame.key); // so that it is the newest
    this.#frames.set(frame.key, frame);
    this.#letters += frame.list.length;
    for (const oldest of this.#frames.keys()) {
      if (this.#letters <= ROOM) break;
      this.#forget(oldest);
    }
  }

  #forget(key) {
    this.#letters -= this.#frames.get(key)?.list.length ?? 0;
    this.#frames.delete(key);
  }
}

// Call show(frame) whenever another is to be seen, and gone() when the kernel has gone: then
// none is any more. Return how to stop it, how to put the controls somewhere (null: one stays)
// without the kernel, where the frame is there, and how to have it hear all that they say.
function followFrames(model, show, gone) {
  const kept = new KeptFrames(), stops = [];
  let controls = [], words, shown, newest; // the frame that came last
  const passed = new Map(); // {key: when}, where the hand has been since the kernel was there too
  let moves = 0, shownAt = 0; // moves of the hand since then, and which of them the picture shows
  const again = new Set(); // where it has been more than once since then
  let asked = []; // moves of which the kernel was told at once
  let stopped = false, patience, question; // of this view, if the kernel has not answered it
  const listen = (one, event, act) => {
    one.on(event, act);
    stops.push(() => one.off(event, act));
  };
  const sayIt = () => {
    if (!words) return;
    const place = document.createElement("span");
    place.textContent = shown.sentence;
    const html = words.get("value").replace(/<span>[^<]*<\/span>/, () => place.outerHTML);
    if (html !== words.get("value")) words.set("value", html, { said: true });
  };
  const display = (frame) => {
    const same = frame.list === shown?.list && frame.sentence === shown.sentence;
    shown = frame;
    if (!same) show(frame); // else the kernel says what the hand has seen
    sayIt();
  };
  const arrive = () => {
    const [frame] = readFrames(new TextDecoder().decode(model.get("frame")));
    if (!frame) return;
    newest = frame;
    if (frame.whole) kept.add(frame);
    const at = passed.get(frame.key) ?? 0;
    asked = asked.filter((when) => when > at);
    if (at >= shownAt && at === moves && !again.has(frame.key)) believe();
    else if (at >= shownAt) {
      shownAt = at;
      display(frame);
    }
    if (newest.key !== here() || moves) wait();
  };
  const believe = () => {
    passed.clear();
    again.clear();
    moves = shownAt = 0;
    asked = [];
    clearTimeout(patience);
    display(newest);
  };
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(ask, PATIENCE);
  };
  const ask = () => {
    if (controls.some(([one]) => one._pending_msgs > 0)) return wait();
    question ??= Math.random();
    model.send({ question });
    patience = setTimeout(ask, 10 * PATIENCE); // should it be lost
  };
  // The kernel has heard all that the hand did, and its frames have come.
  const agree = (values) => {
    looking = true; // it is no move of the hand
    controls.forEach(([one, name], i) => {
      if (keyOf(one.get(name)) !== keyOf(values[i])) one.set_state({ [name]: values[i] });
    });
    looking = false;
    believe();
  };
  let looking = false; // several controls may move at once: look as soon as all have
  const here = () => keyOf(controls.map(([one, name]) => one.get(name)));
  const look = () => {
    if (stopped) return;
    looking = false;
    const frame = kept.get(here());
    if (moves) wait();
    if (!frame && asked.length < UNDER_WAY && sayAll()) asked.push(moves);
    if (frame) shownAt = moves;
    if (frame && frame !== shown) display(frame);
  };
  // Jupyter keeps a move back while the kernel has not heard an earlier one of the same control. It
  // is said at once on new ground, and before another control or a button says anything.
  const sayAll = (but) => {
    const back = controls.filter(([one], i) => one._msg_buffer && i !== but);
    for (const [one] of back) {
      one.rememberLastUpdateFor(one.send_sync_message(one._msg_buffer, one._msg_buffer_callbacks));
      one._msg_buffer = null;
    }
    return back.length > 0;
  };
  const pass = () => {
    const key = here();
    if (passed.has(key)) again.add(key);
    passed.set(key, ++moves);
    question = null;
  };
  const lookSoon = () => {
    if (!looking) queueMicrotask(look);
    looking = true;
  };
  const find = async () => {
    const { widget_manager: manager } = model;
    controls = await Promise.all(
      model.get("controls").map(async ([id, name]) => [await manager.get_model(id), name]));
    words = await manager.get_model(model.get("words"));
    controls.forEach(([one, name], i) => listen(one, `change:${name}`, () => {
      sayAll(i);
      pass();
      lookSoon();
    }));
    // What another view of the same explorer has said stays.
    listen(words, "change:value", (_, html, how) => shownAt && !how.said && sayIt());
    listen(words, "comm_live_update", () => {
      if (words.comm_live) return;
      stop();
      gone();
    });
  };
  const arriveAhead = async ({ ahead }, [bytes]) => {
    if (!ahead) return; // a message of another kind
    const frames = readFrames(await unzipped(bytes, "deflate"));
    for (const frame of frames) {
      if (!kept.get(frame.key)) kept.add(frame);
      if (frame.list.includes('"png"')) unpack(JSON.parse(frame.list).operations);
    }
    if (shownAt < moves) lookSoon(); // the hand was faster than they
  };
  const stop = () => {
    stops.forEach((each) => each());
    clearTimeout(patience);
    stopped = true;
  };
  listen(model, "msg:custom", arriveAhead);
  listen(model, "msg:custom", (told) => {
    if (!question || told.question !== question) return;
    question = null;
    setTimeout(agree, 0, told.values); // after its frame
  });
  listen(model, "change:frame", arrive);
  arrive();
  find();
  const put = (values) => {
    const all = controls.map(([one, name], i) => values[i] ?? one.get(name));
    if (!stopped && kept.get(keyOf(all))) controls.forEach(([one, name], i) => one.set(name, all[i]));
  };
  return { put, sayAll, stop };
}

// What was recorded of an explorer (recording.py), unpacked: its places, and a walk between them.

const bytesOf = (base64) => {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
};

// What `Recording.packed` has packed: the dict, and `operations`, of which each is a JSON text until
// it is drawn.
async function unpackRecording(packed) {
  const operations = (await unzipped(bytesOf(packed), "gzip")).split("\n");
  const told = operations.shift();
  return { ...JSON.parse(told), operations };
}

// The frame of a number, as the player draws it.
function frameOf({ frames, operations, size, shapes }, number) {
  const list = frames[number].map((n) => {
    if (typeof operations[n] === "string") operations[n] = parsed(operations[n]);
    return operations[n];
  });
  return { size, operations: list, shapes };
}

// An operation; the places of its markers are told as steps from one to the next.
function parsed(text) {
  const operation = JSON.parse(text), { at = [] } = operation;
  for (let i = 2; i < at.length; i++) at[i] = Math.round(10 * (at[i] + at[i - 2])) / 10;
  return operation;
}

// {place: what is seen there}; a place is the numbers of all controls' values.
function allPlaces({ controls, blocks }) {
  const names = controls.map(({ name }) => name), found = new Map();
  for (const { at, along, frames, sentences } of blocks) {
    const moving = along.map((name) => names.indexOf(name));
    const place = [...at];
    for (let n = 0; n < frames.length; n++) {
      let rest = n;
      for (const i of [...moving].reverse()) {
        place[i] = rest % controls[i].values.length;
        rest = Math.floor(rest / controls[i].values.length);
      }
      const key = place.join();
      if (!found.has(key)) found.set(key, { frame: frames[n], sentence: sentences[n], base: at });
    }
  }
  return found;
}

// Where an explorer stands, and where it can go. `seen(moved)` is called after each move, with the
// numbers of the controls that had to go back.
class Walk {
  constructor(recording, seen) {
    Object.assign(this, { recording, seen, places: allPlaces(recording) });
    this.now = this.base = recording.shown;
    this.play = recording.controls.findIndex(({ name }) => name === recording.play);
  }

  get place() {
    return this.places.get(this.now.join());
  }

  has = (place) => this.places.has(place.join());

  // Move one control; if there is no record of that, the others go back to where a button put them.
  move(i, number) {
    const moved = (from) => from.with(i, number), { now, base, play } = this;
    const ways = [moved(now), ...(play < 0 ? [] : [moved(base.with(play, now[play]))]), moved(base)];
    this.go(ways.find(this.has), ways[0]);
  }

  // Press a button; controls that it keeps stay where they are, if that was recorded.
  press(place) {
    const { controls, keep } = this.recording;
    const kept = place.map((number, i) => keep.includes(controls[i].name) ? this.now[i] : number);
    this.base = place;
    this.go(this.has(kept) ? kept : place);
  }

  go(place, wanted = place) {
    this.now = place;
    this.seen(place.flatMap((number, i) => (number === wanted[i] ? [] : [i])));
  }

  // {control: value} that a link carries, and the way back.
  get address() {
    const { controls, shown } = this.recording;
    const told = this.now.flatMap((number, i) =>
      number === shown[i] ? [] : [[controls[i].name, controls[i].values[number]]]);
    return new URLSearchParams(told).toString();
  }

  open(address) {
    const told = new URLSearchParams(address);
    const place = this.recording.controls.map(({ name, values }, i) => {
      if (!told.has(name)) return this.recording.shown[i];
      const said = told.get(name), found = values.findIndex((value) => String(value) === said);
      const far = (value) => Math.abs(value - Number(said));
      const nearer = (best, value, n) => (far(value) < far(values[best]) ? n : best);
      return found >= 0 ? found : values.reduce(nearer, this.recording.shown[i]);
    });
    if (this.has(place)) this.base = this.places.get(place.join()).base;
    this.go(this.has(place) ? place : this.recording.shown, place);
  }
}

// Over each part of the picture in which one can point lies an element that takes the hand: there
// a finger moves the point, elsewhere it scrolls the page. Of the places on its way, three at most
// wait for the kernel; then the last one waits here.
function takePointer(panel, model) {
  const picture = panel.querySelector(".rnn-picture");
  const asked = new Set(); // numbers of places of which the kernel has not heard
  let place;
  const tell = () => {
    if (!place || asked.size >= 3) return;
    const number = Math.random(); // other windows have numbers, too
    asked.add(number);
    model.send({ pointed: place, number });
    place = undefined;
  };
  model.on("msg:custom", ({ heard }) => {
    if (asked.delete(heard)) tell();
  });
  const within = (share, low, length) => Math.min(Math.max(share, low), low + length);
  for (const [left, top, width, height] of model.get("areas") || []) {
    const area = document.createElement("div");
    area.className = "rnn-area";
    Object.entries({ left, top, width, height }).forEach(
      ([side, share]) => (area.style[side] = `${100 * share}%`));
    picture.append(area);
    let held = false; // between press and release
    const send = (event) => {
      const box = picture.getBoundingClientRect();
      const x = (event.clientX - box.x) / box.width, y = (event.clientY - box.y) / box.height;
      place = [within(x, left, width), within(y, top, height)];
      tell();
    };
    const on = (kind, act) =>
      area.addEventListener(kind, (event) => event.isPrimary && act(event));
    on("pointerdown", (event) => {
      if (event.button) return;
      held = true;
      asked.clear(); // should an answer have been lost
      area.setPointerCapture(event.pointerId);
      send(event);
    });
    on("pointermove", (event) => held && send(event));
    for (const end of ["pointerup", "pointercancel"]) on(end, () => (held = false));
  }
  picture.addEventListener("dragstart", (event) => event.preventDefault()); // none is carried away
}

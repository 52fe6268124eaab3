// Draws a display list (display_list.py says what stands in it) on a canvas above the background.

const outlines = new Map(); // a path's text -> Path2D, those of letters
const images = new Map(); // base64 -> ImageBitmap

function outline(text) {
  if (!outlines.has(text)) outlines.set(text, new Path2D(text));
  return outlines.get(text);
}

function drawPath(pen, { d, at = [0, 0], fill, stroke, width, cap, join, dash }) {
  const path = new Path2D(d);
  pen.lineWidth = width;
  pen.lineCap = cap ?? "butt";
  pen.lineJoin = join ?? "miter";
  pen.lineDashOffset = dash?.[0] ?? 0;
  pen.setLineDash(dash?.slice(1) ?? []);
  for (let i = 0; i < at.length; i += 2) {
    pen.save();
    pen.translate(at[i], at[i + 1]);
    if (fill) pen.fill(path);
    if (stroke) pen.stroke(path);
    pen.restore();
  }
}

function drawLetters(pen, { glyphs, turn }, shapes) {
  for (let i = 0; i < glyphs.length; i += 3) {
    pen.save();
    pen.transform(...turn, glyphs[i + 1], glyphs[i + 2]);
    pen.fill(outline(shapes[glyphs[i]]));
    pen.restore();
  }
}

function draw(pen, operation, shapes) {
  pen.save();
  const { clip, inside, fill, stroke, png, box, glyphs } = operation;
  if (clip) {
    pen.beginPath();
    pen.rect(...clip);
    pen.clip();
  }
  if (inside) pen.clip(new Path2D(inside));
  if (fill) pen.fillStyle = fill;
  if (stroke) pen.strokeStyle = stroke;
  if (png) pen.drawImage(images.get(png), ...box);
  else if (glyphs) drawLetters(pen, operation, shapes);
  else drawPath(pen, operation);
  pen.restore();
}

// The images of a frame, made ready: a browser unpacks them in its own time.
async function unpack(operations) {
  for (const { png } of operations) {
    if (!png || images.has(png)) continue;
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    if (images.size > 60) images.delete(images.keys().next().value);
    images.set(png, image);
  }
}

// Paint a frame; the canvas has as many pixels as the screen has there.
function paint(canvas, { size, operations, shapes }) {
  const { width, height } = canvas.getBoundingClientRect();
  const pixels = [width, height].map((length) => Math.round(length * devicePixelRatio));
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1])
    [canvas.width, canvas.height] = pixels;
  const pen = canvas.getContext("2d");
  pen.setTransform(pixels[0] / size[0], 0, 0, pixels[1] / size[1], 0, 0);
  pen.clearRect(0, 0, ...size);
  pen.imageSmoothingEnabled = false;
  for (const operation of operations) draw(pen, operation, shapes);
}

// A picture in the page: the background, and over it the newest list, at most once a screen's.
function picture() {
  const node = document.createElement("div"), background = new Image();
  const canvas = document.createElement("canvas");
  node.className = "rnn-picture";
  node.setAttribute("role", "img");
  background.alt = "";
  node.append(background, canvas);
  let list, waiting = false;
  const show = async () => {
    const wanted = list, read = JSON.parse(wanted);
    await unpack(read.operations);
    if (wanted !== list) return show(); // a newer one has come
    waiting = false;
    if (!canvas.clientWidth) return; // not in sight
    node.style.aspectRatio = read.size.join(" / ");
    node.style.setProperty("--rnn-ratio", read.size[0] / read.size[1]);
    paint(canvas, read);
    node.shown = wanted;
    node.dataset.painted = Number(node.dataset.painted ?? 0) + 1;
  };
  const soon = () => {
    if (!waiting && list) requestAnimationFrame(show);
    waiting ||= Boolean(list);
  };
  const observer = new ResizeObserver(soon);
  observer.observe(canvas);
  return {
    node,
    setBackground: (bytes) => {
      URL.revokeObjectURL(background.src);
      background.src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    },
    setList: (newest, now = false) => { // now: the page is about to be drawn
      list = newest;
      if (now && !waiting) show((waiting = true));
      else soon();
    },
    close: () => {
      observer.disconnect();
      URL.revokeObjectURL(background.src);
    },
  };
}

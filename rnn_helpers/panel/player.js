// Draws a display list (display_list.py says what stands in it) on a canvas above the background.

const MANY = 100; // places from which on a marker is stamped
const paths = new Map(); // a path's text -> Path2D
const images = new Map(); // base64 -> ImageBitmap, the one used last at the end
let letters = 0; // of the paths' texts
let cloud = {}; // of markers: what was told of it last, and how it looks

function pathOf(text) {
  const known = paths.get(text);
  if (known) return known;
  letters += text.length;
  if (letters > 1e6) {
    paths.clear();
    letters = text.length;
  }
  const path = new Path2D(text);
  paths.set(text, path);
  return path;
}

function style(pen, { fill, stroke, width, cap, join, dash }) {
  if (fill) pen.fillStyle = fill;
  if (!stroke) return;
  pen.strokeStyle = stroke;
  pen.lineWidth = width;
  pen.lineCap = cap ?? "butt";
  pen.lineJoin = join ?? "miter";
  pen.lineDashOffset = dash?.[0] ?? 0;
  pen.setLineDash(dash?.slice(1) ?? []);
}

function drawOnce(pen, { d, fill, stroke }) {
  if (fill) pen.fill(pathOf(d));
  if (stroke) pen.stroke(pathOf(d));
}

function drawMarkers(pen, operation) {
  const { at } = operation;
  if (at.length > 2 * MANY) return stampMarkers(pen, operation);
  let [x, y] = [0, 0];
  for (let i = 0; i < at.length; i += 2) {
    pen.translate(at[i] - x, at[i + 1] - y);
    [x, y] = [at[i], at[i + 1]];
    drawOnce(pen, operation);
  }
}

// A cloud that comes again is kept as it looks: a hand often moves what stands over one.
function stampMarkers(pen, operation) {
  const { a: across, d: down } = pen.getTransform(), { width, height } = pen.canvas;
  const told = JSON.stringify([operation, across, down, width, height]);
  pen.resetTransform();
  if (told !== cloud.told) {
    cloud = { told };
    return stamp(pen, operation, across, down);
  }
  if (!cloud.sheet) {
    cloud.sheet = new OffscreenCanvas(width, height);
    stamp(cloud.sheet.getContext("2d"), operation, across, down);
  }
  pen.drawImage(cloud.sheet, 0, 0);
}

// A marker drawn once for all, and copied pixel by pixel: ten times as fast.
function stamp(pen, operation, across, down) {
  const { d, at, width = 0 } = operation;
  const reach = Math.max(...d.match(/[\d.]+/g)) + 2 * width;
  const half = Math.ceil(reach * Math.max(across, down));
  const sheet = new OffscreenCanvas(2 * half, 2 * half), own = sheet.getContext("2d");
  own.setTransform(across, 0, 0, down, half, half);
  style(own, operation);
  drawOnce(own, operation);
  const marker = sheet.transferToImageBitmap();
  for (let i = 0; i < at.length; i += 2)
    pen.drawImage(marker, Math.round(across * at[i]) - half, Math.round(down * at[i + 1]) - half);
}

function drawLetters(pen, { glyphs, turn }, shapes) {
  const { a: across, d: down } = pen.getTransform();
  const [a, b, c, d] = turn.map((part, i) => part * (i % 2 ? down : across));
  for (let i = 0; i < glyphs.length; i += 3) {
    pen.setTransform(a, b, c, d, across * glyphs[i + 1], down * glyphs[i + 2]);
    pen.fill(pathOf(shapes[glyphs[i]]));
  }
}

function draw(pen, operation, shapes) {
  const { clip, inside, png, box, glyphs, at } = operation;
  pen.save();
  if (clip) {
    pen.beginPath();
    pen.rect(...clip);
    pen.clip();
  }
  if (inside) pen.clip(pathOf(inside));
  style(pen, operation);
  if (png) pen.drawImage(images.get(png), ...box);
  else if (glyphs) drawLetters(pen, operation, shapes);
  else if (at) drawMarkers(pen, operation);
  else drawOnce(pen, operation);
  pen.restore();
}

// Piece by piece: three times as fast as the text of a Response.
async function unzipped(bytes, format) {
  const { writable, readable } = new DecompressionStream(format);
  const writer = writable.getWriter(), reader = readable.getReader(), decoder = new TextDecoder();
  writer.write(bytes);
  writer.close();
  for (let text = ""; ;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
}

// The images of a frame, made ready: a browser unpacks them in its own time.
async function unpack(operations) {
  for (const { png } of operations) {
    if (!png) continue;
    const image = images.get(png) ?? (await unpackImage(png));
    images.delete(png); // so that it is the newest
    images.set(png, image);
  }
  for (const oldest of images.keys()) {
    if (images.size <= 60) break;
    images.delete(oldest);
  }
}

function unpackImage(png) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: "image/png" }));
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

// A picture in the page: the background, and over it the newest frame: at once, so that it is ready
// when the screen takes its next, but of what comes before that only the last. A frame is as
// `Frames.frame` tells it, or that parsed.
function picture() {
  const node = document.createElement("div"), background = new Image();
  const canvas = document.createElement("canvas");
  node.className = "rnn-picture";
  node.setAttribute("role", "img");
  background.alt = "";
  node.append(background, canvas);
  let list, stale = false; // stale: it, or its size, was not painted yet
  let waiting = false; // for the screen's next frame
  const show = async () => {
    const wanted = list, read = typeof wanted === "string" ? JSON.parse(wanted) : wanted;
    await unpack(read.operations);
    if (wanted !== list) return show(); // a newer one has come
    stale = false;
    requestAnimationFrame(() => (stale ? show() : (waiting = false)));
    if (!canvas.clientWidth) return; // not in sight
    node.style.aspectRatio = read.size.join(" / ");
    node.style.setProperty("--rnn-ratio", read.size[0] / read.size[1]);
    paint(canvas, read);
    node.shown = wanted;
    node.dataset.painted = Number(node.dataset.painted ?? 0) + 1;
  };
  const refresh = () => {
    stale = Boolean(list);
    if (waiting || !list) return;
    waiting = true;
    show();
  };
  const observer = new ResizeObserver(refresh);
  observer.observe(canvas);
  return {
    node,
    setBackground: (bytes) => {
      URL.revokeObjectURL(background.src);
      background.src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    },
    setList: (newest) => {
      list = newest;
      refresh();
    },
    close: () => {
      observer.disconnect();
      URL.revokeObjectURL(background.src);
    },
  };
}

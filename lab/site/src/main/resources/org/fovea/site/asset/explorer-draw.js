'use strict';
// What a pane shows of a frame: the picture, what the network sees in it, where that differs from what it sees in the original, or how far pixels are from the original's.

const foveaDraw = (() => {
  const DIMMED = 0.35; // share of the picture's light under what differs
  const DIFFERENT = [255, 77, 0];
  const FILTERED = 0xff202020; // pixels of classes that are filtered out
  const VIEWS = [
    ['picture', 'picture'],
    ['classes', 'class map'],
    ['disagreement', 'class errors'],
    ['difference', 'difference'],
    ['wipe', 'wipe over the original'],
  ];
  const one = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const other = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const mapCanvas = new OffscreenCanvas(1, 1).getContext('2d');

  /** What a view needs of its source and of the original. */
  function needs(view) {
    return {
      frame: view !== 'classes',
      classes: view === 'classes' || view === 'disagreement',
      originalFrame: view === 'difference' || view === 'wipe',
      originalClasses: view === 'disagreement',
    };
  }

  function fit(context, width, height) {
    if (context.canvas.width !== width || context.canvas.height !== height) {
      context.canvas.width = width;
      context.canvas.height = height;
    }
  }

  /** Draws a part of the frame into the whole canvas. */
  function view(context, kind, parts, look) {
    const { region } = look;
    const enlarged = context.canvas.width >= region.width;
    context.imageSmoothingEnabled = !enlarged;
    context.imageSmoothingQuality = 'high';
    context.globalAlpha = 1;
    if (kind === 'classes') {
      paintMap(context, parts.classes, region, look, (map, i) => look.only < 0 || map.classes[i] === look.only ? look.palette[map.classes[i]] : FILTERED);
    } else if (kind === 'disagreement') {
      context.fillStyle = '#000';
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.globalAlpha = DIMMED;
      paintFrame(context, parts.frame, region);
      context.globalAlpha = 1;
      const theirs = parts.originalClasses.classes;
      const mark = 0xff000000 | DIFFERENT[2] << 16 | DIFFERENT[1] << 8 | DIFFERENT[0];
      paintMap(context, parts.classes, region, look, (map, i) => map.classes[i] !== theirs[i] && (look.only < 0 || map.classes[i] === look.only || theirs[i] === look.only) ? mark : 0);
    } else if (kind === 'difference') {
      paintDifference(context, parts.frame, parts.originalFrame, region, look.gain);
    } else if (kind === 'wipe') {
      paintFrame(context, parts.frame, region);
      const edge = Math.round(look.wipe * context.canvas.width);
      context.save();
      context.beginPath();
      context.rect(0, 0, edge, context.canvas.height);
      context.clip();
      paintFrame(context, parts.originalFrame, region);
      context.restore();
      context.fillStyle = '#fff';
      context.fillRect(edge - 1, 0, 2, context.canvas.height);
    } else {
      paintFrame(context, parts.frame, region);
    }
  }

  function paintFrame(context, frame, region) {
    context.drawImage(frame, region.x, region.y, region.width, region.height, 0, 0, context.canvas.width, context.canvas.height);
  }

  /** Maps have a size of their own; pixels are never mixed. */
  function paintMap(context, map, region, look, colour) {
    fit(mapCanvas, map.columns, map.rows);
    const image = mapCanvas.createImageData(map.columns, map.rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = colour(map, i);
    mapCanvas.putImageData(image, 0, 0);
    const across = map.columns / look.width;
    const down = map.rows / look.height;
    const smooth = context.imageSmoothingEnabled;
    context.imageSmoothingEnabled = false;
    context.drawImage(mapCanvas.canvas, region.x * across, region.y * down, region.width * across, region.height * down, 0, 0, context.canvas.width, context.canvas.height);
    context.imageSmoothingEnabled = smooth;
  }

  function paintDifference(context, frame, original, region, gain) {
    for (const [scratch, picture] of [[one, frame], [other, original]]) {
      fit(scratch, region.width, region.height);
      scratch.drawImage(picture, region.x, region.y, region.width, region.height, 0, 0, region.width, region.height);
    }
    const image = one.getImageData(0, 0, region.width, region.height);
    const theirs = other.getImageData(0, 0, region.width, region.height).data;
    const ours = image.data;
    for (let i = 0; i < ours.length; i++) {
      ours[i] = (i & 3) === 3 ? 255 : gain * Math.abs(ours[i] - theirs[i]);
    }
    one.putImageData(image, 0, 0);
    context.drawImage(one.canvas, 0, 0, context.canvas.width, context.canvas.height);
  }

  /** Colours of classes as 32 bits of a canvas. */
  function palette(colours) {
    return Uint32Array.from({ length: 256 }, (_, i) => {
      const number = parseInt((colours[i] ?? colours[i % colours.length]).slice(1), 16);
      return (0xff000000 | (number & 0xff) << 16 | (number & 0xff00) | number >> 16) >>> 0;
    });
  }

  /** Pixels of each class: in the original, in the other map, in both at the same places. */
  function counts(original, drawn, classes) {
    const all = Array.from({ length: classes }, () => [0, 0, 0]);
    for (let i = 0; i < original.classes.length; i++) {
      const theirs = original.classes[i];
      const ours = drawn.classes[i];
      all[theirs][0]++;
      all[ours][1]++;
      if (theirs === ours) all[theirs][2]++;
    }
    return all;
  }

  /** The class at a place of the frame. */
  function classAt(map, x, y, look) {
    const column = Math.min(map.columns - 1, Math.floor(x * map.columns / look.width));
    const row = Math.min(map.rows - 1, Math.floor(y * map.rows / look.height));
    return map.classes[row * map.columns + column];
  }

  return { VIEWS, needs, view, palette, classAt, counts };
})();

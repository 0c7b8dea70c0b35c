'use strict';
// The zoom window: a part of the frame in whole pixels, of the frame's shape, that every pane shows. It is dragged and resized on a small picture of the whole frame.

class FoveaZoom {
  #width; #height; #changed; #overview; #box; #least;

  /** @param changed called after the region changed */
  constructor(width, height, changed) {
    this.#width = width;
    this.#height = height;
    this.#changed = changed;
    this.#least = Math.min(width, Math.max(16, Math.round(width / 40)));
    this.region = { x: 0, y: 0, width, height };
    this.#overview = document.getElementById('viewer-overview');
    this.#box = document.getElementById('viewer-window');
    this.#box.addEventListener('pointerdown', event => this.#grab(event));
    this.#box.addEventListener('keydown', event => this.#key(event));
    this.#overview.addEventListener('dblclick', () => this.whole());
    for (const [id, factor] of [['viewer-in', 0.8], ['viewer-out', 1.25]]) {
      document.getElementById(id).addEventListener('click', () => this.scale(factor));
    }
    document.getElementById('viewer-whole').addEventListener('click', () => this.whole());
    this.#place();
  }

  whole() { this.set({ x: 0, y: 0, width: this.#width, height: this.#height }); }

  /** Takes any region and makes it one that is possible: of the frame's shape, not too small, inside. */
  set(wanted) {
    const width = Math.round(Math.min(this.#width, Math.max(this.#least, wanted.width)));
    const height = Math.max(1, Math.round(width * this.#height / this.#width));
    const x = Math.round(Math.min(this.#width - width, Math.max(0, wanted.x)));
    const y = Math.round(Math.min(this.#height - height, Math.max(0, wanted.y)));
    const old = this.region;
    if (old.x === x && old.y === y && old.width === width) return;
    this.region = { x, y, width, height };
    this.#place();
    this.#changed();
  }

  move(dx, dy) { this.set({ ...this.region, x: this.region.x + dx, y: this.region.y + dy }); }

  /** Makes it larger or smaller around its middle. */
  scale(factor) {
    const { x, y, width, height } = this.region;
    const wide = Math.min(this.#width, Math.max(this.#least, width * factor));
    const high = wide * this.#height / this.#width;
    this.set({ x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide });
  }

  #place() {
    const { x, y, width, height } = this.region;
    const share = (value, of) => `${100 * value / of}%`;
    Object.assign(this.#box.style, {
      left: share(x, this.#width), top: share(y, this.#height), width: share(width, this.#width), height: share(height, this.#height),
    });
    const times = this.#width / width;
    document.getElementById('viewer-region').textContent = width === this.#width
      ? `Whole frame, ${this.#width}×${this.#height}.`
      : `${width}×${height} of ${this.#width}×${this.#height} pixels, from column ${x} and row ${y}: enlarged ${times.toFixed(1)} times.`;
  }

  #grab(event) {
    event.preventDefault();
    this.#box.focus();
    const corner = event.target.dataset.corner;
    const start = { ...this.region };
    const unit = this.#width / this.#overview.clientWidth;
    const from = { x: event.clientX, y: event.clientY };
    const move = moved => {
      const dx = (moved.clientX - from.x) * unit;
      const dy = (moved.clientY - from.y) * unit;
      this.set(corner ? this.#pulled(corner, start, dx, dy) : { ...start, x: start.x + dx, y: start.y + dy });
    };
    const end = () => {
      this.#box.removeEventListener('pointermove', move);
      this.#box.removeEventListener('pointerup', end);
      this.#box.removeEventListener('pointercancel', end);
    };
    this.#box.setPointerCapture(event.pointerId);
    this.#box.addEventListener('pointermove', move);
    this.#box.addEventListener('pointerup', end);
    this.#box.addEventListener('pointercancel', end);
  }

  /** The corner opposite the pulled one stays where it is. */
  #pulled(corner, start, dx, dy) {
    const west = corner.includes('w');
    const north = corner.includes('n');
    const shape = this.#width / this.#height;
    const room = Math.min(west ? start.x + start.width : this.#width - start.x, (north ? start.y + start.height : this.#height - start.y) * shape);
    const change = ((west ? -dx : dx) + (north ? -dy : dy) * shape) / 2;
    const width = Math.min(room, Math.max(this.#least, start.width + change));
    const height = width / shape;
    return { x: west ? start.x + start.width - width : start.x, y: north ? start.y + start.height - height : start.y, width };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 1 : Math.max(1, this.region.width / 16);
    const acts = {
      ArrowLeft: () => this.move(-step, 0),
      ArrowRight: () => this.move(step, 0),
      ArrowUp: () => this.move(0, -step),
      ArrowDown: () => this.move(0, step),
      '+': () => this.scale(0.8),
      '=': () => this.scale(0.8),
      '-': () => this.scale(1.25),
      '−': () => this.scale(1.25),
      Escape: () => this.whole(),
    };
    if (!acts[event.key]) return;
    acts[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }
}

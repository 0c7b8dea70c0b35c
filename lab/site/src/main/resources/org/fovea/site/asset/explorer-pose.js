'use strict';
// What the pose network answers over the pairs: on the original, and on what the runs in the panes draw. A click goes to the pair; with the keyboard, the slider above does.

class FoveaPoses {
  static #DASHES = [[], [6, 3], [2, 2], [9, 3, 2, 3]];
  #settings; #root; #canvas; #output; #names; #lines = []; #pair = 0; #asked = 0;

  /** @param seek called with a pair */
  constructor(settings, seek) {
    this.#settings = settings;
    this.#root = document.getElementById('viewer-poses');
    this.#canvas = document.getElementById('viewer-pose-chart');
    this.#output = document.getElementById('viewer-pose-output');
    this.#names = document.getElementById('viewer-pose-names');
    this.#output.addEventListener('change', () => this.#redraw());
    this.#canvas.addEventListener('click', event => {
      const box = this.#canvas.getBoundingClientRect();
      seek(settings.firstPair + Math.min(settings.pairs - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * settings.pairs))));
    });
    new ResizeObserver(() => this.#redraw()).observe(this.#canvas);
  }

  /** Shows the original's line and one for each of these sources. */
  async show(sources, pair) {
    this.#pair = pair;
    const asked = ++this.#asked;
    const wanted = [...new Set([this.#settings.sources[0], ...sources])];
    let found;
    try {
      found = await Promise.all(wanted.map(source => foveaClip.poses(source.poses)));
    } catch {
      this.#root.hidden = true; // everything else can be looked at without
      return;
    }
    if (asked !== this.#asked) return; // panes were changed meanwhile
    this.#root.hidden = found[0].outputs.length === 0;
    if (this.#output.options.length === 0) this.#output.append(...found[0].outputs.map((name, i) => new Option(name, i)));
    this.#lines = wanted.map((source, i) => ({ source, first: found[i].first, answers: found[i].answers, dash: FoveaPoses.#DASHES[i % FoveaPoses.#DASHES.length], ...this.#name(source, i) }));
    this.#names.replaceChildren(...this.#lines.map(line => line.element));
    this.#redraw();
  }

  #name(source, index) {
    const element = document.createElement('li');
    element.className = source.track ?? '';
    const space = 'http://www.w3.org/2000/svg';
    const sample = document.createElementNS(space, 'svg');
    sample.setAttribute('viewBox', '0 0 28 10');
    sample.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(space, 'line');
    for (const [name, value] of [['x1', 0], ['x2', 28], ['y1', 5], ['y2', 5], ['stroke-dasharray', FoveaPoses.#DASHES[index % FoveaPoses.#DASHES.length].join(' ')]]) line.setAttribute(name, value);
    sample.append(line);
    const value = document.createElement('span');
    element.append(sample, `${source.label} `, value);
    return { element, value };
  }

  /** Draws all lines with a pair marked. */
  draw(pair) {
    this.#pair = pair;
    this.#redraw();
  }

  #redraw() {
    if (this.#root.hidden || this.#lines.length === 0) return;
    const output = Number(this.#output.value);
    const width = Math.max(1, Math.round(this.#canvas.clientWidth * devicePixelRatio));
    const height = Math.max(1, Math.round(this.#canvas.clientHeight * devicePixelRatio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const all = this.#lines.flatMap(line => line.answers.map(answer => answer[output]));
    const low = Math.min(...all);
    const high = Math.max(...all);
    const step = width / this.#settings.pairs;
    const edge = 4 * devicePixelRatio;
    const y = value => (high > low ? height - edge - (value - low) / (high - low) * (height - 2 * edge) : height / 2);
    const context = this.#canvas.getContext('2d');
    const style = getComputedStyle(this.#root);
    context.clearRect(0, 0, width, height);
    context.fillStyle = style.getPropertyValue('--rule');
    context.fillRect((this.#pair - this.#settings.firstPair) * step, 0, Math.max(1, step), height);
    context.lineWidth = 1.5 * devicePixelRatio;
    context.lineJoin = 'round';
    for (const line of this.#lines) {
      const own = getComputedStyle(line.element);
      context.strokeStyle = own.getPropertyValue('--track') || own.getPropertyValue('--ink');
      context.setLineDash(line.dash.map(part => part * devicePixelRatio));
      context.beginPath();
      line.answers.forEach((answer, i) => context.lineTo((line.first + i - this.#settings.firstPair + 0.5) * step, y(answer[output])));
      context.stroke();
      const now = line.answers[this.#pair - line.first]?.[output];
      line.value.textContent = now === undefined ? '' : now.toPrecision(3);
    }
    const name = this.#output.selectedOptions[0].textContent;
    this.#canvas.setAttribute('aria-label', `Pose network, ${name}, over ${this.#settings.pairs} pairs: from ${low.toPrecision(3)} to ${high.toPrecision(3)} in its own unit, ${this.#lines.length} lines`);
  }
}

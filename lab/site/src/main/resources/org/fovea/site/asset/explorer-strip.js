'use strict';
// Under the timeline: what each pair costs each run that is shown. A click goes to the pair; with the keyboard, the slider above does.

class FoveaStrips {
  #settings; #seek; #root; #rows = [];

  /** @param seek called with a pair */
  constructor(settings, seek) {
    this.#settings = settings;
    this.#seek = seek;
    this.#root = document.getElementById('viewer-strips');
  }

  /** Shows a strip for each of these sources whose pairs are known. */
  show(sources, pair) {
    const known = sources.filter((source, i) => source.costs?.length && sources.indexOf(source) === i);
    const inside = source => source.costs.filter(([number]) => this.#inside(number));
    const highest = Math.max(0, ...known.flatMap(source => inside(source).map(([, cost]) => cost)));
    this.#rows = known.map(source => this.#row(source, inside(source), highest));
    this.#root.replaceChildren(...this.#rows.map(row => row.element));
    this.draw(pair);
  }

  #inside(pair) { return pair >= this.#settings.firstPair && pair < this.#settings.firstPair + this.#settings.pairs; }

  #row(source, costs, highest) {
    const element = document.createElement('div');
    element.className = `viewer-strip ${source.track ?? ''}`;
    const name = document.createElement('span');
    name.textContent = source.id;
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    const worst = costs.reduce((a, b) => (b[1] > a[1] ? b : a), costs[0]);
    canvas.setAttribute('aria-label', worst
      ? `Cost of ${costs.length} pairs of ${source.id}; the most expensive is pair ${worst[0]} with ${worst[1].toFixed(3)}`
      : `No pair of ${source.id} in this part of the clip`);
    canvas.addEventListener('click', event => this.#seek(this.#pairAt(canvas, event)));
    canvas.addEventListener('pointermove', event => {
      const pair = this.#pairAt(canvas, event);
      const found = costs.find(([number]) => number === pair);
      canvas.title = found ? `Pair ${pair}: costs ${found[1].toFixed(3)}, ${(100 * found[2]).toFixed(2)} % wrong pixels` : `Pair ${pair}: not measured`;
    });
    element.append(name, canvas);
    return { element, canvas, costs, highest };
  }

  #pairAt(canvas, event) {
    const box = canvas.getBoundingClientRect();
    const share = Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width));
    return this.#settings.firstPair + Math.floor(share * this.#settings.pairs);
  }

  /** Draws all strips with a pair marked. */
  draw(pair) {
    for (const { element, canvas, costs, highest } of this.#rows) {
      const width = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
      const height = Math.max(1, Math.round(canvas.clientHeight * devicePixelRatio));
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      const style = getComputedStyle(element);
      const context = canvas.getContext('2d');
      const step = width / this.#settings.pairs;
      context.clearRect(0, 0, width, height);
      context.fillStyle = style.getPropertyValue('--rule');
      context.fillRect((pair - this.#settings.firstPair) * step, 0, step, height);
      for (const [number, cost] of costs) {
        const tall = highest > 0 ? Math.max(1, cost / highest * (height - 2)) : 1;
        context.fillStyle = number === pair ? style.getPropertyValue('--ink') : style.getPropertyValue('--track') || style.color;
        context.fillRect((number - this.#settings.firstPair) * step + step / 10, height - tall, Math.max(0.5, step * 0.8), tall);
      }
    }
  }
}

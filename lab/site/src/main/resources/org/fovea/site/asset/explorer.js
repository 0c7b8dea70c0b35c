'use strict';
// The compare viewer. Its only clock is a frame number: all panes are drawn together when every one of them has that frame decoded, so that they cannot drift apart.

class FoveaViewer {
  #settings; #clips = new Map(); #panes = []; #zoom; #strips; #poses; #look; #palette; #wanted; #shown = -1; #busy = false; #playing = false; #due = 0; #parts = []; #pointer = null; #saved = 0; #version = 0;

  constructor(settings) {
    this.#settings = settings;
    this.first = 2 * settings.firstPair;
    this.last = this.first + 2 * settings.pairs - 1;
    this.#palette = foveaDraw.palette(settings.colours);
    for (const source of settings.sources) {
      this.#clips.set(source.id, { source, frames: new foveaClip.Frames(source.frames), classes: new foveaClip.Classes(source.classes) });
    }
    this.#element('viewer').hidden = false;
    this.#zoom = new FoveaZoom(settings.width, settings.height, () => { this.#redraw(); this.#save(); });
    this.#strips = new FoveaStrips(settings, pair => this.seekPair(pair));
    this.#poses = new FoveaPoses(settings, pair => this.seekPair(pair));
    this.#controls();
    if (!this.#restore()) {
      if (this.#panes.length === 0) this.#setPanes(this.#usual());
      this.seekPair(settings.worst[0] ?? settings.firstPair);
    }
    addEventListener('hashchange', () => this.#restore());
    new ResizeObserver(() => this.#redraw()).observe(this.#element('viewer-panes'));
    document.getElementById('theme')?.addEventListener('click', () => requestAnimationFrame(() => this.#redraw()));
  }

  #element(id) { return document.getElementById(id); }

  // Panes

  /** What the networks see: classes of the original, classes of the best run, and where these differ, beside the original; one column has room for two. */
  #usual() {
    const run = this.#settings.sources[1]?.id ?? 'original';
    const narrow = this.#element('viewer-panes').clientWidth < 700;
    return narrow
      ? [{ source: 'original', view: 'classes' }, { source: run, view: 'disagreement' }]
      : [{ source: 'original', view: 'picture' }, { source: run, view: 'disagreement' }, { source: 'original', view: 'classes' }, { source: run, view: 'classes' }];
  }

  #setPanes(panes) {
    const known = pane => ({
      source: this.#clips.has(pane.source) ? pane.source : 'original',
      view: foveaDraw.VIEWS.some(([name]) => name === pane.view) ? pane.view : 'picture',
    });
    this.#panes = panes.slice(0, 4).map((pane, i) => this.#pane(known(pane), i));
    const root = this.#element('viewer-panes');
    root.dataset.count = this.#panes.length;
    root.replaceChildren(...this.#panes.map(pane => pane.element));
    this.#element('viewer-count').value = this.#panes.length;
    this.#panesChanged();
  }

  #pane(state, index) {
    const element = document.createElement('figure');
    element.className = 'viewer-pane';
    const head = document.createElement('figcaption');
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.width = this.#settings.width;
    canvas.height = this.#settings.height;
    canvas.style.aspectRatio = `${this.#settings.width} / ${this.#settings.height}`;
    const pane = { ...state, element, canvas };
    const sources = this.#settings.sources.map(source => [source.id, source.label]);
    head.append(
      this.#select(`Pane ${index + 1}: source`, sources, state.source, value => { pane.source = value; this.#panesChanged(); }),
      this.#select(`Pane ${index + 1}: view`, foveaDraw.VIEWS, state.view, value => { pane.view = value; this.#panesChanged(); }));
    element.append(head, canvas);
    canvas.addEventListener('pointerdown', event => this.#drag(pane, event));
    canvas.addEventListener('pointermove', event => { this.#pointer = this.#place(pane, event); this.#readout(); });
    canvas.addEventListener('pointerleave', () => { this.#pointer = null; this.#readout(); });
    canvas.addEventListener('dblclick', () => this.#zoom.whole());
    return pane;
  }

  #select(name, options, value, changed) {
    const select = document.createElement('select');
    select.setAttribute('aria-label', name);
    select.append(...options.map(([id, text]) => new Option(text, id, false, id === value)));
    select.addEventListener('change', () => changed(select.value));
    return select;
  }

  #panesChanged() {
    const sources = this.#panes.map(pane => this.#clips.get(pane.source).source);
    this.#strips.show(sources, this.pair());
    this.#poses.show(sources, this.pair());
    this.#element('viewer-gain-label').hidden = !this.#panes.some(pane => pane.view === 'difference');
    this.#element('viewer-wipe-label').hidden = !this.#panes.some(pane => pane.view === 'wipe');
    this.#element('viewer-only-label').hidden = !this.#panes.some(pane => pane.view === 'classes' || pane.view === 'disagreement');
    this.#version++;
    this.#shown = -1;
    this.#show();
    this.#save();
  }

  /** Dragging in a pane moves what is seen in all of them. */
  #drag(pane, event) {
    const start = { ...this.#zoom.region };
    const unit = start.width / pane.canvas.clientWidth;
    const move = moved => this.#zoom.set({ ...start, x: start.x - (moved.clientX - event.clientX) * unit, y: start.y - (moved.clientY - event.clientY) * unit });
    const end = () => {
      pane.canvas.removeEventListener('pointermove', move);
      pane.canvas.removeEventListener('pointerup', end);
      pane.canvas.removeEventListener('pointercancel', end);
    };
    pane.canvas.setPointerCapture(event.pointerId);
    pane.canvas.addEventListener('pointermove', move);
    pane.canvas.addEventListener('pointerup', end);
    pane.canvas.addEventListener('pointercancel', end);
  }

  // Frames

  /** Goes to a frame. What is no number would never be reached, and leads nowhere. */
  seek(frame) {
    if (!Number.isFinite(frame)) return;
    this.#wanted = Math.min(this.last, Math.max(this.first, Math.round(frame)));
    this.#show();
  }

  /** Goes to the frame of a pair that the network looks at. */
  seekPair(pair) {
    this.pause();
    this.seek(2 * pair + this.#settings.look);
  }

  pair() { return Math.floor(this.#wanted / 2); }

  /** Gets what is wanted and draws it, one frame at a time; whatever is wanted meanwhile comes next. */
  async #show() {
    if (this.#busy || this.#wanted === undefined) return;
    this.#busy = true;
    try {
      while (this.#shown !== this.#wanted) {
        const frame = this.#wanted;
        const version = this.#version;
        const panes = this.#panes;
        const parts = await Promise.all([this.#clips.get('original').frames.frame(frame), ...panes.map(pane => this.#fetch(pane, frame))]);
        if (version !== this.#version) continue; // panes were changed meanwhile
        this.#parts = parts;
        this.#shown = frame;
        this.#redraw();
        this.#told();
      }
    } catch (problem) {
      this.pause();
      this.#element('viewer-state').textContent = `Frame ${this.#wanted} cannot be shown: ${problem.message}.`;
    } finally {
      this.#busy = false;
    }
  }

  async #fetch(pane, frame) {
    const view = pane.view;
    const needs = foveaDraw.needs(view);
    const own = this.#clips.get(pane.source);
    const original = this.#clips.get('original');
    const [picture, classes, originalFrame, originalClasses] = await Promise.all([
      needs.frame ? own.frames.frame(frame) : null,
      needs.classes ? own.classes.map(frame) : null,
      needs.originalFrame ? original.frames.frame(frame) : null,
      needs.originalClasses ? original.classes.map(frame) : null,
    ]);
    return { view, source: pane.source, frame: picture, classes, originalFrame, originalClasses };
  }

  /** Draws the frame that is shown again, in one go. */
  #redraw() {
    if (this.#shown < 0) return;
    const look = {
      region: this.#zoom.region, width: this.#settings.width, height: this.#settings.height,
      palette: this.#palette, gain: Number(this.#element('viewer-gain').value),
      wipe: Number(this.#element('viewer-wipe').value) / 100, only: Number(this.#element('viewer-only').value),
    };
    this.#look = look;
    this.#panes.forEach((pane, i) => {
      const parts = this.#parts[i + 1];
      const width = Math.max(1, Math.round(pane.canvas.clientWidth * devicePixelRatio));
      const height = Math.max(1, Math.round(width * look.height / look.width));
      if (pane.canvas.width !== width || pane.canvas.height !== height) {
        pane.canvas.width = width;
        pane.canvas.height = height;
      }
      foveaDraw.view(pane.canvas.getContext('2d'), parts.view, parts, look);
      pane.canvas.dataset.frame = this.#shown;
      pane.canvas.setAttribute('aria-label', `${parts.source}, ${foveaDraw.VIEWS.find(([id]) => id === parts.view)[1]}, frame ${this.#shown}`);
    });
    const map = this.#element('viewer-map');
    map.height = Math.round(map.width * look.height / look.width);
    const context = map.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.#parts[0], 0, 0, look.width, look.height, 0, 0, map.width, map.height);
    this.#strips.draw(Math.floor(this.#shown / 2));
    this.#poses.draw(Math.floor(this.#shown / 2));
  }

  /** Says in the controls which frame is shown. */
  #told() {
    const frame = this.#shown;
    const pair = Math.floor(frame / 2);
    const slider = this.#element('viewer-slider');
    slider.value = frame;
    slider.setAttribute('aria-valuetext', `frame ${frame}, pair ${pair}`);
    for (const [id, value] of [['viewer-frame', frame], ['viewer-pair', pair]]) {
      if (document.activeElement !== this.#element(id)) this.#element(id).value = value;
    }
    const rank = this.#settings.worst.indexOf(pair);
    this.#element('viewer-rank').value = rank >= 0 && rank < 20 ? rank : '';
    this.#element('viewer-state').textContent = this.#playing ? '' : `Frame ${frame}, ${frame % 2 ? 'second' : 'first'} of pair ${pair}${rank >= 0 ? `, rank ${rank + 1} by the cost in ${this.#settings.ranking}` : ''}.`;
    this.#readout();
    if (!this.#playing) {
      this.#losses();
      this.#save();
    }
  }

  // Playing

  play() {
    if (this.#playing) return;
    this.#playing = true;
    this.#element('viewer-play').textContent = 'Pause';
    if (this.#wanted >= this.last) this.#wanted = this.first;
    this.#due = performance.now();
    this.#show();
    requestAnimationFrame(() => this.#tick());
  }

  pause() {
    if (!this.#playing) return;
    this.#playing = false;
    this.#element('viewer-play').textContent = 'Play';
    if (this.#shown >= 0) this.#told();
  }

  /** One frame further when its time has come and the one before has been drawn. No frame is left out: where decoding is late, playing is slower. */
  #tick() {
    if (!this.#playing) return;
    const now = performance.now();
    if (now >= this.#due && this.#shown === this.#wanted) {
      if (this.#wanted === this.last) {
        this.pause();
        return;
      }
      const interval = 1000 / (this.#settings.framesPerSecond * Number(this.#element('viewer-speed').value));
      this.#due = Math.max(this.#due + interval, now - interval);
      this.seek(this.#wanted + 1);
    }
    requestAnimationFrame(() => this.#tick());
  }

  step(frames) {
    this.pause();
    this.seek(this.#wanted + frames);
  }

  /** Goes to the next pair in the order of cost; from a pair without a rank to the worst. */
  rank(change) {
    const worst = this.#settings.worst;
    if (worst.length === 0) return;
    const at = worst.indexOf(this.pair());
    this.seekPair(worst[at < 0 ? 0 : Math.min(worst.length - 1, Math.max(0, at + change))]);
  }

  // Controls

  #controls() {
    const on = (id, event, act) => this.#element(id).addEventListener(event, act);
    on('viewer-play', 'click', () => (this.#playing ? this.pause() : this.play()));
    on('viewer-first', 'click', () => this.#end(this.first));
    on('viewer-last', 'click', () => this.#end(this.last));
    on('viewer-back', 'click', () => this.step(-1));
    on('viewer-forward', 'click', () => this.step(1));
    on('viewer-worse', 'click', () => this.rank(-1));
    on('viewer-better', 'click', () => this.rank(1));
    on('viewer-wipe', 'input', () => this.#redraw());
    this.#element('viewer-only').append(new Option('all', -1), ...this.#settings.classes.map((name, i) => new Option(name, i)));
    on('viewer-only', 'change', () => { this.#redraw(); this.#save(); });
    on('viewer-gain', 'change', () => { this.#redraw(); this.#save(); });
    on('viewer-count', 'change', () => this.#count(Number(this.#element('viewer-count').value)));
    on('viewer-rank', 'change', () => { if (this.#element('viewer-rank').value !== '') this.seekPair(this.#settings.worst[Number(this.#element('viewer-rank').value)]); });
    const number = (id, least, most, go) => {
      Object.assign(this.#element(id), { min: least, max: most });
      on(id, 'change', () => { if (this.#element(id).value !== '') go(Number(this.#element(id).value)); });
    };
    number('viewer-slider', this.first, this.last, () => {});
    on('viewer-slider', 'input', () => { this.pause(); this.seek(Number(this.#element('viewer-slider').value)); });
    number('viewer-frame', this.first, this.last, value => { this.pause(); this.seek(value); });
    number('viewer-pair', this.first / 2, (this.last - 1) / 2, value => this.seekPair(Math.min((this.last - 1) / 2, Math.max(this.first / 2, Math.round(value)))));
    this.#element('viewer-worst').hidden = this.#settings.worst.length === 0;
    this.#element('viewer-rank').append(new Option('…', '', true, true), ...this.#settings.worst.slice(0, 20).map((pair, i) => new Option(`${i + 1}. pair ${pair}`, i)));
    on('viewer', 'keydown', event => this.#key(event));
  }

  #end(frame) { this.pause(); this.seek(frame); }

  #count(count) {
    const panes = this.#panes.map(({ source, view }) => ({ source, view })).slice(0, count);
    const views = foveaDraw.VIEWS.map(([id]) => id);
    while (panes.length < count) {
      const used = panes.map(pane => pane.source);
      const fresh = this.#settings.sources.find(source => !used.includes(source.id));
      panes.push(fresh ? { source: fresh.id, view: 'picture' } : { source: panes[1].source, view: views[panes.length % views.length] });
    }
    this.#setPanes(panes);
  }

  #key(event) {
    const typing = event.target.matches('input:not([type=range]), select');
    const own = event.target.matches('input[type=range]:not(#viewer-slider)') || event.target.closest('.scroll');
    if (typing || own || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      ' ': () => (this.#playing ? this.pause() : this.play()),
      ArrowLeft: () => this.step(-1),
      ArrowRight: () => this.step(1),
      Home: () => this.#end(this.first),
      End: () => this.#end(this.last),
      ',': () => this.rank(-1),
      '.': () => this.rank(1),
    };
    if (!acts[event.key] || (event.key === ' ' && event.target.matches('button'))) return;
    acts[event.key]();
    event.preventDefault();
  }

  // What is under the pointer

  #place(pane, event) {
    const { x, y, width, height } = this.#zoom.region;
    const box = pane.canvas.getBoundingClientRect();
    return {
      pane,
      x: Math.min(this.#settings.width - 1, Math.max(0, Math.floor(x + (event.clientX - box.left) / box.width * width))),
      y: Math.min(this.#settings.height - 1, Math.max(0, Math.floor(y + (event.clientY - box.top) / box.height * height))),
    };
  }

  async #readout() {
    const output = this.#element('viewer-readout');
    const frame = this.#shown;
    if (frame < 0) return;
    const { x: left, y: top, width, height } = this.#zoom.region;
    const place = this.#pointer ?? { x: Math.floor(left + width / 2), y: Math.floor(top + height / 2) };
    const ids = [...new Set(['original', ...this.#panes.map(pane => pane.source)])];
    const maps = await Promise.all(ids.map(id => this.#clips.get(id).classes.map(frame))).catch(() => null);
    if (frame !== this.#shown || !maps || !this.#look) return;
    const named = ids.map((id, i) => `${id}: ${this.#settings.classes[foveaDraw.classAt(maps[i], place.x, place.y, this.#look)] ?? 'unknown'}`);
    const where = this.#pointer ? `Column ${place.x}, row ${place.y}` : `In the middle (column ${place.x}, row ${place.y})`;
    output.textContent = `${where}: ${named.join(', ')}.`;
  }

  // What was lost of each class in this pair

  async #losses() {
    const frame = this.#shown;
    const pair = Math.floor(frame / 2);
    const runs = [...new Set(this.#panes.map(pane => pane.source))].filter(id => id !== 'original');
    const table = this.#element('viewer-losses');
    table.hidden = runs.length === 0;
    if (runs.length === 0) return;
    const maps = await Promise.all(['original', ...runs].map(id => this.#clips.get(id).classes.map(frame))).catch(() => null);
    if (frame !== this.#shown || !maps) return;
    const counts = runs.map((_, i) => foveaDraw.counts(maps[0], maps[i + 1], this.#settings.classes.length));
    const percent = (part, whole) => (whole === 0 ? '–' : `${(100 * part / whole).toFixed(2)} %`);
    const cell = (kind, text, style) => Object.assign(document.createElement(kind), { textContent: text, className: style });
    const head = document.createElement('tr');
    head.append(cell('th', 'Class', ''), cell('th', 'Share', 'number'), ...runs.flatMap(id => [cell('th', `Recall in ${id}`, 'number'), cell('th', `IoU in ${id}`, 'number')]));
    const rows = this.#settings.classes.map((name, c) => {
      if (counts.every(each => each[c][0] + each[c][1] === 0)) return null;
      const row = document.createElement('tr');
      row.append(cell('th', name, ''), cell('td', percent(counts[0][c][0], maps[0].classes.length), 'number'));
      for (const each of counts) {
        const [original, drawn, both] = each[c];
        const lost = both < 0.5 * original;
        row.append(cell('td', `${lost ? '✕ ' : ''}${percent(both, original)}`, lost ? 'number bad' : 'number'), cell('td', percent(both, original + drawn - both), 'number'));
      }
      return row;
    });
    const pose = document.createElement('tr');
    const told = runs.map(id => this.#clips.get(id).source.costs?.find(([number]) => number === pair)?.[3]);
    pose.append(cell('th', 'Pose error', ''), cell('td', '', ''), ...told.flatMap(value => [cell('td', value === undefined ? 'not known' : Math.sqrt(value).toPrecision(3), 'number'), cell('td', '', '')]));
    head.querySelectorAll('th').forEach(each => { each.scope = 'col'; });
    table.querySelector('caption').textContent = `${this.#settings.every ? `Frame ${frame}` : `Pair ${pair}`}: what the segmentation network still sees of each class. Pose error is the root of the pair’s mean squared error, in the network’s own units.`;
    table.querySelector('thead').replaceChildren(head);
    table.querySelector('tbody').replaceChildren(...rows.filter(row => row), pose);
    table.querySelectorAll('tbody th').forEach(each => { each.scope = 'row'; });
  }

  // Addresses

  #save() {
    if (this.#wanted === undefined || this.#playing || this.#saved) return;
    this.#saved = setTimeout(() => {
      this.#saved = 0;
      if (!this.#playing) history.replaceState(null, '', `#${this.#state()}`);
    }, 150);
  }

  #state() {
    const { x, y, width } = this.#zoom.region;
    const all = { frame: this.#wanted, panes: this.#panes.map(pane => `${pane.source}:${pane.view}`).join(',') };
    if (width < this.#settings.width) all.zoom = `${x},${y},${width}`;
    if (this.#panes.some(pane => pane.view === 'difference')) all.gain = this.#element('viewer-gain').value;
    if (Number(this.#element('viewer-only').value) >= 0) all.only = this.#element('viewer-only').value;
    return Object.entries(all).map(([name, value]) => `${name}=${value}`).join('&');
  }

  /** Shows what the address says; false where it says nothing. */
  #restore() {
    const told = new URLSearchParams(location.hash.slice(1));
    if (told.has('gain') && [...this.#element('viewer-gain').options].some(option => option.value === told.get('gain'))) {
      this.#element('viewer-gain').value = told.get('gain');
    }
    if ([...this.#element('viewer-only').options].some(option => option.value === told.get('only'))) {
      this.#element('viewer-only').value = told.get('only');
    }
    if (told.has('panes')) {
      const panes = told.get('panes').split(',').map(text => ({ source: text.split(':')[0], view: text.split(':')[1] }));
      if (panes.length >= 2) this.#setPanes(panes);
    }
    const [x, y, width] = (told.get('zoom') ?? '').split(',').map(Number);
    if ([x, y, width].every(Number.isFinite) && width > 0) this.#zoom.set({ x, y, width });
    const frame = Number(told.get('frame') ?? NaN);
    const pair = Number(told.get('pair') ?? NaN);
    if (!Number.isFinite(frame) && !Number.isFinite(pair)) return false;
    if (this.#panes.length === 0) {
      this.#setPanes(this.#usual());
    }
    this.pause();
    if (Number.isFinite(frame)) {
      this.seek(frame);
    } else {
      this.seekPair(pair);
      this.#element('viewer').scrollIntoView({ block: 'nearest' });
    }
    return true;
  }
}

(async () => {
  const text = document.getElementById('viewer-settings')?.textContent;
  if (!text) return;
  const settings = JSON.parse(text);
  if (await foveaClip.playable(settings.width, settings.height)) {
    new FoveaViewer(settings);
  } else {
    document.getElementById('viewer-missing').hidden = false;
  }
})();

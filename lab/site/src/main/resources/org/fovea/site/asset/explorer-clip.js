'use strict';
// Clips: loaded as scripts, because a page from a folder may load nothing else, and decoded frame by frame. A frame is named by its number in the whole clip.

const foveaClip = (() => {
  const AHEAD = 8; // frames decoded beyond the wanted one, so that playing does not wait
  const KEPT = 32; // decoded frames that are kept: three times the distance of key frames, for steps back
  const KEPT_MAPS = 48;
  const PATIENCE = 400; // milliseconds until a decoder that holds back a frame is made to give it out
  // The encoder was given BT.601 samples of limited range and says so nowhere. Primaries and transfer are those of the screen: nothing else may change colours.
  const COLOURS = { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'smpte170m', fullRange: false };
  const files = new Map();

  function bytes(text) {
    const raw = atob(text);
    const all = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) all[i] = raw.charCodeAt(i);
    return all;
  }

  function file(path) {
    let entry = files.get(path);
    if (!entry) {
      entry = {};
      entry.data = new Promise((resolve, reject) => { entry.resolve = resolve; entry.reject = reject; });
      files.set(path, entry);
      const script = document.createElement('script');
      script.src = path;
      script.addEventListener('error', () => entry.reject(new Error('a clip could not be loaded')));
      document.head.append(script);
    }
    return entry.data;
  }

  /** What the files of clips call. */
  function arrived(key, kind, data) {
    for (const [path, entry] of files) {
      if (path.endsWith(`clips/${key}-${kind}.js`)) entry.resolve(data);
    }
  }

  /** The frames of a clip. The last two frames that were asked for stay open: one is shown while the other is awaited. */
  class Frames {
    #path; #data; #units; #decoder; #next = -1; #wanted = 0; #before = 0; #kept = new Map(); #coming = new Map(); #asked = new Map();

    constructor(path) { this.#path = path; }

    async frame(number) {
      this.#data ??= await file(this.#path);
      this.#units ??= this.#data.units;
      const unit = number - this.#data.first;
      if (unit !== this.#wanted) {
        this.#before = this.#wanted;
        this.#wanted = unit;
      }
      const kept = this.#kept.get(unit);
      if (kept) {
        this.#feed(unit, true);
        return kept;
      }
      const waiting = this.#asked.get(unit) ?? Promise.withResolvers();
      this.#asked.set(unit, waiting);
      this.#feed(unit, false);
      const timer = setInterval(() => { if (this.#coming.has(unit)) this.#flush(); }, PATIENCE);
      try { return await waiting.promise; } finally { clearInterval(timer); }
    }

    /** Gives the decoder what it needs for a frame, and some more. */
    #feed(unit, only) {
      const keys = this.#data.keys;
      const key = keys.findLast(each => each <= unit);
      if (!this.#kept.has(unit) && !this.#coming.has(unit) && (this.#next < 0 || unit < this.#next || key > this.#next)) {
        this.#next = key;
      }
      if (this.#next < 0 || (only && (this.#next <= unit || this.#next > unit + AHEAD))) return;
      const end = Math.min(unit + AHEAD, this.#units.length - 1);
      const decoder = this.#open();
      while (this.#next >= 0 && this.#next <= end) {
        const at = this.#next;
        this.#coming.set(at, (this.#coming.get(at) ?? 0) + 1);
        decoder.decode(new EncodedVideoChunk({ type: keys.includes(at) ? 'key' : 'delta', timestamp: at, data: bytes(this.#units[at]) }));
        this.#next = at + 1;
        if (this.#next === this.#units.length) this.#flush();
      }
    }

    /** Afterwards a decoder must be given a key frame. */
    #flush() {
      this.#next = -1;
      this.#decoder.flush().catch(() => { /* told by its error */ });
    }

    #open() {
      if (!this.#decoder || this.#decoder.state === 'closed') {
        this.#decoder = new VideoDecoder({ output: frame => this.#arrived(frame), error: problem => this.#failed(problem) });
        this.#decoder.configure(configuration(this.#data));
      }
      return this.#decoder;
    }

    #arrived(frame) {
      const unit = frame.timestamp;
      const left = (this.#coming.get(unit) ?? 1) - 1;
      if (left > 0) this.#coming.set(unit, left); else this.#coming.delete(unit);
      if (this.#kept.has(unit)) {
        frame.close();
      } else {
        this.#kept.set(unit, frame);
      }
      this.#asked.get(unit)?.resolve(this.#kept.get(unit));
      this.#asked.delete(unit);
      if (this.#kept.size > KEPT) {
        const far = [...this.#kept.keys()].filter(each => each !== this.#before).reduce((a, b) => Math.abs(a - this.#wanted) >= Math.abs(b - this.#wanted) ? a : b);
        this.#kept.get(far).close();
        this.#kept.delete(far);
      }
    }

    #failed(problem) {
      this.#next = -1;
      this.#coming.clear();
      for (const waiting of this.#asked.values()) waiting.reject(problem);
      this.#asked.clear();
    }
  }

  /** The class maps of a clip, one for each pair, or in a sequence for each frame. */
  class Classes {
    #path; #data; #kept = new Map();

    constructor(path) { this.#path = path; }

    async map(frame) {
      this.#data ??= await file(this.#path);
      const number = this.#data.seen === 'both' ? frame - 2 * this.#data.first : Math.floor(frame / 2) - this.#data.first;
      let map = this.#kept.get(number);
      if (!map) {
        map = inflate(bytes(this.#data.maps[number])).then(classes => ({ columns: this.#data.columns, rows: this.#data.rows, classes }));
        this.#kept.set(number, map);
        if (this.#kept.size > KEPT_MAPS) this.#kept.delete(this.#kept.keys().next().value);
      }
      return map;
    }
  }

  /** What the pose network answers on each pair of a clip. */
  async function poses(path) { return file(path); }

  async function inflate(packed) {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function configuration(data) {
    return {
      codec: data.codec, codedWidth: data.codedWidth, codedHeight: data.codedHeight, colorSpace: COLOURS,
      hardwareAcceleration: 'prefer-software', optimizeForLatency: true,
    };
  }

  /** Whether this browser decodes such clips. */
  async function playable(width, height) {
    if (!('VideoDecoder' in globalThis) || !('DecompressionStream' in globalThis) || !Promise.withResolvers) return false;
    try {
      const answer = await VideoDecoder.isConfigSupported(configuration({ codec: 'av01.0.08M.08', codedWidth: width, codedHeight: height }));
      return answer.supported === true;
    } catch {
      return false;
    }
  }

  return Object.assign(arrived, { Frames, Classes, poses, playable });
})();

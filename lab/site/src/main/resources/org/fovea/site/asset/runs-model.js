// Which runs a reader asks for, and in which order. Knows nothing of the page.
window.foveaRuns = {};
(() => {
  'use strict';
  const FACETS = ['benchmark', 'track', 'family', 'verdict', 'pairs', 'source'];
  const UNJUDGED = 'not judged';
  const NEWEST = '-ended';
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

  // What each column is sorted by; undefined where it is not known.
  const KEYS = {
    run: (run) => run.number,
    tried: (run) => run.name ?? run.tried,
    benchmark: (run) => run.benchmark,
    track: (run) => run.track,
    family: (run) => run.family,
    pairs: (run) => run.pairs,
    bytes: (run) => run.bytes,
    score: (run) => run.score,
    faithful: (run) => run.ruleFaithful,
    segmentation: (run) => run.segmentation,
    pose: (run) => run.pose,
    verdict: (run) => run.verdict,
    ended: (run) => Date.parse(run.ended),
    payload: (run) => run.payload,
    code: (run) => run.code,
    study: (run) => run.study,
    source: (run) => run.source,
    duration: (run) => Date.parse(run.ended) - Date.parse(run.started),
  };

  const facetsOf = (run) => [
    run.benchmark,
    run.track,
    run.family,
    run.verdict ?? UNJUDGED,
    run.pairs === run.clipPairs ? 'all' : 'some',
    run.source,
  ];

  const textOf = (run) => [
    run.run, run.name, run.tried, run.benchmark, run.track, run.family, run.verdict ?? UNJUDGED, run.study, run.code, run.source,
  ].filter(Boolean).join('\n').toLowerCase();

  const compare = (a, b) => (typeof a === 'number' ? a - b : collator.compare(a, b));

  class Model {
    // runs: newest first
    constructor(runs) {
      this.runs = runs;
      this.texts = runs.map(textOf);
      this.values = runs.map(facetsOf);
      this.orders = new Map();
    }

    // All values of each facet, in order: what can be chosen.
    get choices() {
      return Object.fromEntries(FACETS.map((facet, i) =>
        [facet, [...new Set(this.values.map((values) => values[i]))].sort(collator.compare)]));
    }

    // Positions of all runs in an order, as in 'score' or '-score'. Found once; a filter then only picks from it. What is not known comes last either way.
    order(sort) {
      if (!this.orders.has(sort)) {
        const down = sort.startsWith('-');
        const keys = this.runs.map(KEYS[down ? sort.slice(1) : sort]);
        const known = [...keys.keys()].filter((i) => keys[i] !== undefined);
        known.sort((a, b) => (down ? compare(keys[b], keys[a]) : compare(keys[a], keys[b])) || a - b);
        this.orders.set(sort, known.concat([...keys.keys()].filter((i) => keys[i] === undefined)));
      }
      return this.orders.get(sort);
    }

    // state: { q, sort, facets: { track: 'masks' } }. Counts of a facet tell what another choice of it would find, so that they follow all filters but its own.
    find(state) {
      const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = FACETS.map((facet) => state.facets[facet] ?? '');
      const counts = FACETS.map(() => new Map());
      const rows = [];
      for (const i of this.order(state.sort)) {
        const text = this.texts[i];
        if (!words.every((word) => text.includes(word))) continue;
        const values = this.values[i];
        let missed = 0;
        let last = -1;
        for (let f = 0; f < wanted.length && missed < 2; f++) {
          if (wanted[f] !== '' && wanted[f] !== values[f]) {
            missed++;
            last = f;
          }
        }
        if (missed === 0) rows.push(this.runs[i]);
        for (let f = 0; f < wanted.length; f++) {
          if (missed === 0 || (missed === 1 && f === last)) counts[f].set(values[f], (counts[f].get(values[f]) ?? 0) + 1);
        }
      }
      return { rows, counts: Object.fromEntries(FACETS.map((facet, f) => [facet, counts[f]])) };
    }
  }

  const sortable = (sort) => Object.hasOwn(KEYS, sort.replace(/^-/, ''));

  Object.assign(foveaRuns, { Model, FACETS, NEWEST, sortable });
})();

// What is asked for stands in the address behind #, so that it can be sent to somebody, survives a reload, and the browser's back button undoes it.
(() => {
  'use strict';
  const KEY = 'fovea-runs-columns';

  const stored = () => {
    try {
      return localStorage.getItem(KEY)?.split(',') ?? null;
    } catch {
      return null; // storage may be switched off; the choice then lasts for the address
    }
  };

  class Address {
    // known: all columns, usual: those that are shown unless somebody chooses, choices: values of each facet
    constructor(known, usual, choices) {
      Object.assign(this, { known, usual, choices });
      this.typing = false;
    }

    // Whether it says anything about runs: the link that skips to the content does not.
    get concerned() {
      const text = location.hash.slice(1);
      return text === '' || text.includes('=');
    }

    read() {
      const told = new URLSearchParams(this.concerned ? location.hash.slice(1) : '');
      const facets = {};
      for (const facet of foveaRuns.FACETS) {
        const value = told.get(facet);
        if (value !== null && this.choices[facet].includes(value)) facets[facet] = value;
      }
      const sort = told.get('sort') ?? foveaRuns.NEWEST;
      return {
        q: told.get('q') ?? '',
        facets,
        sort: foveaRuns.sortable(sort) ? sort : foveaRuns.NEWEST,
        compare: (told.get('compare') ?? '').split(',').map(Number).filter((number) => number > 0).slice(0, 2),
        columns: this.columns(told.get('columns')?.split(',') ?? stored() ?? this.usual),
      };
    }

    // A run without its number leads nowhere.
    columns(wanted) {
      return this.known.filter((column) => column === 'run' || wanted.includes(column));
    }

    // typing: letters of one search are one step back, not as many as letters
    write(state, typing) {
      const told = new URLSearchParams();
      if (state.q !== '') told.set('q', state.q);
      for (const [facet, value] of Object.entries(state.facets)) told.set(facet, value);
      if (state.sort !== foveaRuns.NEWEST) told.set('sort', state.sort);
      if (state.compare.length > 0) told.set('compare', state.compare.join());
      if (state.columns.join() !== this.usual.join()) told.set('columns', state.columns.join());
      const address = location.href.split('#')[0] + (told.size > 0 ? `#${told}` : '');
      if (address !== location.href) {
        if (typing && this.typing) history.replaceState(null, '', address);
        else history.pushState(null, '', address);
      }
      this.typing = typing;
    }

    keepColumns(columns) {
      try {
        if (columns.join() === this.usual.join()) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, columns.join());
      } catch {
        // as above
      }
    }

    onChange(listener) {
      window.addEventListener('popstate', () => {
        this.typing = false;
        if (this.concerned) listener();
      });
    }
  }

  foveaRuns.Address = Address;
})();

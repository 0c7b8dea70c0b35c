// Search and filter of decisions, dead ends and notes. Without it, everything is there to read.
(() => {
  'use strict';
  const MOST = 200; // rows that are shown of a search through all pages
  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text, wanted) => wanted.every((word) => text.includes(word));
  const many = (count, one) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

  class Filter {
    constructor(form) {
      this.form = form;
      this.section = document.getElementById(form.dataset.filter);
      this.rows = [...this.section.querySelectorAll('[data-row]')].map((element) => ({
        element,
        text: element.textContent.toLowerCase(),
      }));
      this.folds = [...this.section.querySelectorAll('details')];
      this.opened = new Map();
      this.output = form.querySelector('output');
      form.hidden = false;
      form.addEventListener('submit', (event) => event.preventDefault());
      form.addEventListener('input', () => this.apply());
      form.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
          form.reset();
          this.apply();
        }
      });
    }

    get wanted() {
      const value = (name) => this.form.elements[name]?.value ?? '';
      return { text: words(value('text')), verdict: value('verdict'), benchmark: value('benchmark') };
    }

    get active() {
      const { text, verdict, benchmark } = this.wanted;
      return text.length > 0 || verdict !== '' || benchmark !== '';
    }

    apply() {
      if (this.form.dataset.index) {
        this.applyToAll();
        return;
      }
      const { text, verdict, benchmark } = this.wanted;
      let count = 0;
      for (const row of this.rows) {
        const shown = has(row.text, text)
          && (verdict === '' || row.element.dataset.verdict === verdict)
          && (benchmark === '' || row.element.dataset.benchmark === benchmark);
        row.element.hidden = !shown;
        count += shown ? 1 : 0;
      }
      this.fold();
      for (const group of this.section.querySelectorAll('.day, ol.decisions, .day > details')) {
        if (!group.classList.contains('found')) group.hidden = !group.querySelector('[data-row]:not([hidden])');
      }
      this.output.textContent = this.active ? `${count} of ${this.rows.length}` : '';
    }

    // Folded rows that match are of no use unseen; what a reader opened stays as it was.
    fold() {
      if (this.active && this.opened.size === 0) {
        for (const fold of this.folds) this.opened.set(fold, fold.open);
      }
      for (const fold of this.folds) {
        fold.open = this.active ? true : this.opened.get(fold) ?? fold.open;
      }
      if (!this.active) this.opened.clear();
    }

    // Rows of other pages come from a script of their own, which is loaded when it is first needed.
    applyToAll() {
      const list = this.section.querySelector('.found');
      const days = this.section.querySelector('.days');
      const pager = this.section.querySelector('.pager');
      days.hidden = pager.hidden = this.active;
      list.hidden = !this.active;
      if (!this.active) {
        this.output.textContent = '';
        return;
      }
      this.output.textContent = 'searching all pages…';
      index(this.form).then((all) => {
        if (!this.active) return;
        const { text, verdict, benchmark } = this.wanted;
        const found = all.filter((row) => has(row.search, text)
          && (verdict === '' || row.verdict === verdict) && (benchmark === '' || row.benchmark === benchmark));
        list.replaceChildren(...found.slice(0, MOST).map((row) => this.row(row)));
        this.output.textContent = `${many(found.length, 'decision')} of ${all.length.toLocaleString('en')}`
          + (found.length > MOST ? `, the newest ${MOST} are shown` : '');
      }, () => {
        this.output.textContent = 'the other pages could not be read';
      });
    }

    row(row) {
      const item = document.createElement('li');
      item.className = 'decision';
      const when = document.createElement('p');
      when.className = 'when';
      const time = document.createElement('time');
      time.dateTime = row.time;
      time.textContent = row.time.slice(0, 16).replace('T', ' ');
      when.append(time);
      const body = document.createElement('div');
      const head = document.createElement('p');
      head.className = 'headline';
      const verdict = document.createElement('span');
      verdict.className = `verdict verdict-${row.verdict}`;
      verdict.textContent = row.verdict;
      const link = document.createElement('a');
      link.href = this.form.dataset.root + row.page;
      link.textContent = row.label;
      head.append(verdict, ' ', link, ` ${row.headline}${row.stands ? '' : ' (void)'}`);
      const reason = document.createElement('p');
      reason.className = 'reason';
      reason.textContent = row.reason;
      body.append(head, reason);
      item.append(when, body);
      return item;
    }
  }

  let asked = null;
  const index = (form) => {
    asked ??= new Promise((resolve, reject) => {
      window.foveaDecisions = {
        open: (document) => resolve(document.data.map((row) => ({
          ...row,
          search: `${row.label} ${row.headline} ${row.reason} ${row.verdict} ${row.by.name} ${row.evidence.join(' ')}`.toLowerCase(),
        }))),
      };
      const script = document.createElement('script');
      script.src = form.dataset.index;
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    return asked;
  };

  // A link to a decision that has moved to another page, or lies in something folded.
  const follow = (form) => {
    const label = location.hash.slice(1);
    if (!/^[A-Z]-\d+$/.test(label)) return;
    const target = document.getElementById(label);
    if (target) {
      const fold = target.closest('details');
      if (fold && !fold.open) {
        fold.open = true;
        target.scrollIntoView();
      }
    } else if (form?.dataset.index) {
      index(form).then((all) => {
        const row = all.find((each) => each.label === label);
        if (row) location.replace(form.dataset.root + row.page);
      }, () => {}); // without it the page is shown from its top
    }
  };

  document.querySelectorAll('form[data-filter]').forEach((form) => new Filter(form));
  const timeline = document.querySelector('form[data-filter="timeline"]');
  follow(timeline);
  window.addEventListener('hashchange', () => follow(timeline));
})();

// Search, filters, order and columns of the table of runs. The page holds the first runs already; data/runs.js hands over all of them.
(() => {
  'use strict';
  const FIRST = 100; // rows that are drawn of themselves: a few screens
  const SCREEN = 40; // of these, the rows that a letter of a search waits for; laying out the others takes longer than finding all
  const PAUSE = 50; // milliseconds until the others follow; who types on does not wait for them
  const MORE = 400;
  const form = document.getElementById('runs-filter');
  const output = document.getElementById('runs-count');
  const none = document.getElementById('runs-none');
  const more = document.getElementById('runs-more');
  const clear = document.getElementById('runs-clear');
  const comparison = document.getElementById('runs-comparison');

  class Table {
    constructor(runs) {
      this.model = new foveaRuns.Model(runs);
      this.choices = this.model.choices;
      this.view = new foveaRuns.View(document.getElementById('runs'), document.getElementById('runs-tracks'));
      this.boxes = [...form.querySelectorAll('input[name=column]')];
      this.columns = this.boxes.map((box) => ({ key: box.value, title: box.nextElementSibling.textContent, number: box.dataset.number === 'true' }));
      // A phone has room for what was tried and what it came to; everything else is a tap away.
      const narrow = matchMedia('(max-width: 44rem)').matches;
      const usual = this.boxes.filter((box) => (narrow ? ['run', 'tried', 'bytes', 'score'].includes(box.value) : box.defaultChecked)).map((box) => box.value);
      this.address = new foveaRuns.Address(this.columns.map((column) => column.key), usual, this.choices);
      this.fillFacets();
      this.listen();
      this.follow();
      for (const part of [form, output, comparison]) part.hidden = false;
      const pager = document.getElementById('runs-pager');
      if (pager) pager.hidden = true; // all pages are here
    }

    fillFacets() {
      for (const facet of foveaRuns.FACETS) {
        const select = form.elements[facet];
        const all = new Option('all', '');
        select.replaceChildren(all, ...this.choices[facet].map((value) => new Option(value, value)));
        select.closest('label').hidden = this.choices[facet].length < 2;
      }
    }

    listen() {
      form.addEventListener('submit', (event) => event.preventDefault());
      form.addEventListener('input', (event) => {
        if (event.target.name === 'column') this.chooseColumns();
        else this.change(event.target.name === 'q');
      });
      form.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') this.escape(event);
      });
      this.view.body.addEventListener('change', (event) => this.tick(event.target));
      clear.addEventListener('click', () => this.clear());
      none.querySelector('button').addEventListener('click', () => this.clear());
      more.querySelector('button').addEventListener('click', () => this.showMore());
      this.address.onChange(() => this.follow());
    }

    // As the address says.
    follow() {
      this.state = this.address.read();
      form.elements.q.value = this.state.q;
      for (const facet of foveaRuns.FACETS) form.elements[facet].value = this.state.facets[facet] ?? '';
      for (const box of this.boxes) box.checked = this.state.columns.includes(box.value);
      this.drawColumns();
      this.compare();
      this.draw();
    }

    // A third run takes the place of the one that was ticked first.
    tick(box) {
      const number = Number(box.value);
      const others = this.state.compare.filter((each) => each !== number);
      this.state.compare = box.checked ? [...others, number].slice(-2) : others;
      this.address.write(this.state, false);
      this.compare();
      for (const each of this.view.body.querySelectorAll('input')) each.checked = this.state.compare.includes(Number(each.value));
      if (box.checked && this.state.compare.length === 2) comparison.scrollIntoView({ block: 'nearest' });
    }

    compare() {
      const runs = this.state.compare.map((number) => this.model.runs.find((run) => run.number === number));
      this.view.ticked = this.state.compare;
      foveaRuns.showComparison(comparison, runs.filter(Boolean));
    }

    change(typing) {
      const facets = foveaRuns.FACETS.map((facet) => [facet, form.elements[facet].value]).filter(([, value]) => value !== '');
      this.state = { ...this.state, q: form.elements.q.value, facets: Object.fromEntries(facets) };
      this.draw(typing ? SCREEN : FIRST);
      this.address.write(this.state, typing);
    }

    chooseColumns() {
      this.state.columns = this.address.columns(this.boxes.filter((box) => box.checked).map((box) => box.value));
      this.address.keepColumns(this.state.columns);
      this.address.write(this.state, false);
      this.drawColumns();
      this.draw();
    }

    // A second click turns the order around.
    sort(column) {
      this.state.sort = this.state.sort === column ? `-${column}` : column;
      this.draw();
      this.address.write(this.state, false);
    }

    escape(event) {
      const details = event.target.closest('details[open]');
      if (details) {
        details.open = false;
        details.querySelector('summary').focus();
      } else {
        event.preventDefault(); // the browser would empty the search alone
        this.clear();
      }
    }

    clear() {
      form.elements.q.value = '';
      for (const facet of foveaRuns.FACETS) form.elements[facet].value = '';
      this.change(false);
      form.elements.q.focus();
    }

    drawColumns() {
      this.view.drawHead(this.columns.filter((column) => this.state.columns.includes(column.key)), (column) => this.sort(column));
    }

    // atOnce: how many of the first rows are there when it returns
    draw(atOnce = FIRST) {
      const { rows, counts } = this.model.find(this.state);
      this.rows = rows;
      this.view.markOrder(this.state.sort);
      this.view.draw(rows.slice(0, atOnce));
      this.shown = Math.min(FIRST, rows.length);
      clearTimeout(this.pause);
      this.later = rows.slice(atOnce, FIRST);
      if (this.later.length > 0) this.pause = setTimeout(() => this.drawLater(), PAUSE);
      this.drawCounts(counts);
      const all = this.model.runs.length;
      const one = all === 1 ? 'run' : 'runs';
      output.textContent = rows.length === all ? `${foveaRuns.count(all)} ${one}` : `${foveaRuns.count(rows.length)} of ${foveaRuns.count(all)} ${one}`;
      none.hidden = rows.length > 0;
      clear.disabled = this.state.q === '' && Object.keys(this.state.facets).length === 0;
      this.drawMore();
    }

    drawLater() {
      clearTimeout(this.pause);
      this.view.append(this.later);
      this.later = [];
    }

    drawCounts(counts) {
      for (const facet of foveaRuns.FACETS) {
        for (const option of form.elements[facet].options) {
          if (option.value === '') continue;
          const count = counts[facet].get(option.value) ?? 0;
          option.textContent = `${option.value} (${foveaRuns.count(count)})`;
          option.disabled = count === 0 && !option.selected;
        }
      }
    }

    drawMore() {
      const left = this.rows.length - this.shown;
      more.hidden = left === 0;
      more.querySelector('button').textContent = `Show ${foveaRuns.count(Math.min(left, MORE))} more of ${foveaRuns.count(left)}`;
    }

    // The button may vanish; who works with the keyboard goes on at the first new row.
    showMore() {
      this.drawLater();
      const rows = this.view.append(this.rows.slice(this.shown, this.shown + MORE));
      this.shown += rows.length;
      this.drawMore();
      rows[0].querySelector('a').focus();
    }
  }

  foveaRuns.open = (document) => {
    if (document.data.runs.length > 0) new Table(document.data.runs);
  };
})();

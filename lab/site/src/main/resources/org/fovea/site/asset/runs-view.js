// Rows of the table, as the page without scripts has them. All text goes in as text.
(() => {
  'use strict';
  const BRIEF = 220;
  const SMALL = 1e-4;
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const UNKNOWN = 'not known';
  const decimals = (digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
  const [two, three, four, six] = [2, 3, 4, 6].map(decimals);
  const powers = new Intl.NumberFormat('en', { notation: 'scientific', minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat('en');

  const count = (value) => whole.format(value);
  const score = (value) => (value >= 10 ? two : four).format(value);
  const distortion = (value) => {
    if (value === 0) return '0';
    if (value >= SMALL) return (value < 1 ? six : three).format(value);
    const [mantissa, exponent] = powers.format(value).split('E');
    return `${mantissa}·10${exponent.replace('-', '⁻').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit])}`;
  };
  const brief = (text) => {
    if (text.length <= BRIEF) return text;
    const end = text.lastIndexOf(' ', BRIEF);
    return `${text.slice(0, end > BRIEF / 2 ? end : BRIEF)} …`;
  };
  const day = (text) => {
    const time = new Date(text);
    return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  };
  const duration = (run) => {
    const seconds = Math.floor((Date.parse(run.ended) - Date.parse(run.started)) / 1000);
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  };
  const partly = (run) => {
    if (run.whole) return '';
    const why = run.pairs < run.clipPairs ? `on ${count(run.pairs)} pair${run.pairs === 1 ? '' : 's'}` : 'settings replaced';
    return run.drawn === undefined ? why : `${why}, ${run.drawn}`;
  };

  const element = (name, style, ...content) => {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...content);
    return made;
  };
  // Names of settings break after a dot or an equals sign, not within a word.
  const settings = (text) => element('div', '', ...text.split(/(?<=[.=])/).flatMap((part) => [part, document.createElement('wbr')]));
  const cell = (style, ...content) => element('td', style, ...content);
  const number = (text) => cell('number', text);
  const known = (value, text) => (value === undefined ? cell('number unknown', UNKNOWN) : number(text(value)));

  class View {
    constructor(table, tracks) {
      table.caption.textContent = 'Runs';
      table.caption.className = 'hidden-visually'; // how many there are and in which order is told elsewhere
      this.head = table.tHead.rows[0];
      this.body = table.tBodies[0];
      table.classList.remove('stack'); // narrow screens get fewer columns instead
      this.ticked = []; // numbers of runs that are compared
      this.tracks = new Map([...tracks.content.querySelectorAll('.track')].map((track) => [track.textContent, track]));
      this.cells = {
        run: (run) => {
          const link = element('a', '', run.run);
          link.href = run.page;
          const box = Object.assign(element('input', ''), { type: 'checkbox', name: 'compare', value: run.number, checked: this.ticked.includes(run.number) });
          box.setAttribute('aria-label', `Compare ${run.run}`);
          const head = element('th', 'nowrap', box, link);
          head.scope = 'row';
          if (run.floor) head.append(' ', element('span', 'floor-mark', 'baseline'));
          return head;
        },
        tried: (run) => cell('tried', settings(brief(run.name ?? run.tried))),
        benchmark: (run) => cell('name', run.benchmark),
        track: (run) => cell('kind', this.tracks.get(run.track).cloneNode(true)),
        family: (run) => cell('name', element('div', '', run.family.replaceAll('+', ' + '))),
        pairs: (run) => number(run.pairs === run.clipPairs ? count(run.pairs) : `${count(run.pairs)} of ${count(run.clipPairs)}`),
        bytes: (run) => number(count(run.bytes)),
        score: (run) => (run.whole
          ? number(score(run.score))
          : cell('number partly', score(run.score), ' ', element('small', '', partly(run)))),
        faithful: (run) => {
          const made = known(run.ruleFaithful, score);
          made.classList.toggle('partly', !run.whole);
          return made;
        },
        segmentation: (run) => number(distortion(run.segmentation)),
        pose: (run) => number(distortion(run.pose)),
        verdict: (run) => cell('', element('span', `verdict verdict-${run.verdict ?? 'none'}`, run.verdict ?? 'not judged')),
        ended: (run) => {
          const time = element('time', '', day(run.ended));
          time.dateTime = run.ended;
          return cell('nowrap', time);
        },
        payload: (run) => known(run.payload, count),
        code: (run) => cell('name', run.code),
        study: (run) => cell(run.study === undefined ? 'soft' : 'name', run.study ?? 'none'),
        source: (run) => cell('name', run.source),
        duration: (run) => number(duration(run)),
      };
    }

    // columns: [{ key, title, number }]. A button in each head asks for an order.
    drawHead(columns, ask) {
      this.columns = columns;
      this.head.replaceChildren(...columns.map((column) => {
        const button = element('button', 'runs-sort', column.title);
        button.type = 'button';
        button.addEventListener('click', () => ask(column.key));
        const head = element('th', column.number ? 'number' : '', button);
        head.scope = 'col';
        head.dataset.column = column.key;
        return head;
      }));
    }

    markOrder(sort) {
      for (const head of this.head.cells) {
        const { column } = head.dataset;
        if (sort === column) head.setAttribute('aria-sort', 'ascending');
        else if (sort === `-${column}`) head.setAttribute('aria-sort', 'descending');
        else head.removeAttribute('aria-sort');
      }
    }

    row(run) {
      return element('tr', '', ...this.columns.map((column) => this.cells[column.key](run)));
    }

    draw(runs) {
      this.body.replaceChildren(...runs.map((run) => this.row(run)));
    }

    append(runs) {
      const rows = runs.map((run) => this.row(run));
      this.body.append(...rows);
      return rows;
    }
  }

  Object.assign(foveaRuns, { View, element, count, score });
})();

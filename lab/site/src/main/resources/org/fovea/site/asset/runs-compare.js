// Two runs beside each other, as fovea lab diff has them: differences are B − A. What the table does not know of a run is in a script of its own, which is loaded when it is needed.
(() => {
  'use strict';
  const UNSET = '–';
  const { element, count, score } = foveaRuns;
  const asked = new Map(); // by number of a run: a promise of its details, and what keeps it

  foveaRuns.measured = (details) => asked.get(details.number).keep(details);

  const details = (run) => {
    if (!asked.has(run.number)) {
      const { promise, resolve, reject } = Promise.withResolvers();
      const script = element('script', '');
      script.src = `data/${run.page.replace('.html', '.js')}`;
      script.addEventListener('error', reject);
      asked.set(run.number, { promise, keep: resolve });
      document.head.append(script);
    }
    return asked.get(run.number).promise;
  };

  // As the lab compares settings: numbers by their size, without blanks and quotes.
  const meaning = (text) => text?.replace(/[\s"']/g, '').split(/([[\],])/).map((word) => (word === '' || isNaN(word) ? word : Number(word))).join('');
  const untold = (mine, others) => mine.stages.filter((stage) => others.stages.includes(stage)
    || !Object.keys(mine.settings).some((path) => path.startsWith(`${stage}.`))).join(', ');
  const changes = (a, b) => {
    const values = [a, b].map((each, i, both) => ({ ...each.settings, 'order of stages': untold(each, both[1 - i]) }));
    return [...new Set(values.flatMap(Object.keys))].sort()
      .filter((name) => meaning(values[0][name]) !== meaning(values[1][name]))
      .map((name) => [name, ...values.map((each) => element('code', '', each[name] ?? UNSET))]);
  };

  const mean = (pairs, part) => pairs.reduce((sum, pair) => sum + pair[part], 0) / pairs.length;
  const terms = (pairs) => [100 * mean(pairs, 1), Math.sqrt(10 * mean(pairs, 2))]; // the score's formula, without a rate

  const row = (text) => ([name, a, b]) => {
    const change = b - a;
    const told = change === 0 ? '0' : (change > 0 ? '+' : '−') + text(Math.abs(change));
    return [name, text(a), text(b), element('span', change === 0 ? '' : change < 0 ? 'good' : 'bad', told)];
  };
  const bytes = row(count);
  const points = row(score);

  const table = (caption, heads, rows) => {
    const made = element('table', '', element('caption', '', caption), element('thead', '', element('tr', '')), element('tbody', ''));
    const style = heads.length > 3 ? 'number' : '';
    heads.forEach((head, i) => made.tHead.rows[0].append(Object.assign(element('th', i > 0 ? style : '', head), { scope: 'col' })));
    made.tBodies[0].append(...rows.map((cells) => element('tr', '', ...cells.map((cell, i) =>
      (i > 0 ? element('td', style, cell) : Object.assign(element('th', '', cell), { scope: 'row' }))))));
    return made;
  };

  const compare = (runs, [a, b]) => {
    const heads = runs.map((run) => run.run);
    const differ = changes(a, b);
    const parts = [differ.length === 0 ? element('p', '', 'No setting differs.') : table('Settings that differ', ['Setting', ...heads], differ)];
    const figures = (name) => [name, ...heads, 'Difference'];
    const alike = a.subset === b.subset;
    const theirs = new Set(b.pairs.map(([pair]) => pair));
    const common = a.pairs.map(([pair]) => pair).filter((pair) => theirs.has(pair));
    if (!alike && common.length === 0) {
      parts.unshift(element('p', 'callout quiet', 'They have no pair in common that the ledger knows, so their figures cannot be compared.'));
    } else if (alike) {
      const sections = [...new Set([a, b].flatMap((each) => Object.keys(each.sections)))].sort();
      const names = ['Segmentation term', 'Pose term', 'Rate term', runs.every((run) => run.whole) ? 'Score' : 'Score of these pairs'];
      const all = [a, b].map((each, i) => [...each.terms, runs[i].score]);
      parts.unshift(table('Points: lower is better', figures('Term'), names.map((name, i) => points([name, all[0][i], all[1][i]]))));
      parts.push(table('Bytes of each section', figures('Section'), [
        ...sections.map((name) => bytes([name, a.sections[name] ?? 0, b.sections[name] ?? 0])),
        bytes(['Archive', runs[0].bytes, runs[1].bytes]),
      ]));
    } else {
      const both = [a, b].map((each) => terms(each.pairs.filter(([pair]) => common.includes(pair))));
      parts.unshift(
        element('p', 'callout quiet', `They measured ${count(runs[0].pairs)} and ${count(runs[1].pairs)} pairs: bytes and scores cannot be compared; the terms are of the ${count(common.length)} in common.`),
        table('Points on common pairs: lower is better', figures('Term'), ['Segmentation term', 'Pose term'].map((name, i) => points([name, both[0][i], both[1][i]]))),
      );
    }
    return parts;
  };

  // runs: those that are ticked, two at most
  foveaRuns.showComparison = async (place, runs) => {
    const said = (text) => place.replaceChildren(element('p', 'small soft', text));
    place.dataset.runs = runs.map((run) => run.run).join();
    if (runs.length < 2) {
      said(runs.length === 0 ? 'Tick two runs to compare them.' : `Tick another run to compare it with ${runs[0].run}.`);
      return;
    }
    const title = element('h2', '', `${runs[0].run} → ${runs[1].run}`);
    if (runs[0].benchmark !== runs[1].benchmark) {
      place.replaceChildren(title, element('p', 'callout quiet', 'They ran on different benchmarks, so their scores cannot be compared.'));
      return;
    }
    const wanted = place.dataset.runs;
    try {
      const parts = compare(runs, await Promise.all(runs.map(details)));
      if (place.dataset.runs === wanted) place.replaceChildren(title, ...parts);
    } catch {
      if (place.dataset.runs === wanted) said('The details of these runs are not there; load this page again.');
    }
  };
})();

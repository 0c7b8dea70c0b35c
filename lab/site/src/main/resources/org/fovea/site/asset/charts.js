'use strict';
// Charts of any page: a tooltip at the mark under the pointer or in focus, and arrow keys from mark to mark. Without this script each mark still has its name
// (title) and its link.
(() => {
  const tip = document.createElement('div');
  tip.className = 'tooltip';
  tip.setAttribute('aria-hidden', 'true'); // a mark's name is spoken with the focus already
  tip.hidden = true;
  document.body.append(tip);
  const names = new WeakMap();

  const show = mark => {
    tip.textContent = names.get(mark);
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), width - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(above < 0 ? box.bottom + 8 : above) + window.scrollY}px`;
  };
  const hide = () => { tip.hidden = true; };

  for (const chart of document.querySelectorAll('svg.plot')) {
    const marks = [...chart.querySelectorAll('.point')];
    if (marks.length === 0) continue;
    // One stop for the tabulator key in each chart, and arrows within it: a chart may have a thousand marks.
    const choose = chosen => {
      marks.forEach(mark => mark.setAttribute('tabindex', mark === chosen ? '0' : '-1'));
    };
    for (const mark of marks) {
      const title = mark.querySelector('title');
      names.set(mark, title.textContent);
      mark.setAttribute('aria-label', title.textContent.replaceAll('\n', '; '));
      title.remove(); // else the browser shows a second tooltip
    }
    choose(marks[0]);
    const pointAt = event => event.target.closest && event.target.closest('.point');
    chart.addEventListener('pointerover', event => {
      const mark = pointAt(event);
      if (mark) show(mark); else hide();
    });
    chart.addEventListener('pointerleave', hide);
    chart.addEventListener('focusin', event => {
      const mark = pointAt(event);
      if (mark) { choose(mark); show(mark); }
    });
    chart.addEventListener('focusout', hide);
    chart.addEventListener('keydown', event => {
      const at = marks.indexOf(pointAt(event));
      const to = {
        ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1,
      }[event.key];
      if (event.key === 'Escape') hide();
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      marks[Math.min(Math.max(to, 0), marks.length - 1)].focus();
    });
  }
})();

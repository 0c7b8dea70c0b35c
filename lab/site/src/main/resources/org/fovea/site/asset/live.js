// Served pages only: asks the server for news every few seconds. What runs is replaced in place; of a changed ledger the reader is told, and decides when to reload.
(() => {
  'use strict';
  const every = 4000;
  const script = document.currentScript;
  const stamp = script.dataset.stamp;
  const root = script.dataset.root;

  function tell() {
    if (document.getElementById('news')) return;
    const bar = document.createElement('p');
    bar.id = 'news';
    bar.className = 'callout news';
    bar.setAttribute('role', 'status');
    bar.append('The ledger has changed since this page was built. ');
    const reload = document.createElement('button');
    reload.type = 'button';
    reload.textContent = 'Show the new state';
    reload.addEventListener('click', () => location.reload());
    bar.append(reload);
    document.getElementById('content').prepend(bar);
  }

  async function ask() {
    try {
      const answer = await fetch(root + 'live/execution.html', { cache: 'no-store' });
      if (!answer.ok) return;
      const layer = document.getElementById('execution-layer');
      if (layer) {
        // The server's own page, whose template escapes all texts; scripts in it would not run.
        const news = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('execution-layer');
        if (news && news.textContent !== layer.textContent) layer.replaceWith(document.adoptNode(news));
      }
      const now = answer.headers.get('Fovea-Ledger');
      if (now && now !== stamp) tell();
    } catch {
      // The server has ended; the page stays as it is.
    }
  }

  setInterval(() => {
    if (!document.hidden) ask();
  }, every);
})();

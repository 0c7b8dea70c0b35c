// A button beside each block of commands that puts them on the clipboard. Where there is no clipboard, as on some file systems, it selects them instead.
(() => {
  'use strict';

  function select(block) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  for (const block of document.querySelectorAll('pre[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy screen';
    button.textContent = 'Copy';
    const said = document.createElement('span');
    said.className = 'copied screen';
    said.setAttribute('role', 'status');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent.trim());
        said.textContent = 'Copied';
      } catch {
        select(block);
        said.textContent = 'Selected; press Ctrl-C';
      }
    });
    block.before(button, said);
  }
})();

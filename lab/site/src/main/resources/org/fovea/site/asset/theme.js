// Light, dark, or what the system says. Runs before the page is drawn, so that nothing flashes.
(() => {
  'use strict';
  const themes = ['system', 'light', 'dark'];
  const key = 'fovea-theme';
  const read = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be switched off; the button then lasts for the page
    }
  };
  let theme = themes.includes(read()) ? read() : 'system';
  const apply = () => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    const label = button.querySelector('span');
    label.textContent = theme;
    button.hidden = false;
    button.addEventListener('click', () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      label.textContent = theme;
      apply();
      try {
        localStorage.setItem(key, theme);
      } catch {
        // as above
      }
    });
  });
})();

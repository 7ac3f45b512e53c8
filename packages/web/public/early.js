// Runs before anything is drawn: a page that is to be dark is never white first, not even for a moment.
(() => {
  let theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('tenon.look') ?? '{}').theme ?? theme;
  } catch {
    // Without storage, or with something else in it, the system decides.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();

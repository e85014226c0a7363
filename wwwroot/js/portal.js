// What pages need outside a circuit: the theme, the user menu, the skip link, and coming back after a lost connection.
(() => {
  const root = document.documentElement;
  const longestPause = 5_000;
  const longestGrowth = 10_000;
  const forgotten = 60_000;
  const longestLeave = 30_000;
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

  function systemTheme() {
    return systemIsDark.matches ? 'dark' : 'light';
  }

  function showTheme(chosen) {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
  }

  // Choosing what the system shows anyway forgets the choice, and so follows the system again.
  function toggleTheme() {
    const next = (root.dataset.theme || systemTheme()) === 'dark' ? 'light' : 'dark';
    const chosen = next === systemTheme() ? '' : next;
    const days = chosen ? 365 : 0;
    document.cookie = `theme=${chosen};path=/;max-age=${days * 24 * 60 * 60};samesite=lax`;
    showTheme(chosen);
  }

  // An empty choice follows the browser. The page is loaded again, because the server writes every word of it.
  function chosenLanguage() {
    return document.cookie.match(/(?:^|; )language=([a-z]+)/)?.[1] ?? '';
  }

  function chooseLanguage(code) {
    document.cookie = `language=${code};path=/;max-age=${(code ? 365 : 0) * 24 * 60 * 60};samesite=lax`;
    location.reload();
  }

  document.addEventListener('change', event => {
    if (event.target.matches('[data-language]')) chooseLanguage(event.target.value);
  });

  // The server renders no choice, so that a circuit never takes it back.
  document.addEventListener('toggle', event => {
    const select = event.target.matches?.('details[data-menu]') && event.target.querySelector('[data-language]');
    if (select) select.value = chosenLanguage();
  }, { capture: true });

  // The page comes back by itself: forms bring back what was typed, and so nobody is asked whether they want to leave.
  let comingBack = false;
  function loadAgain() {
    comingBack = true;
    try {
      sessionStorage.setItem('came-back', location.pathname);
      sessionStorage.setItem('scrolled', JSON.stringify([location.href, scrollX, scrollY]));
    } catch { /* then the form offers what was typed */ }
    location.reload();
  }

  // The page grows while it loads: it goes back to where the reader was as soon as it is long enough, unless they move themselves.
  function scrollBack() {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem('scrolled'));
      sessionStorage.removeItem('scrolled');
    } catch { /* then it begins at the top */ }
    if (place?.[0] !== location.href || place[2] === 0) return;
    const [, left, top] = place;
    const growing = new ResizeObserver(() => {
      if (root.scrollHeight - innerHeight < top) return;
      scrollTo(left, top);
      leave();
    });
    const leave = () => growing.disconnect();
    for (const moved of ['wheel', 'keydown', 'pointerdown', 'touchstart']) addEventListener(moved, leave, { once: true, passive: true });
    setTimeout(leave, longestGrowth);
    growing.observe(document.body);
  }

  let leaving = false;
  addEventListener('beforeunload', event => {
    leaving = true;
    setTimeout(() => { leaving = false; }, longestLeave);
    if (comingBack) event.stopImmediatePropagation();
  }, { capture: true });

  async function reconnect() {
    if (!(await Blazor.reconnect().catch(() => false))) loadAgain();
  }

  document.addEventListener('click', event => {
    const at = selector => event.target.closest(selector);
    if (at('[data-toggle-theme]')) toggleTheme();
    if (at('[data-reconnect]')) reconnect();
    if (at('[data-skip]')) {
      event.preventDefault();
      document.getElementById('content')?.focus();
    }
    for (const menu of document.querySelectorAll('details[data-menu][open]'))
      if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && event.target.closest?.('details[data-menu][open]');
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });

  // At once, then less and less often: a portal that starts again needs seconds.
  function pauseBefore(attempt, attempts) {
    if (attempt >= attempts) return null;
    return attempt === 0 ? 0 : Math.min(500 * 2 ** (attempt - 1), longestPause);
  }

  // Blazor looks for a connection that was lost, and gives up one that never was: a session that ended while the page loaded, or a
  // portal that did. The page loads again as soon as anything answers, less and less often while that does not help.
  function beginAgain(notice) {
    let tries = 0;
    try {
      const [before, at] = JSON.parse(sessionStorage.getItem('began-again')) ?? [0, 0];
      tries = Date.now() - at < forgotten ? before + 1 : 0;
      sessionStorage.setItem('began-again', JSON.stringify([tries, Date.now()]));
    } catch { /* then it counts from the first try */ }
    notice?.classList.add('components-reconnect-show');
    // Somebody who is already on the way to another page, as by signing out, is not held up.
    const load = () => leaving
      ? setTimeout(load, longestLeave)
      : fetch(location.href, { method: 'HEAD', redirect: 'manual', cache: 'no-store' })
        .then(() => (leaving ? setTimeout(load, longestLeave) : loadAgain()), () => setTimeout(load, longestPause));
    setTimeout(load, pauseBefore(tries, Infinity));
  }

  // Calls back when the first connection cannot be made: nothing else tells of it.
  function noteFailure(builder, failed) {
    let begun = false;
    const build = builder.build.bind(builder);
    builder.build = () => {
      const connection = build();
      const start = connection.start.bind(connection);
      connection.start = () => start().then(() => { begun = true; }, failure => {
        if (!begun) failed();
        throw failure;
      });
      return connection;
    };
  }

  document.addEventListener('DOMContentLoaded', () => {
    scrollBack();
    const notice = document.getElementById('components-reconnect-modal');
    globalThis.Blazor?.start({ circuit: {
      reconnectionOptions: { maxRetries: 60, retryIntervalMilliseconds: pauseBefore },
      configureSignalR: builder => noteFailure(builder, () => beginAgain(notice)),
    } });
    if (!notice) return;
    new MutationObserver(() => {
      if (notice.classList.contains('components-reconnect-rejected')) loadAgain();
    }).observe(notice, { attributes: true, attributeFilter: ['class'] });
  });
})();

// Keeps what stands in a form in this tab's session storage while somebody types. The browser does it alone, so that nothing is
// lost with the connection. Values of secrets are left out, and a manifest that names a secret is left out as a whole.
const settled = 500;

function keyOfPage() {
  const from = new URLSearchParams(location.search).get('from');
  return `draft:${location.pathname}${from === null ? '' : `?from=${from}`}`;
}

function pathOf(control) {
  if (control.type === 'radio') return control.name;
  return control.dataset.draft ?? (control.id.startsWith('field-') ? control.id.slice('field-'.length) : '');
}

function isSecret(control) {
  return control.type === 'password' || (control.id.endsWith('.value') && control.closest('.row')?.querySelector('[data-secret]')?.checked);
}

function isKept(control, path) {
  if (!path || control.readOnly || control.disabled || isSecret(control)) return false;
  if (control.type === 'radio') return control.checked;
  return path !== 'yaml' || (!control.closest('[hidden]') && !/secret/i.test(control.value));
}

function collect(form) {
  const fields = {};
  for (const control of form.querySelectorAll('input, select, textarea')) {
    const path = pathOf(control);
    if (isKept(control, path)) fields[path] = control.type === 'checkbox' ? String(control.checked) : control.value;
  }
  return fields;
}

// Storage can be full or forbidden: then there is no draft, and the form works all the same.
function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch { /* no draft */ }
}

function load(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

export function watch(form, revision) {
  const key = keyOfPage();
  const notice = document.getElementById('components-reconnect-modal');
  const typedOffline = new Set();
  let timer = 0;
  let ended = false;

  const isOffline = () => /components-reconnect-(show|failed|retrying|paused)/.test(notice?.className ?? '');

  function keep() {
    if (!ended) store(key, JSON.stringify({ revision, fields: collect(form) }));
  }

  // Once at once, and once when the server has answered: what it changes in the fields raises no event.
  function changed(event) {
    if (isOffline()) typedOffline.add(event.target);
    ended = false;
    keep();
    clearTimeout(timer);
    timer = setTimeout(keep, settled);
  }

  // What was typed while the connection was lost never reached the server: it is told again.
  function sendAgain() {
    if (typedOffline.size === 0 || isOffline()) return;
    const controls = [...typedOffline];
    typedOffline.clear();
    for (const control of controls.filter(control => control.isConnected))
      for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  const rows = new MutationObserver(() => {
    if (timer) keep();
  });
  const connection = new MutationObserver(sendAgain);
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  rows.observe(form, { childList: true, subtree: true });
  if (notice) connection.observe(notice, { attributes: true, attributeFilter: ['class'] });

  function stop() {
    ended = true;
    clearTimeout(timer);
    timer = 0;
  }

  return {
    kept() {
      const automatic = sessionStorage.getItem('came-back') === location.pathname;
      sessionStorage.removeItem('came-back');
      const draft = load(key);
      return draft?.fields ? { revision: draft.revision, fields: draft.fields, automatic } : null;
    },
    forget() {
      stop();
      store(key, null);
    },
    end() {
      stop();
      rows.disconnect();
      connection.disconnect();
      form.removeEventListener('input', changed);
      form.removeEventListener('change', changed);
    },
  };
}

// How somebody likes to read logs, kept in their browser.

const key = 'log-view';
const usual = { wrap: true, times: 'utc' };

/** What was chosen last, or the usual. */
export function preferences() {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(key) ?? '{}') };
  } catch {
    return { ...usual };
  }
}

/** Keeps a choice for the next time. */
export function prefer(choice) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...preferences(), ...choice }));
  } catch { /* then it lasts as long as the page */ }
}

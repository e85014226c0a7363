// Keeps the last requests of a deployment in this browser. Storage can be full or forbidden: then nothing is kept.
export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch { /* nothing is kept */ }
}

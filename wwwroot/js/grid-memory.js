// How this browser's person likes the Deployments page. A browser that keeps nothing (private windows, a full store) is fine.
const key = 'modeldeploy.deployments';

export function read() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Then the choice ends with the page.
  }
}

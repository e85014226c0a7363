// Copies a text; false when the browser refuses. Pages served without TLS have no clipboard API, so a hidden field helps out.
export async function copy(text) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    return copyThroughField(text);
  } catch {
    return copyThroughField(text);
  }
}

function copyThroughField(text) {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    before?.focus();
  }
}

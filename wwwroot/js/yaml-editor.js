// A longer text than can be read is not pasted at all: half a manifest could be a valid one.
export function guard(field, owner, most) {
  const tell = tooLong => owner.invokeMethodAsync('TooLong', tooLong);
  const check = (event, text) => {
    const left = most - field.value.length + (field.selectionEnd - field.selectionStart);
    if (text.length <= left) return;
    event.preventDefault();
    tell(true);
  };
  field.addEventListener('paste', event => check(event, event.clipboardData?.getData('text') ?? ''));
  field.addEventListener('drop', event => check(event, event.dataTransfer?.getData('text') ?? ''));
}

export function show(field, text) {
  field.value = text;
}

// Selects a line, counted from 1, and brings it into view, under what is said about the text.
export function goTo(field, line) {
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus({ preventScroll: true });
  field.previousElementSibling.scrollIntoView({ block: 'start' });
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const height = parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 1) * height - field.clientHeight / 2);
}

export function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

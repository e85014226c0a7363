// After a refused submit the person goes on at the first field that needs attention.
export function focusFirstInvalid() {
  const field = document.querySelector('main [aria-invalid="true"]');
  field?.closest("details")?.setAttribute("open", "");
  // A group of radio buttons takes no focus itself: the chosen one does.
  const button = field?.matches('[role="radiogroup"]') && (field.querySelector('input:checked') ?? field.querySelector('input'));
  (button || field)?.focus();
}

// Puts a text into a field, whoever is in it.
export function show(field, text) {
  field.value = text;
}

// Puts a proposal into a field, unless somebody is in it: what they type must not mix with it.
export function propose(field, text) {
  if (document.activeElement !== field) field.value = text;
}

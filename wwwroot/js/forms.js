// After a refused submit the person goes on at the first field that needs attention.
export function focusFirstInvalid() {
  const field = document.querySelector('main [aria-invalid="true"]');
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
}

// Puts a proposal into a field, unless somebody is in it: what they type must not mix with it.
export function propose(field, text) {
  if (document.activeElement !== field) field.value = text;
}

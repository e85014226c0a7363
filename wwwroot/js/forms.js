// After a refused submit the person goes on at the first field that needs attention.
export function focusFirstInvalid() {
  goTo(document.querySelector('main [aria-invalid="true"]'));
}

// The field of a path as errors name it; of a row's path the row's name, and of a list's path what is said about the list.
export function focusField(path) {
  const id = `field-${path}`;
  goTo(document.getElementById(id) ?? document.getElementById(`${id}.name`) ?? document.getElementById(`${id}-error`));
}

// Into the middle of the window: there no bar covers the field, its label or its error.
function goTo(field) {
  if (!field) return;
  field.closest('details')?.setAttribute('open', '');
  // A group of radio buttons takes no focus itself: the chosen one does.
  const button = field.matches('[role="radiogroup"]') && (field.querySelector('input:checked') ?? field.querySelector('input'));
  (button || field).focus({ preventScroll: true });
  (field.closest('.field') ?? field).scrollIntoView({ block: 'center' });
}

// Puts a text into a field, whoever is in it.
export function show(field, text) {
  field.value = text;
}

// Puts a proposal into a field, unless somebody is in it: what they type must not mix with it.
export function propose(field, text) {
  if (document.activeElement !== field) field.value = text;
}

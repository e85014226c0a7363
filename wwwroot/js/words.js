// Texts come from the server in the page's language; a script only fills their gaps.

/** A whole number as the page's language writes it. */
export function number(count) {
  return count.toLocaleString(document.documentElement.lang);
}

/** Of the texts for one and for several the one for this count; its gap is filled with the count, or with how that is shown. */
export function counted([one, several], count, shown = number(count)) {
  return (count === 1 ? one : several).replace('{0}', shown);
}

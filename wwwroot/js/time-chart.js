// Points at a moment of a chart (Components/Charts/TimeChart.razor) with the pointer or the arrow keys. What it says is what the
// chart's table has in that moment's row.

/** Makes a rendered chart answer to pointer and keys. */
export function mount(root) {
  return new ChartPointer(root);
}

class ChartPointer {
  #root;
  #parts;
  #fromEnd = 0;
  #shown = false;
  #listening = new AbortController();
  #watching;

  constructor(root) {
    this.#root = root;
    this.#parts = Object.fromEntries([...root.querySelectorAll('[data-chart]')].map((part) => [part.dataset.chart, part]));
    const { plot, rows } = this.#parts;
    const on = (event, action) => plot.addEventListener(event, action, { signal: this.#listening.signal });
    on('pointermove', (event) => this.#pointAt(event));
    on('pointerleave', () => { if (document.activeElement !== plot) this.#hide(); });
    on('focus', () => this.#show());
    on('blur', () => this.#hide());
    on('keydown', (event) => this.#pressed(event));
    // New values come while somebody points: the same place then shows them.
    this.#watching = new MutationObserver(() => { if (this.#shown) this.#show(); });
    this.#watching.observe(rows, { childList: true, characterData: true, subtree: true });
  }

  dispose() {
    this.#listening.abort();
    this.#watching.disconnect();
  }

  get #last() {
    return this.#parts.rows.rows.length - 1;
  }

  #pointAt(event) {
    const { left, width } = this.#parts.plot.getBoundingClientRect();
    this.#moveTo(Math.round((event.clientX - left) / width * this.#last));
  }

  #pressed(event) {
    const at = this.#last - this.#fromEnd;
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: this.#last, PageUp: at + 10, PageDown: at - 10 }[event.key];
    if (event.key === 'Escape') this.#hide();
    if (to === undefined) return;
    event.preventDefault();
    this.#moveTo(to);
  }

  #moveTo(index) {
    this.#fromEnd = this.#last - Math.min(Math.max(index, 0), this.#last);
    this.#show();
  }

  #show() {
    if (this.#last < 0) return;
    const { plot, rows, cursor, tip } = this.#parts;
    const at = Math.max(0, this.#last - this.#fromEnd);
    const names = [...this.#root.querySelectorAll('thead th')].slice(1).map((cell) => cell.textContent);
    const [time, ...values] = [...rows.rows[at].cells].map((cell) => cell.textContent);
    const said = [time, ...values.map((value, index) => `${names[index]} ${value}`)];
    const place = this.#last === 0 ? 50 : at / this.#last * 100;
    cursor.style.left = `${place}%`;
    tip.replaceChildren(...said.map((text) => Object.assign(document.createElement('span'), { textContent: text })));
    tip.style.left = place > 50 ? 'auto' : `calc(${place}% + 0.5rem)`;
    tip.style.right = place > 50 ? `calc(${100 - place}% + 0.5rem)` : 'auto';
    cursor.hidden = tip.hidden = false;
    plot.setAttribute('aria-valuenow', String(at));
    plot.setAttribute('aria-valuetext', said.join(', '));
    this.#shown = true;
  }

  #hide() {
    this.#parts.cursor.hidden = this.#parts.tip.hidden = true;
    this.#shown = false;
  }
}

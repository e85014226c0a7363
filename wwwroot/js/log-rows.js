// Shows log entries as rows: written once per frame, at most so many, from raw text only through textContent.

import { pieces, plain } from './log-text.js';

const maxRows = 5_000;
const replicaColours = 8;

/** The rows inside one element. */
export class LogRows {
  #element;
  #waiting = [];
  #rows = [];
  #notShown = 0;
  #frame = 0;
  #local = false;
  #colours = new Map();
  #onWritten;

  /** onWritten is called after every frame in which rows were written. */
  constructor(element, onWritten) {
    this.#element = element;
    this.#onWritten = onWritten;
  }

  get count() {
    return this.#rows.length;
  }

  /** Adds entries; they appear with the next frame. A hidden tab has no frames: then only the newest wait. */
  add(entries) {
    for (const entry of entries) this.#waiting.push(entry);
    if (this.#waiting.length > 2 * maxRows) {
      for (const entry of this.#waiting.splice(0, this.#waiting.length - maxRows)) this.#notShown += linesOf(entry);
    }
    this.#frame ||= requestAnimationFrame(() => this.#write());
  }

  /** Removes everything. */
  clear() {
    this.#waiting = [];
    this.#rows = [];
    this.#notShown = 0;
    this.#element.replaceChildren();
  }

  /** Times in the reader's zone (true) or in UTC. */
  showLocalTime(local) {
    this.#local = local;
    for (const { entry, element } of this.#rows) {
      if (entry.time) writeTime(element.firstChild, entry.time, local);
    }
  }

  /** Everything shown, as plain text, times in UTC. */
  text() {
    return this.#rows.map(({ entry }) => (entry.replica
      ? `${entry.time} ${entry.replica} ${plain(entry.text)}`
      : `-- ${markText(entry)}`)).join('\n');
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
  }

  #write() {
    this.#frame = 0;
    const added = this.#waiting.map((entry) => ({ entry, element: entry.replica ? this.#line(entry) : mark(markText(entry)) }));
    this.#waiting = [];
    this.#rows.push(...added);
    const fragment = document.createDocumentFragment();
    fragment.append(...added.map((row) => row.element));
    this.#element.append(fragment);
    this.#trim();
    this.#onWritten();
  }

  #trim() {
    const removed = this.#rows.splice(0, Math.max(0, this.#rows.length - maxRows));
    for (const { element } of removed) element.remove();
    for (const { entry } of removed) this.#notShown += linesOf(entry);
    if (this.#notShown === 0) return;
    const text = `${this.#notShown.toLocaleString('en')} older lines are not shown here`;
    const first = this.#element.firstElementChild;
    if (first?.classList.contains('log-top')) first.textContent = text;
    else this.#element.prepend(mark(text, 'log-top'));
  }

  #line(entry) {
    const row = element('div', `log-row log-${entry.stream} log-colour-${this.#colourOf(entry.replica)}`);
    const time = element('time', 'log-time');
    writeTime(time, entry.time, this.#local);
    const replica = element('span', 'log-replica', entry.replica);
    replica.title = entry.replica;
    const text = element('bdi', 'log-text');
    text.append(...pieces(entry.text).map((piece) => (piece.classes ? element('span', piece.classes, piece.text) : piece.text)));
    if (entry.cut) text.append(element('span', 'log-cut', ' cut at 16 KiB'));
    row.append(time, ' ', replica, ' ', text);
    return row;
  }

  #colourOf(replica) {
    if (!this.#colours.has(replica)) this.#colours.set(replica, this.#colours.size % replicaColours);
    return this.#colours.get(replica);
  }
}

// How many lines of the log an entry stands for.
function linesOf(entry) {
  return entry.replica ? 1 : entry.dropped ?? 0;
}

function markText(entry) {
  return entry.missing
    ? 'The connection was lost here; lines may be missing'
    : `${entry.dropped.toLocaleString('en')} ${entry.dropped === 1 ? 'line was' : 'lines were'} skipped here: they came faster than this page reads`;
}

function mark(text, further = '') {
  return element('div', `log-mark ${further}`.trim(), text);
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Day and milliseconds in the row, everything in the title.
function writeTime(target, time, local) {
  target.dateTime = time;
  target.title = local ? `${new Date(time).toLocaleString()} (${time})` : time;
  target.textContent = local ? localClock(new Date(time)) : `${time.slice(5, 10)} ${time.slice(11, 23)}`;
}

function localClock(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
    + `.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

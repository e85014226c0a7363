// The rows of the log viewer: written once per frame, at most so many, older ones put in above, newer ones held back while the
// reader stays away from the end.

import { LogPlaces } from './log-places.js';
import { linesOf, RowMaker, textOf } from './log-row.js';

const maxRows = 5_000;

/** The rows inside one element. */
export class LogRows {
  #element;
  #scroller;
  #words;
  #maker;
  #places = new LogPlaces();
  #waiting = [];
  #held = null;
  #rows = [];
  #notShown = 0;
  #frame = 0;
  #onWritten;

  /**
   * onWritten is called after every frame in which rows were written or held back. The scroller is what the reader scrolls, the
   * words are those of LogViewerWords.
   */
  constructor(element, onWritten, scroller, words) {
    this.#words = words;
    this.#maker = new RowMaker(words);
    this.#element = element;
    this.#scroller = scroller;
    this.#onWritten = onWritten;
  }

  get count() {
    return this.#rows.length;
  }

  /** How many of the rows are lines of this kind; marks are none. */
  countOf(kind) {
    return this.#rows.reduce((sum, { entry }) => sum + (entry.replica && kind(entry) ? 1 : 0), 0);
  }

  /** How many lines came while rows were held back. */
  get heldCount() {
    return this.#held?.count ?? 0;
  }

  /** How many older lines were here and were removed. */
  get notShown() {
    return this.#notShown;
  }

  /** What is older than this has not been shown, or not any more. */
  get begin() {
    return this.#places.begin;
  }

  /** Nothing from this moment on is missing among what will be added. */
  beginAt(time) {
    this.#places.beginAt(time);
  }

  set searched(text) {
    this.#maker.searched = text;
  }

  /** Adds entries behind the others; they appear with the next frame. A hidden tab has no frames: then only the newest wait. */
  add(entries) {
    for (const entry of entries) if (!entry.replica || this.#places.takeNew(entry)) this.#waiting.push(entry);
    if (this.#waiting.length > 2 * maxRows) this.#leave(this.#waiting.splice(0, this.#waiting.length - maxRows));
    this.#frame ||= requestAnimationFrame(() => this.#write());
  }

  /** Puts older lines in, each before the first newer one; the reader stays at the same line. Answers how many were new. */
  addOlder(entries) {
    const added = entries.filter((entry) => this.#places.takeOld(entry)).map((entry) => this.#rowOf(entry));
    this.#places.reachBack(added.map((row) => row.entry));
    const { scrollHeight, scrollTop } = this.#scroller;
    let at = 0;
    let written = 0;
    while (written < added.length) {
      while (at < this.#rows.length && this.#rows[at].entry.time <= added[written].entry.time) at++;
      const limit = this.#rows[at]?.entry.time;
      let end = written + 1;
      while (end < added.length && (limit === undefined || added[end].entry.time < limit)) end++;
      const part = added.slice(written, end);
      const fragment = document.createDocumentFragment();
      fragment.append(...part.map((row) => row.element));
      this.#element.insertBefore(fragment, this.#rows[at]?.element ?? null);
      this.#rows.splice(at, 0, ...part);
      at += part.length;
      written = end;
    }
    this.#notShown = Math.max(0, this.#notShown - added.length);
    if (this.#held) this.#holdNewest();
    else this.#trim();
    this.#scroller.scrollTop = scrollTop + this.#scroller.scrollHeight - scrollHeight;
    return added.length;
  }

  /** There are no older lines than those shown. */
  reachedBegin() {
    this.#notShown = 0;
  }

  /** Holds back what comes from now on. */
  hold() {
    this.#held ??= { entries: [], count: 0, lost: 0 };
  }

  /** Shows what was held back. */
  release() {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    if (held.lost > 0) this.#startAgainWith(held);
    this.#waiting.unshift(...held.entries);
    this.#write();
  }

  /** Removes what is shown; it counts as not shown. */
  clear() {
    this.#leave(this.#waiting);
    this.#leave(this.#held?.entries ?? []);
    this.#waiting = [];
    if (this.#held) this.#held = { entries: [], count: 0, lost: 0 };
    this.#leave(this.#rows.map((row) => row.entry));
    this.#removeAll();
  }

  /** Begins anew. */
  reset() {
    this.clear();
    this.#held = null;
    this.#places = new LogPlaces();
    this.#notShown = 0;
  }

  /** Times in the reader's zone ('local') or in UTC ('utc', 'off'). */
  showTimes(times) {
    this.#maker.times = times;
    for (const { entry, element: row } of this.#rows) this.#maker.writeTime(row, entry);
  }

  /** Everything shown, as plain text, times in UTC. */
  text() {
    return this.#rows.map(({ entry }) => textOf(entry, this.#words)).join('\n');
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
  }

  #write() {
    this.#frame = 0;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#held) {
      for (const entry of waiting) this.#held.entries.push(entry);
      for (const entry of waiting) this.#held.count += linesOf(entry);
      this.#limitHeld();
    } else {
      const added = waiting.slice(-maxRows).map((entry) => this.#rowOf(entry));
      this.#leave(waiting.slice(0, -maxRows));
      this.#rows.push(...added);
      const fragment = document.createDocumentFragment();
      fragment.append(...added.map((row) => row.element));
      this.#element.append(fragment);
      this.#trim();
    }
    this.#onWritten();
  }

  #rowOf(entry) {
    return { entry, element: this.#maker.make(entry) };
  }

  #trim() {
    const removed = this.#rows.splice(0, Math.max(0, this.#rows.length - maxRows));
    for (const row of removed) row.element.remove();
    this.#leave(removed.map((row) => row.entry));
  }

  // The reader is among older lines: the newest give way, and come back with those that are held.
  #holdNewest() {
    const removed = this.#rows.splice(maxRows);
    for (const row of removed) row.element.remove();
    this.#held.entries.unshift(...removed.map((row) => row.entry));
    this.#limitHeld();
  }

  #limitHeld() {
    const lost = this.#held.entries.splice(0, Math.max(0, this.#held.entries.length - maxRows));
    this.#held.lost += lost.reduce((sum, entry) => sum + linesOf(entry), 0);
  }

  // Lines between those shown and those held were let go: only what has no gap stays.
  #startAgainWith({ entries, lost }) {
    this.#notShown += lost + this.#rows.reduce((sum, row) => sum + linesOf(row.entry), 0);
    this.#removeAll();
    this.#places.startAt(entries);
  }

  #removeAll() {
    for (const row of this.#rows) row.element.remove();
    this.#rows = [];
  }

  #leave(entries) {
    for (const entry of entries) {
      this.#places.leave(entry);
      this.#notShown += linesOf(entry);
    }
  }
}

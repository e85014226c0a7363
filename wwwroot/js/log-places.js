// From where on the viewer has each replica's lines, and up to where. A replica's own lines are in order; those of several only
// nearly, and so each has a place of its own.

/** Times are UTC with a fixed number of digits, so that text order is time order. */
export function compare(one, other) {
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  return one.count - other.count;
}

/** The first and last line of each replica that is, or was, in the viewer. */
export class LogPlaces {
  #before = null;
  #first = new Map();
  #last = new Map();

  /** Whether this line is newer than all of its replica that came; then it counts as come. */
  takeNew(entry) {
    const last = this.#last.get(entry.replica);
    if (last && compare(entry, last) <= 0) return false;
    this.#last.set(entry.replica, placeOf(entry));
    if (!this.#first.has(entry.replica)) this.#first.set(entry.replica, placeOf(entry));
    return true;
  }

  /** Whether this line is older than all of its replica that are shown; then it counts as shown. */
  takeOld(entry) {
    const first = this.#first.get(entry.replica);
    if (first && compare(entry, first) >= 0) return false;
    this.#last.set(entry.replica, this.#last.get(entry.replica) ?? placeOf(entry));
    return true;
  }

  /** These older lines are shown now. */
  reachBack(entries) {
    for (const entry of [...entries].reverse()) this.#first.set(entry.replica, placeOf(entry));
  }

  /** The line, and all before it, are not shown any more. */
  leave(entry) {
    if (!entry.replica) return;
    const behind = { time: entry.time, count: entry.count + 1 };
    const first = this.#first.get(entry.replica);
    if (!first || compare(behind, first) > 0) this.#first.set(entry.replica, behind);
  }

  /** Of replicas that have no line here, what is older than this moment is not here. */
  beginAt(time) {
    this.#before ??= time;
  }

  /** What is shown begins anew with these. */
  startAt(entries) {
    this.#first = new Map();
    this.#before = entries.find((entry) => entry.time)?.time ?? this.#before;
    for (const entry of entries) if (entry.replica && !this.#first.has(entry.replica)) this.#first.set(entry.replica, placeOf(entry));
  }

  /** For the question after older lines: a moment, and of the replicas named their own places. */
  get begin() {
    return { before: this.#before, places: [...this.#first].map(([replica, place]) => ({ replica, ...place })) };
  }
}

function placeOf({ time, count }) {
  return { time, count };
}

// Makes the elements of the log viewer's rows, from raw text only through textContent.

import { pieces, plain } from './log-text.js';
import { counted } from './words.js';

const replicaColours = 8;

/** Rows as the reader wants them: which times, and what is marked in the text. */
export class RowMaker {
  #words;
  #times = 'utc';
  #searched = null;
  #colours = new Map();

  /** The words are those of LogViewerWords. */
  constructor(words) {
    this.#words = words;
  }

  /** 'utc', 'local' or 'off'; off is for the style sheet, the times stay in the rows. */
  set times(times) {
    this.#times = times;
  }

  /** Marks this text in the rows that are made from now on; empty for nothing. */
  set searched(text) {
    this.#searched = text ? new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu') : null;
  }

  /** The row of an entry. */
  make(entry) {
    return entry.replica ? this.#line(entry) : mark(markText(entry, this.#words));
  }

  /** Writes the time of a row anew. */
  writeTime(element, entry) {
    if (entry.time) writeTime(element.firstChild, entry.time, this.#times === 'local');
  }

  #line(entry) {
    const row = element('div', `log-row log-${entry.stream} log-colour-${this.#colourOf(entry.replica)}`);
    const time = element('time', 'log-time');
    writeTime(time, entry.time, this.#times === 'local');
    const replica = element('span', 'log-replica', entry.replica);
    replica.title = entry.replica;
    const text = element('bdi', 'log-text');
    text.append(...this.#marked(pieces(entry.text)).map((piece) => (piece.found || piece.classes
      ? element(piece.found ? 'mark' : 'span', piece.classes, piece.text)
      : piece.text)));
    if (entry.cut) text.append(element('span', 'log-cut', ` ${this.#words.cut}`));
    row.append(time, ' ', replica, ' ', text);
    return row;
  }

  // What was searched for may reach over several pieces: it is found in the whole line.
  #marked(parts) {
    if (!this.#searched) return parts;
    const found = [...parts.map((part) => part.text).join('').matchAll(this.#searched)].map((match) => [match.index, match.index + match[0].length]);
    return found.length === 0 ? parts : cut(parts, found);
  }

  #colourOf(replica) {
    if (!this.#colours.has(replica)) this.#colours.set(replica, this.#colours.size % replicaColours);
    return this.#colours.get(replica);
  }
}

/** An entry as plain text, times in UTC. */
export function textOf(entry, words) {
  return entry.replica ? `${entry.time} ${entry.replica} ${plain(entry.text)}` : `-- ${markText(entry, words)}`;
}

/** How many lines of the log an entry stands for. */
export function linesOf(entry) {
  return entry.replica ? 1 : entry.dropped ?? 0;
}

/** An element with class and text. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function cut(parts, found) {
  const result = [];
  let at = 0;
  for (const { text, classes } of parts) {
    const borders = [...new Set(found.flat().map((place) => Math.min(Math.max(place - at, 0), text.length)).concat(0, text.length))];
    borders.sort((one, other) => one - other);
    for (let i = 0; i + 1 < borders.length; i++) {
      const start = at + borders[i];
      result.push({ text: text.slice(borders[i], borders[i + 1]), classes, found: found.some(([from, to]) => from <= start && start < to) });
    }
    at += text.length;
  }
  return result;
}

function markText(entry, words) {
  return entry.missing ? words.missing : counted(words.skipped, entry.dropped);
}

function mark(text) {
  return element('div', 'log-mark', text);
}

// Day and milliseconds in the row, everything in the title.
function writeTime(target, time, local) {
  target.dateTime = time;
  target.title = local ? `${new Date(time).toLocaleString(document.documentElement.lang)} (${time})` : time;
  target.textContent = local ? localClock(new Date(time)) : `${time.slice(5, 10)} ${time.slice(11, 23)}`;
}

function localClock(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
    + `.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

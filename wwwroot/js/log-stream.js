// The connection to the log hub: connects, streams, and connects again after a loss without showing a line twice.

import '/lib/signalr/signalr.min.js';
import { compare } from './log-places.js';

const hub = '/hubs/logs';
const longestPause = 15_000;

/**
 * Follows one deployment's log until stopped. A view is { replica, search, level }, each a text or null.
 * onBegin gets the moment from which on nothing is missing in what follows.
 * onEntries gets arrays of entries as the hub sends them, and { missing: true } where a lost connection left a possible gap.
 * onState gets 'connecting', 'live', 'lost', and as the last one 'unavailable' (no such deployment, or not for this person)
 * or 'signed-out'.
 */
export class LogStream {
  #deploymentId;
  #view;
  #onBegin;
  #older;
  #onEntries;
  #onState;
  #connection;
  #stopped = false;
  #wake = () => {};
  #last = new Map();
  #resuming = new Map();

  constructor(deploymentId, view, { onBegin, onEntries, onState }) {
    this.#deploymentId = deploymentId;
    this.#view = view;
    this.#onBegin = onBegin;
    this.#onEntries = onEntries;
    this.#onState = onState;
  }

  /** Runs until stopped or final; never throws. */
  async run() {
    this.#onState('connecting');
    for (let failures = 0; !this.#stopped; failures++) {
      const end = await this.#connectAndRead(() => { failures = 0; });
      if (this.#stopped) return;
      const final = finalState(end);
      this.#onState(final ?? 'lost');
      if (final) return;
      await this.#pause(Math.min(500 * 2 ** failures, longestPause));
    }
  }

  /** Ends it for good. */
  async stop() {
    this.#stopped = true;
    this.#wake();
    await this.#connection?.stop();
  }

  /** One page of older lines than begin says, as { entries, more }; null where there is no connection, or another question came. */
  older(begin) {
    this.#older?.();
    if (this.#connection?.state !== 'Connected') return Promise.resolve(null);
    return new Promise((resolve) => {
      let page = null;
      const asked = this.#connection.stream('Older', this.#deploymentId, { view: this.#view, ...begin }).subscribe({
        next: (answer) => { page = answer; },
        complete: () => resolve(page),
        error: () => resolve(null),
      });
      this.#older = () => { asked.dispose(); resolve(null); };
    });
  }

  async #connectAndRead(onConnected) {
    this.#connection = new self.signalR.HubConnectionBuilder()
      .withUrl(hub)
      .configureLogging(self.signalR.LogLevel.None)
      .build();
    try {
      await this.#connection.start();
      if (this.#stopped) return null;
      onConnected();
      return await this.#read();
    } catch (failure) {
      return failure;
    } finally {
      await this.#connection.stop();
    }
  }

  #read() {
    this.#resuming = new Map(this.#last);
    this.#onState('live');
    return new Promise((resolve) => {
      this.#connection.stream('Follow', this.#deploymentId, this.#view).subscribe({
        next: (batch) => this.#take(batch, resolve),
        complete: () => resolve('completed'),
        error: resolve,
      });
    });
  }

  #take(batch, end) {
    if (batch.unavailable) end('unavailable');
    else if (batch.from) this.#onBegin(batch.from);
    else this.#onEntries(this.#withoutSeen(batch.entries));
  }

  // After a reconnect the hub begins with its backlog again. What was shown is left out; where the backlog does not
  // reach back to the last line shown, something may be missing.
  #withoutSeen(entries) {
    const fresh = [];
    for (const entry of entries) {
      const seen = this.#resuming.get(entry.replica);
      if (seen && compare(entry, seen) <= 0) {
        seen.met = true;
        continue;
      }
      if (seen) {
        this.#resuming.delete(entry.replica);
        if (!seen.met) fresh.push({ missing: true });
      }
      if (entry.replica) this.#last.set(entry.replica, { time: entry.time, count: entry.count });
      fresh.push(entry);
    }
    return fresh;
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}

// What connecting again will not change. A refused sign-in comes as a text that names the status.
function finalState(end) {
  if (end === 'unavailable') return end;
  return String(end).includes("'401'") ? 'signed-out' : null;
}

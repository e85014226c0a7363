// The log viewer behind Components/Logs/LogsPanel.razor, which renders the frame and marks its parts with data-log.
// Lines come straight from the hub to this page; they never pass through the Blazor circuit.

import { copy } from './clipboard.js';
import { LogRows } from './log-rows.js';
import { LogStream } from './log-stream.js';

const atBottomSlack = 24;

const stateWords = {
  connecting: 'Connecting …',
  live: 'Live',
  lost: 'Connection lost. Connecting again …',
  unavailable: 'This log is no longer available: the deployment is gone, or you may not see it any more.',
  'signed-out': 'Your session has ended. Reload the page to sign in again.',
};

/** A viewer in the rendered frame; it shows nothing before follow. */
export function mount(root) {
  return new LogViewer(root);
}

class LogViewer {
  #parts;
  #rows;
  #stream;
  #following = true;
  #listening = new AbortController();

  constructor(root) {
    this.#parts = Object.fromEntries([...root.querySelectorAll('[data-log]')].map((part) => [part.dataset.log, part]));
    this.#rows = new LogRows(this.#parts.rows, () => this.#written());
    this.#listen();
  }

  /** Shows the log of one replica, or of all (null), from its backlog on, in place of what was shown. */
  follow(deploymentId, replica) {
    this.#stream?.stop();
    this.clear();
    this.#resume();
    const stream = new LogStream(
      deploymentId,
      replica,
      (entries) => { if (stream === this.#stream) this.#rows.add(entries); },
      (state) => { if (stream === this.#stream) this.#tell(state); });
    this.#stream = stream;
    stream.run();
  }

  clear() {
    this.#rows.clear();
    this.#written();
  }

  async dispose() {
    this.#listening.abort();
    this.#rows.dispose();
    await this.#stream?.stop();
  }

  #listen() {
    const { rows, resume, wrap, local, clear } = this.#parts;
    const on = (part, event, action) => part.addEventListener(event, action, { signal: this.#listening.signal, passive: true });
    on(rows, 'scroll', () => this.#scrolled());
    on(resume, 'click', () => this.#resume());
    on(wrap, 'click', () => rows.classList.toggle('log-unwrapped', !toggle(wrap)));
    on(local, 'click', () => this.#rows.showLocalTime(toggle(local)));
    on(this.#parts.copy, 'click', () => this.#copy());
    on(clear, 'click', () => this.clear());
  }

  #written() {
    this.#parts.empty.hidden = this.#rows.count > 0;
    if (this.#following) this.#parts.rows.scrollTop = this.#parts.rows.scrollHeight;
  }

  // Scrolling up pauses, reaching the end again goes on: only the reader moves away from the end while following.
  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#parts.rows;
    this.#setFollowing(scrollTop + clientHeight >= scrollHeight - atBottomSlack);
  }

  #resume() {
    this.#setFollowing(true);
    this.#written();
  }

  #setFollowing(following) {
    this.#following = following;
    this.#parts.resume.hidden = following;
  }

  #tell(state) {
    this.#parts.state.textContent = stateWords[state];
    this.#parts.state.dataset.state = state;
  }

  async #copy() {
    const copied = await copy(this.#rows.text());
    this.#parts.copied.textContent = copied ? 'Copied' : 'The browser did not allow copying';
  }
}

// Flips a toggle button and says whether it is on now.
function toggle(button) {
  const on = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(on));
  return on;
}

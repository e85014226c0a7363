// The log viewer behind Components/Logs/LogsPanel.razor, which renders the frame and marks its parts with data-log.
// Lines come straight from the hub to this page; they never pass through the Blazor circuit.

import { copy } from './clipboard.js';
import { prefer, preferences } from './log-preferences.js';
import { LogRows } from './log-rows.js';
import { LogStream } from './log-stream.js';
import { counted, number } from './words.js';

const atBottomSlack = 24;
const atEnd = 1;
const nearTop = 200;
const enoughRows = 200;
const typingPause = 300;
const untilBacklog = 250;

/** A viewer in the rendered frame; it shows nothing before follow. */
export function mount(root) {
  return new LogViewer(root);
}

class LogViewer {
  #words;
  #parts;
  #rows;
  #stream;
  #filtered = false;
  #levelled = false;
  #state = '';
  #frame;
  #following = true;
  #seenTop = 0;
  #loading = false;
  #more = false;
  #fillsUp = false;
  #settled = false;
  #filling = 0;
  #typing = 0;
  #listening = new AbortController();

  constructor(root) {
    this.#frame = root;
    this.#words = JSON.parse(root.dataset.words);
    this.#parts = Object.fromEntries([...root.querySelectorAll('[data-log]')].map((part) => [part.dataset.log, part]));
    this.#rows = new LogRows(this.#parts.lines, () => this.#written(), this.#parts.rows, this.#words);
    const { wrap, times } = preferences();
    this.#wrap(wrap);
    this.#showTimes(times);
    this.#listen();
  }

  /** Shows what a view ({ replica, search, level }) has of a log, from its newest lines on, in place of what was shown. */
  follow(deploymentId, view) {
    this.#stream?.stop();
    this.#rows.reset();
    this.#rows.searched = view.search;
    this.#filtered = Boolean(view.search || view.level);
    this.#levelled = Boolean(view.level);
    [this.#more, this.#loading, this.#fillsUp, this.#settled] = [false, false, true, false];
    clearTimeout(this.#filling);
    this.#resume();
    const stream = new LogStream(deploymentId, view, {
      onBegin: (from) => { if (stream === this.#stream) this.#begin(from); },
      onEntries: (entries) => { if (stream === this.#stream) this.#rows.add(entries); },
      onState: (state) => { if (stream === this.#stream) this.#tell(state); },
    });
    this.#stream = stream;
    stream.run();
  }

  async dispose() {
    this.#listening.abort();
    clearTimeout(this.#typing);
    clearTimeout(this.#filling);
    this.#rows.dispose();
    await this.#stream?.stop();
  }

  #listen() {
    const { rows, resume, older, wrap, times, clear, search } = this.#parts;
    const on = (part, event, action) => part.addEventListener(event, action, { signal: this.#listening.signal });
    on(rows, 'scroll', () => this.#scrolled());
    on(rows, 'keydown', (event) => this.#pressed(event));
    on(resume, 'click', () => { this.#resume(); rows.focus(); });
    on(older, 'click', () => { this.#loadOlder(); rows.focus(); });
    on(wrap, 'click', () => this.#wrap(wrap.getAttribute('aria-pressed') !== 'true'));
    on(times, 'change', () => this.#showTimes(times.value));
    on(this.#parts.copy, 'click', () => this.#copy());
    on(clear, 'click', () => this.#clear());
    on(search, 'input', () => this.#typed());
    const idling = new MutationObserver(() => this.#showState());
    idling.observe(this.#frame, { attributes: true, attributeFilter: ['data-idle'] });
    this.#listening.signal.addEventListener('abort', () => idling.disconnect());
  }

  // Searches while somebody types: the page listens to a change, which fields tell by themselves only when left.
  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#parts.search.dispatchEvent(new Event('change', { bubbles: true })), typingPause);
  }

  #begin(from) {
    this.#rows.beginAt(from);
    this.#more = true;
    this.#showTop();
    clearTimeout(this.#filling);
    this.#filling = setTimeout(() => this.#fillUp(), untilBacklog);
  }

  #written() {
    const { rows, lines, empty, count } = this.#parts;
    const matching = this.#rows.countOf((entry) => !(this.#levelled && entry.stream === 'platform'));
    empty.hidden = this.#rows.count > 0 || this.#loading || !this.#settled;
    count.textContent = this.#filtered ? counted(this.#words.matching, matching, `${number(matching)}${this.#more ? '+' : ''}`) : '';
    lines.setAttribute('aria-busy', String(this.#loading));
    this.#showResume();
    this.#showTop();
    if (this.#following) rows.scrollTop = rows.scrollHeight;
    this.#seenTop = rows.scrollTop;
  }

  #showTop() {
    const { top, older, note } = this.#parts;
    const hidden = this.#rows.notShown;
    const text = hidden > 0 ? counted(this.#words.notShown, hidden) : '';
    note.textContent = this.#loading ? this.#words.readingOlder : text || (this.#more ? '' : this.#words.begin);
    older.hidden = this.#loading || !(this.#more || hidden > 0);
    top.hidden = this.#rows.count === 0 && older.hidden && !this.#loading;
  }

  #showResume() {
    const { resume, fresh } = this.#parts;
    resume.hidden = this.#following;
    const count = this.#rows.heldCount;
    fresh.textContent = count > 0 ? ` ${counted(this.#words.fresh, count)}` : '';
  }

  // The browser's own way to either end takes several frames, and what is put in meanwhile would end it half way.
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target !== this.#parts.rows) return;
    if (event.key === 'End') this.#resume();
    else if (event.key === 'Home') this.#parts.rows.scrollTop = 0;
    else return;
    event.preventDefault();
  }

  // Scrolling up pauses, reaching the end again goes on: only the reader moves away from the end while following. Up is up however
  // little it is, as a wheel begins slowly and a line that came then would bring the reader back; at the very end it is a window
  // that has grown.
  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#parts.rows;
    const [left, up] = [scrollHeight - clientHeight - scrollTop, scrollTop < this.#seenTop];
    this.#seenTop = scrollTop;
    if (left <= (up ? atEnd : atBottomSlack)) {
      if (!up && !this.#following) this.#resume();
      return;
    }
    this.#following = false;
    this.#rows.hold();
    this.#showResume();
    if (scrollTop < nearTop) this.#loadOlder();
  }

  #resume() {
    this.#following = true;
    this.#rows.release();
    this.#written();
  }

  #clear() {
    [this.#fillsUp, this.#settled] = [false, true];
    this.#rows.clear();
    this.#resume();
  }

  // What the newest lines leave of the window is filled with older ones, above all when few lines match.
  #fillUp() {
    if (this.#fillsUp && this.#rows.count < enoughRows) this.#loadOlder();
    else this.#settled = true;
  }

  async #loadOlder() {
    if (this.#loading || !(this.#more || this.#rows.notShown > 0)) return;
    const stream = this.#stream;
    this.#loading = true;
    this.#written();
    const page = await stream.older(this.#rows.begin);
    if (stream !== this.#stream) return;
    this.#loading = false;
    this.#settled = !page?.more;
    if (page) {
      this.#rows.addOlder(page.entries);
      this.#more = page.more;
      if (!page.more) this.#rows.reachedBegin();
    }
    this.#written();
    if (page?.more) this.#fillUp();
  }

  #tell(state) {
    this.#state = state;
    this.#showState();
  }

  // The page says whether a replica runs: without one the connection alone is no life.
  #showState() {
    const shown = this.#state === 'live' && 'idle' in this.#frame.dataset ? 'idle' : this.#state;
    this.#parts.state.textContent = this.#words.states[shown] ?? '';
    this.#parts.state.dataset.state = shown;
  }

  #wrap(on) {
    this.#parts.wrap.setAttribute('aria-pressed', String(on));
    this.#parts.rows.classList.toggle('log-unwrapped', !on);
    prefer({ wrap: on });
  }

  #showTimes(times) {
    this.#parts.times.value = times;
    this.#parts.rows.classList.toggle('log-timeless', times === 'off');
    this.#rows.showTimes(times);
    prefer({ times });
  }

  async #copy() {
    const copied = await copy(this.#rows.text());
    this.#parts.copied.textContent = copied ? this.#words.copied : this.#words.notCopied;
  }
}

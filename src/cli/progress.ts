/** One line on a terminal that is written again and again while a run goes on. Silent where there is no terminal. */
import type { TextOutput } from './text-output.ts';

/** Nobody reads faster. */
const INTERVAL_MS = 100;
const ERASE_LINE = '\r\u001b[K';

export class Progress {
  readonly #output: TextOutput;
  #shownAt = Number.NEGATIVE_INFINITY;
  #visible = false;

  constructor(output: TextOutput) {
    this.#output = output;
  }

  /** Shows what `text` returns, if there is a terminal and the last time is long enough ago. */
  update(text: () => string): void {
    const now = performance.now();
    if (!this.#output.isTTY || now - this.#shownAt < INTERVAL_MS) return;
    this.#shownAt = now;
    this.#visible = true;
    this.#output.say(ERASE_LINE + text().slice(0, this.#output.columns - 1));
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.#visible) this.#output.say(ERASE_LINE);
    this.#visible = false;
  }
}

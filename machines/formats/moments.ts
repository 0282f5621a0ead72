/** The story of a run in a few moments, for pictures that have no room for more. */
import type { RunEvent } from '../recording/events.ts';

/** Milliseconds as a person reads them: `+1.250 s` since the stop, `1.250 s` since the start where there was none. */
export function clockText(t: number, stopT: number | null): string {
  const ms = Math.round((t - (stopT ?? 0)) * 1000) / 1000;
  const text = `${(ms / 1000).toFixed(3)} s`;
  return stopT !== null && ms > 0 ? `+${text}` : text;
}

/** Who asked the process to stop first, and when. */
export class Stop {
  t: number | null = null;
  signal: string | null = null;

  take(event: RunEvent): void {
    if (this.t !== null || event.type !== 'process.signalled' || event.signal === 'SIGKILL') return;
    this.t = event.t;
    this.signal = event.signal;
  }
}

/** `one request`, `3 requests`. */
export function countOf(number: number, one: string, many = `${one}s`): string {
  return number === 1 ? `one ${one}` : `${number} ${many}`;
}

/** A text that fits. */
export function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

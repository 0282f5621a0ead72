/** Container runtimes cut long lines into pieces (`stderr P …`, the last one `stderr F …`): puts them together again. */
import { type StrippedLine, stripPrefixes } from './prefixes.ts';

/** Longer lines are cut: what matters stands at their beginning. */
const LONGEST = 65_536;
/** So many lines may be incomplete at once; of more the oldest are forgotten. */
const MOST = 200;

export class Pieces {
  private readonly waiting = new Map<string, StrippedLine & { readonly start: string }>();

  /** Some line is not complete yet. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Takes a line; returns it, or the whole that it completes, or null as long as there is more to come. */
  join(line: StrippedLine): StrippedLine | null {
    const { piece } = line;
    if (piece === null) return line;
    const before = this.waiting.get(piece.key);
    if (before === undefined && !piece.partial) return line;
    this.waiting.delete(piece.key);
    const start = `${before?.start ?? ''}${piece.text}`.slice(0, LONGEST);
    if (piece.partial) {
      const [oldest] = this.waiting.keys();
      if (oldest !== undefined && this.waiting.size >= MOST) this.waiting.delete(oldest);
      this.waiting.set(piece.key, { ...(before ?? line), start });
      return null;
    }
    // What came before the first piece is what is known of the line.
    const { source, host, stamp, pid } = before ?? line;
    const whole = stripPrefixes(start);
    const names = [source, whole.source].filter(name => name !== '');
    return {
      ...whole,
      source: names.join('/'),
      host: host === '' ? whole.host : host,
      stamp: stamp ?? whole.stamp,
      pid: whole.pid ?? pid,
    };
  }
}

/** The requests of one process that its log has: the last ones, and how many there were before. */
import type { Outcome } from '../recording/events.ts';
import { SERVER_TIMEOUT } from '../recording/fate.ts';
import type { AccessLine } from './access-line.ts';
import type { EpochMicros } from './calendar.ts';

/** The end of a request. */
export interface RequestEnd {
  readonly at: EpochMicros;
  readonly line: number;
  readonly access: AccessLine;
}

/** Requests that are only counted. */
export interface CountedRequests {
  readonly from: EpochMicros;
  readonly to: EpochMicros;
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * What became of a request, as far as its log line alone tells: whoever gets nothing (status 0) has gone away, or the
 * connection has. A 503 may come from the server's drain or from what stands behind it: it counts as a response.
 */
export function outcomeOf({ status }: AccessLine): Outcome {
  if (status === 0) return 'reset';
  if (status === SERVER_TIMEOUT) return 'timeout';
  return status === 429 ? 'rejected' : 'ok';
}

export class RequestLog {
  private ends: RequestEnd[] = [];
  /** Those before this index have been taken away. */
  private head = 0;
  private counted: { from: EpochMicros; to: EpochMicros; outcomes: Map<Outcome, number> } | null = null;
  /** How many are only counted. */
  countedOnly = 0;

  /** How many are kept. */
  get size(): number {
    return this.ends.length - this.head;
  }

  get kept(): readonly RequestEnd[] {
    return this.ends.slice(this.head);
  }

  get summary(): CountedRequests | null {
    if (this.counted === null) return null;
    const { from, to, outcomes } = this.counted;
    return { from, to, outcomes: Object.fromEntries(outcomes) };
  }

  add(end: RequestEnd): void {
    this.ends.push(end);
  }

  /** Keeps only the last ones: what interests is near the end of the process. */
  shrinkTo(size: number): void {
    this.counted ??= { from: Number.POSITIVE_INFINITY, to: 0, outcomes: new Map() };
    const { counted } = this;
    while (this.size > size) {
      const { at, access } = this.ends[this.head++] as RequestEnd;
      const outcome = outcomeOf(access);
      counted.from = Math.min(counted.from, at);
      counted.to = Math.max(counted.to, at);
      counted.outcomes.set(outcome, (counted.outcomes.get(outcome) ?? 0) + 1);
      this.countedOnly++;
    }
    this.ends = this.ends.slice(this.head);
    this.head = 0;
  }
}

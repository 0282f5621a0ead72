/** Who was turned away where, and who answered how many: the chain of a run when no request is looked at. */
import type { Port } from '../filters/order.ts';
import type { RunEvent } from '../recording/events.ts';
import { EventCounts } from './event-counts.ts';
import type { RecordingIndex } from './recording-index.ts';

/** How many a step has turned away, by status. */
export interface TurnedAway {
  readonly number: number;
  readonly statuses: readonly number[];
}

export interface ChainCounts {
  /** By port and the name of the step; `not-found` stands behind the chain. */
  readonly turnedAway: Readonly<Record<Port, ReadonlyMap<string, TurnedAway>>>;
  /** Those that passed the chain of a port. */
  readonly admitted: Readonly<Record<Port, number>>;
  /** By who answers; those of which the recording does not say are in none of them. */
  readonly answeredBy: ReadonlyMap<string, number>;
}

const BREAK = '\n';

/** The counts of one run at any position of it. */
export class ChainCounter {
  private readonly counts: EventCounts;
  private last: { readonly of: string; readonly counts: ChainCounts } | null = null;

  constructor(index: RecordingIndex) {
    this.counts = new EventCounts(index, kinds());
  }

  /** After the first `count` events; the same object as long as nothing has changed. */
  at(count: number): ChainCounts {
    const numbers = this.counts.at(count);
    const of = [...numbers.values()].join();
    if (this.last?.of !== of) this.last = { of, counts: countsOf(numbers) };
    return this.last.counts;
  }
}

/** Names the events that decide about a request: what became of it, its port, where, and with which status. */
function kinds(): (event: RunEvent) => string | null {
  // Requests that came in on the insecure port and are not decided yet.
  const insecure = new Set<string>();
  return event => {
    if (event.type === 'request.arrived' && event.port === 'insecure') insecure.add(event.request);
    if (event.type !== 'request.rejected' && event.type !== 'request.admitted') return null;
    const port: Port = insecure.delete(event.request) ? 'insecure' : 'secure';
    return event.type === 'request.rejected'
      ? ['rejected', port, event.filter, event.status].join(BREAK)
      : ['admitted', port, event.answeredBy ?? ''].join(BREAK);
  };
}

function countsOf(numbers: ReadonlyMap<string, number>): ChainCounts {
  const turnedAway = { secure: new Map<string, TurnedAway>(), insecure: new Map<string, TurnedAway>() };
  const admitted = { secure: 0, insecure: 0 };
  const answeredBy = new Map<string, number>();
  for (const [kind, number] of numbers) {
    const [what, at, name = '', status = ''] = kind.split(BREAK);
    const port: Port = at === 'insecure' ? 'insecure' : 'secure';
    if (what === 'rejected') {
      const before = turnedAway[port].get(name) ?? { number: 0, statuses: [] };
      turnedAway[port].set(name, {
        number: before.number + number,
        statuses: [...before.statuses, Number(status)],
      });
    } else {
      admitted[port] += number;
      if (name !== '') answeredBy.set(name, (answeredBy.get(name) ?? 0) + number);
    }
  }
  return { turnedAway, admitted, answeredBy };
}

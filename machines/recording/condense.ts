/**
 * A recording in short: what summary, table, checks and comparison ask for, and numbers in place of the rest. It takes
 * no more memory for a gigabyte of ordinary requests than for a megabyte.
 */
import type { EventType, Outcome, Recording, RecordingHeader, RunEvent } from './events.ts';
import type { Fate } from './fate.ts';
import { type RequestFate, requestFates } from './outcomes.ts';
import { isRequestEvent, RequestStories, type RequestStory } from './request-stories.ts';

/** What was left out of a recording, as numbers. */
export interface Omitted {
  /** All clients, in the order in which they appear. */
  readonly clients: readonly string[];
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<Outcome, number>>;
  readonly fates: ReadonlyMap<Fate, number>;
  /** How many `audit.logged` events. */
  readonly auditLogged: number;
  /** When the last event was, in milliseconds since the start. */
  readonly endT: number;
}

/** When a recording is put in short, and how much is kept. */
export interface CondenseLimits {
  /** Recordings of up to so many events are kept whole. */
  readonly whole: number;
  /** So many requests are kept, whatever became of them: examples of what there is. */
  readonly examples: number;
  /** No more events than this are kept. */
  readonly kept: number;
}

const LIMITS: CondenseLimits = { whole: 200_000, examples: 100, kept: 1_000_000 };

/** Events that nobody asks for once the requests have their fates. */
const OMITTED_TYPES: ReadonlySet<EventType> = new Set<EventType>([
  'audit.logged',
  'connection.opened',
  'connection.goaway',
  'connection.closed',
  'drain.changed',
]);

/** Requests to these paths are asked for one by one. */
const HEALTH_PATH = /^\/(readyz|livez|healthz)\b/;

export class Condenser {
  /** There is more to keep than the limit allows: what is gathered is of no use. */
  isFull = false;
  readonly #header: RecordingHeader;
  readonly #limits: CondenseLimits;
  #kept: RunEvent[] = [];
  #isWhole = true;
  readonly #stories = new RequestStories();
  #examples = 0;
  #hasDrainBegun = false;
  readonly #clients = new Set<string>();
  readonly #outcomes = new Map<string, Map<Outcome, number>>();
  readonly #fates = new Map<Fate, number>();
  #auditLogged = 0;
  /** When the recording ends. */
  #endT = 0;

  constructor(header: RecordingHeader, limits: CondenseLimits = LIMITS) {
    this.#header = header;
    this.#limits = limits;
  }

  take(event: RunEvent): void {
    if (this.#isWhole) {
      this.#kept.push(event);
      if (this.#kept.length <= this.#limits.whole) return;
      const all = this.#kept;
      this.#kept = [];
      this.#isWhole = false;
      for (const one of all) this.#sift(one);
    } else this.#sift(event);
    this.isFull = this.#kept.length > this.#limits.kept;
  }

  /** The recording, after its last event. */
  finish(): Recording {
    if (this.#isWhole) return { header: this.#header, events: this.#kept };
    for (const story of this.#stories.rest()) this.#kept.push(...story.events);
    this.#kept.sort((a, b) => a.seq - b.seq);
    const omitted: Omitted = {
      clients: [...this.#clients],
      outcomes: this.#outcomes,
      fates: this.#fates,
      auditLogged: this.#auditLogged,
      endT: this.#endT,
    };
    return { header: this.#header, events: this.#kept, omitted };
  }

  #sift(event: RunEvent): void {
    this.#endT = event.t;
    if (event.type === 'request.sent') this.#clients.add(event.client);
    if (event.type === 'state.changed' && event.machine === 'lifecycle' && event.to === 'draining')
      this.#hasDrainBegun = true;
    const story = this.#stories.take(event);
    if (story !== null) this.#decide(story);
    if (event.type === 'audit.logged') this.#auditLogged++;
    if (isRequestEvent(event) || OMITTED_TYPES.has(event.type)) return;
    if (event.type === 'input' && event.input.type !== 'signal') return;
    this.#kept.push(event);
  }

  #decide(story: RequestStory): void {
    const fate = requestFates(story.events)[0] as RequestFate;
    this.#clients.add(fate.client);
    if (this.#examples < this.#limits.examples) this.#examples++;
    else if (!this.#isAskedFor(story, fate)) {
      const { client, outcome } = fate;
      const outcomes = this.#outcomes.get(client) ?? new Map<Outcome, number>();
      this.#outcomes.set(client, outcomes);
      if (outcome !== null) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      this.#fates.set(fate.fate, (this.#fates.get(fate.fate) ?? 0) + 1);
      return;
    }
    this.#kept.push(...story.events);
  }

  /** Whether a rule, or a table, may name the request. */
  #isAskedFor({ events }: RequestStory, { name, kind, path, fate, outcome }: RequestFate): boolean {
    if (name !== null || kind === 'hook' || kind === 'probe' || HEALTH_PATH.test(path ?? '')) return true;
    // Only those that could have been admitted: the server was there and turned them away.
    if (fate === 'turnedAway') return outcome !== 'rejected';
    if (fate !== 'answered') return true;
    return this.#hasDrainBegun && events.some(event => event.type === 'request.admitted');
  }
}

/** A recording in short; it is kept whole where it is short already. */
export function condense({ header, events }: Recording, limits: CondenseLimits = LIMITS): Recording {
  const condenser = new Condenser(header, limits);
  for (const event of events) condenser.take(event);
  return condenser.finish();
}

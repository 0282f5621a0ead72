/** Everything that a recording says about one request, in one row. */
import type { EventOf, Protocol, RunEvent } from '../recording/events.ts';
import { type RequestFate, requestFates } from '../recording/outcomes.ts';
import { RequestStories, type RequestStory } from '../recording/request-stories.ts';

/** One request. Times are milliseconds since the start of the recording; null: it did not come to that. */
export interface RequestRow extends RequestFate {
  readonly connection: string | null;
  readonly stream: number | null;
  /** Null for a request that no server has seen. */
  readonly protocol: Protocol | null;
  readonly newConnection: boolean | null;
  readonly arrivedT: number | null;
  readonly admittedT: number | null;
  /** When the server said its last word: it rejected, responded or gave up. */
  readonly servedT: number | null;
  /** The filter that rejected it. */
  readonly filter: string | null;
  /** Why the server gave it up. */
  readonly abortReason: string | null;
}

/** The row of a story. `exit` ends what strangers still wait for. */
export function requestRow(story: RequestStory, exit: EventOf<'process.exited'> | null): RequestRow {
  const events: readonly RunEvent[] = exit === null ? story.events : [...story.events, exit];
  const fate = requestFates(events)[0] as RequestFate;
  let arrivedT: number | null = null;
  let admittedT: number | null = null;
  let servedT: number | null = null;
  let connection: string | null = null;
  let stream: number | null = null;
  let newConnection: boolean | null = null;
  let filter: string | null = null;
  let abortReason: string | null = null;
  for (const event of story.events) {
    if (event.type === 'request.sent') newConnection = event.newConnection;
    else if (event.type !== 'request.settled') {
      connection = event.connection;
      stream = event.stream;
      if (event.type === 'request.arrived') arrivedT = event.t;
      else if (event.type === 'request.admitted') admittedT = event.t;
      else servedT = event.t;
      if (event.type === 'request.rejected') filter = event.filter;
      if (event.type === 'request.aborted') abortReason = event.reason;
    }
  }
  return {
    ...fate,
    connection,
    stream,
    protocol: connection === null ? null : stream === null ? 'http/1.1' : 'h2',
    newConnection,
    arrivedT,
    admittedT,
    servedT,
    filter,
    abortReason,
  };
}

/** The rows of a recording, each as soon as it is complete. */
export class RequestRows {
  readonly #stories = new RequestStories();
  /** Requests that are recorded only as a number. */
  counted = 0;

  take(event: RunEvent): RequestRow | null {
    if (event.type === 'requests.summarized')
      for (const outcome in event.outcomes) this.counted += event.outcomes[outcome] ?? 0;
    const story = this.#stories.take(event);
    return story === null ? null : requestRow(story, null);
  }

  /** Those that are open when the recording ends. */
  rest(): RequestRow[] {
    const { exit } = this.#stories;
    return this.#stories.rest().map(story => requestRow(story, exit));
  }

  /** What is not among the rows, a sentence each. */
  get leftOut(): string[] {
    const { strays } = this.#stories;
    return [
      ...(this.counted === 0
        ? []
        : [`${this.counted} requests are recorded only as a number: they have no row of their own`]),
      ...(strays === 0 ? [] : [`${strays} ends of requests whose beginning is not recorded`]),
    ];
  }
}

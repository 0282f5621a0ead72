/**
 * The events of each request, gathered as they come: a request is handed on as soon as nothing more can come, so that
 * a recording of any length is gone through with no more in memory than what is open at one time.
 */
import type { EventOf, EventType, RunEvent } from './events.ts';

/** An event that is about one request, as its client or the server saw it. Audit events are not among them. */
export type RequestEvent = Extract<RunEvent, { readonly type: `request.${string}` }>;

/** What happened to one request. */
export interface RequestStory {
  readonly request: string;
  /** In order; never empty. */
  readonly events: readonly RequestEvent[];
}

interface OpenStory extends RequestStory {
  readonly events: RequestEvent[];
  /** Its client is one of ours, who will say how it ended. */
  isOurs: boolean;
  hasSettled: boolean;
  /** The server has said its last word about it. */
  hasServerEnded: boolean;
}

const TYPES: ReadonlySet<EventType> = new Set<EventType>([
  'request.sent',
  'request.arrived',
  'request.admitted',
  'request.rejected',
  'request.responded',
  'request.aborted',
  'request.settled',
]);

/** Whether an event belongs to the story of a request. */
export function isRequestEvent(event: RunEvent): event is RequestEvent {
  return TYPES.has(event.type);
}

export class RequestStories {
  /** Ends of requests whose beginning is missing, or that were told already: they are left out. */
  strays = 0;
  readonly #open = new Map<string, OpenStory>();
  #exit: EventOf<'process.exited'> | null = null;

  /** How many requests are open. */
  get open(): number {
    return this.#open.size;
  }

  /** The exit of the process, if it has come: it ends what strangers still wait for. */
  get exit(): EventOf<'process.exited'> | null {
    return this.#exit;
  }

  /** Takes the next event; returns the story that it completes. */
  take(event: RunEvent): RequestStory | null {
    if (event.type === 'process.exited') this.#exit ??= event;
    if (!isRequestEvent(event)) return null;
    let story = this.#open.get(event.request);
    if (story === undefined) {
      if (event.type === 'request.settled') {
        this.strays++;
        return null;
      }
      story = {
        request: event.request,
        events: [],
        isOurs: event.type === 'request.sent',
        hasSettled: false,
        hasServerEnded: false,
      };
      this.#open.set(event.request, story);
    }
    story.events.push(event);
    if (!isComplete(story, event)) return null;
    this.#open.delete(event.request);
    return story;
  }

  /** The requests that are still open, in the order in which they began; after the last event. */
  rest(): RequestStory[] {
    const left = [...this.#open.values()];
    this.#open.clear();
    return left;
  }
}

/** Notes what `event` says; whether it was the last one that can come. */
function isComplete(story: OpenStory, event: RequestEvent): boolean {
  switch (event.type) {
    case 'request.sent':
      story.isOurs = true;
      break;
    case 'request.rejected':
    case 'request.responded':
    case 'request.aborted':
      story.hasServerEnded = true;
      break;
    case 'request.settled':
      story.hasSettled = true;
      // Nobody took it, so that nobody else can have anything to say.
      if (event.outcome === 'refused') story.hasServerEnded = true;
      break;
    default:
      break;
  }
  return story.hasServerEnded && (story.hasSettled || !story.isOurs);
}

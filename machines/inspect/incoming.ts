/**
 * What somebody's application says of its machines, in either protocol, as one kind of message. It comes from elsewhere:
 * what is not of the protocol is no message.
 */

/** At most so many characters of a context or an event are kept. */
const LONGEST_TEXT = 20_000;

export type WatchedStatus = 'active' | 'done' | 'error' | 'stopped';

interface OfActor {
  readonly id: string;
  /** Milliseconds since 1970; null: the protocol does not say. */
  readonly at: number | null;
}

/** What is known of an actor's present. */
export interface Present {
  /** XState's value; null: the actor is no machine. */
  readonly value: unknown;
  readonly status: WatchedStatus;
  /** Its context, or what else it holds, as JSON. */
  readonly context: string;
}

export type Incoming =
  | (OfActor &
      Present & {
        readonly kind: 'actor';
        readonly name: string;
        readonly parent: string | null;
        readonly root: string | null;
        /** JSON; null: none came with it. */
        readonly definition: string | null;
      })
  | (OfActor & {
      readonly kind: 'event';
      readonly source: string | null;
      readonly type: string;
      readonly payload: string;
    })
  | (OfActor & Present & { readonly kind: 'snapshot'; readonly event: string })
  | (OfActor & { readonly kind: 'stop' })
  /** The application says that it shows nothing any more. */
  | { readonly kind: 'gone' };

type Plain = Readonly<Record<string, unknown>>;

/** Reads a message; null: it is of neither protocol. */
export function readIncoming(message: unknown): Incoming | null {
  if (!isPlain(message) || typeof message.type !== 'string') return null;
  if (message.type === 'xstate.disconnect' || message.type === '@statelyai.disconnected')
    return { kind: 'gone' };
  if (typeof message.sessionId !== 'string') return null;
  const id = message.sessionId;
  if (message.type.startsWith('@xstate.')) return ofXState5(message, id);
  return message.type.startsWith('service.') ? ofXState4(message, id) : null;
}

function ofXState5(message: Plain, id: string): Incoming | null {
  const base = { id, at: timeOf(message.createdAt) };
  switch (message.type) {
    case '@xstate.actor':
      return {
        kind: 'actor',
        ...base,
        ...presentOf(message.snapshot),
        name: text(message.name) ?? id,
        parent: text(message.parentId),
        root: text(message.rootId),
        definition: text(message.definition),
      };
    case '@xstate.event':
      return {
        kind: 'event',
        ...base,
        source: text(message.sourceId),
        type: typeOf(message.event),
        payload: json(message.event),
      };
    case '@xstate.snapshot':
      return { kind: 'snapshot', ...base, ...presentOf(message.snapshot), event: typeOf(message.event) };
    default:
      return null;
  }
}

function ofXState4(message: Plain, id: string): Incoming | null {
  const base = { id, at: null };
  switch (message.type) {
    case 'service.register': {
      const machine = parsed(message.machine);
      return {
        kind: 'actor',
        ...base,
        ...presentOf(parsed(message.state)),
        name: text(message.id) ?? (isPlain(machine) ? (text(machine.id) ?? id) : id),
        parent: text(message.parent),
        root: null,
        definition: text(message.machine),
      };
    }
    case 'service.event': {
      const wrapped = parsed(message.event);
      const event = isPlain(wrapped) ? (wrapped.data ?? wrapped) : wrapped;
      return {
        kind: 'event',
        ...base,
        source: isPlain(wrapped) ? text(wrapped.origin) : null,
        type: isPlain(wrapped) ? (text(wrapped.name) ?? typeOf(event)) : typeOf(event),
        payload: json(event),
      };
    }
    case 'service.state': {
      const state = parsed(message.state);
      return {
        kind: 'snapshot',
        ...base,
        ...presentOf(state),
        event: isPlain(state) ? typeOf(state.event) : '',
      };
    }
    case 'service.stop':
      return { kind: 'stop', ...base };
    default:
      return null;
  }
}

function presentOf(snapshot: unknown): Present {
  if (!isPlain(snapshot)) return { value: null, status: 'active', context: '' };
  const { status, done, context, output, error } = snapshot;
  const known = status === 'done' || status === 'error' || status === 'stopped' ? status : null;
  return {
    value: snapshot.value ?? null,
    status: known ?? (done === true ? 'done' : 'active'),
    context: json(error ?? output ?? context),
  };
}

function typeOf(event: unknown): string {
  return isPlain(event) ? (text(event.type) ?? '') : '';
}

/** Milliseconds; null where there is no number, whatever else is there. */
function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const at = Number(value);
  return Number.isFinite(at) ? at : null;
}

function json(value: unknown): string {
  if (value === undefined || value === null) return '';
  let all: string;
  try {
    all = JSON.stringify(value, null, 2) ?? '';
  } catch {
    // Windows can send each other what JSON has no form for, such as a ring.
    return '';
  }
  return all.length > LONGEST_TEXT ? `${all.slice(0, LONGEST_TEXT)} …` : all;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return null;
  try {
    return JSON.parse(value);
  } catch {
    // What is no JSON says nothing.
    return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

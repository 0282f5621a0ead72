/** What the events of a run tell of its start: when each step was done first, and how the post-start hooks went. */
import type { RunEvent } from '../recording/events.ts';

/** The steps in the order in which they are told. */
export const START_STEPS = [
  'process',
  'prepared',
  'audit',
  'listener',
  'hooks',
  'notified',
  'ready',
  'beenReady',
  'mux',
  'livez',
] as const;
export type StartStepName = (typeof START_STEPS)[number];

/** `now`: it is being waited for; `next`: its turn has not come; `never`: the stop or the end came first. */
export type StartState = 'past' | 'now' | 'next' | 'failed' | 'never';

/** A hook or a server of the chain, as a part of a step. */
export interface StartPart {
  readonly name: string;
  readonly state: StartState;
  /** When it was done, and by which event; null: it is not. */
  readonly t: number | null;
  readonly seq: number | null;
  /** What it failed with. */
  readonly error: string | null;
}

/** When each thing happened first. */
export interface StartFacts {
  readonly at: ReadonlyMap<StartStepName, RunEvent>;
  readonly hooks: readonly StartPart[];
  /** The servers of the chain that are prepared, and those that have registered their paths. */
  readonly prepared: readonly StartPart[];
  readonly registered: readonly StartPart[];
  /** What each server's PrepareRun has installed. */
  readonly installs: ReadonlyMap<string, readonly string[]>;
  readonly stopped: boolean;
  readonly gone: boolean;
}

/** Whether an event is a part of the start. */
export function isOfStart(event: RunEvent): boolean {
  switch (event.type) {
    case 'process.started':
    case 'process.signalled':
    case 'process.exited':
    case 'server.prepared':
    case 'server.muxCompleted':
    case 'systemd.notified':
    case 'listener.opened':
      return true;
    case 'hook.started':
    case 'hook.finished':
      return event.phase === 'postStart';
    case 'signal.fired':
      return event.name === 'HasBeenReady' || event.name === 'MuxAndDiscoveryComplete';
    case 'health.changed':
      return event.ok && event.endpoint !== '/livez';
    case 'state.changed':
      return event.machine === 'lifecycle' && (event.region === 'livez' || event.region === 'audit');
    default:
      return false;
  }
}

/** Only the last start counts: a recording may hold one server after another. */
export function startFacts(events: readonly RunEvent[], readyEndpoint: string): StartFacts {
  const at = new Map<StartStepName, RunEvent>();
  const hooks = new Map<string, StartPart>();
  const prepared = new Map<string, StartPart>();
  const registered = new Map<string, StartPart>();
  const installs = new Map<string, readonly string[]>();
  let stopped = false;
  let gone = false;
  const note = (name: StartStepName, event: RunEvent): void => {
    if (!at.has(name)) at.set(name, event);
  };
  for (const event of events) {
    switch (event.type) {
      case 'process.started':
        at.clear();
        for (const map of [hooks, prepared, registered, installs]) map.clear();
        stopped = false;
        gone = false;
        note('process', event);
        break;
      case 'process.signalled':
        stopped = true;
        break;
      case 'process.exited':
        gone = true;
        break;
      case 'server.prepared':
        prepared.set(event.name, done(event));
        installs.set(event.name, event.installs);
        at.set('prepared', event);
        break;
      case 'server.muxCompleted':
        registered.set(event.name, done(event));
        break;
      case 'systemd.notified':
        if (event.state.startsWith('READY=1')) note('notified', event);
        break;
      case 'listener.opened':
        note('listener', event);
        break;
      case 'hook.started':
        hooks.set(event.name, { name: event.name, state: 'now', t: null, seq: null, error: null });
        break;
      case 'hook.finished': {
        const { name, error, t, seq } = event;
        hooks.set(name, { name, state: error === null ? 'past' : 'failed', t, seq, error });
        if ([...hooks.values()].every(hook => hook.state !== 'now')) at.set('hooks', event);
        break;
      }
      case 'signal.fired':
        note(event.name === 'HasBeenReady' ? 'beenReady' : 'mux', event);
        break;
      case 'health.changed':
        if (event.endpoint === readyEndpoint) note('ready', event);
        break;
      case 'state.changed':
        if (event.region === 'livez') {
          if (event.to === 'strict') note('livez', event);
        } else if (event.to === 'running') note('audit', event);
        break;
      default:
    }
  }
  return {
    at,
    hooks: [...hooks.values()],
    prepared: [...prepared.values()],
    registered: [...registered.values()],
    installs,
    stopped,
    gone,
  };
}

function done({
  name,
  t,
  seq,
}: {
  readonly name: string;
  readonly t: number;
  readonly seq: number;
}): StartPart {
  return { name, state: 'past', t, seq, error: null };
}

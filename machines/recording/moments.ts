/**
 * The moments of a shutdown, whatever the lineage: each by the signal that the version has for it, or else by what
 * happened. A version that has no name for a moment is not given one.
 */
import { hasStopChannel, lineageOrNewest } from '../lineage.ts';
import type { SignalName } from '../signals.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import type { RecordingHeader, RunEvent } from './events.ts';

export const MOMENT_KEYS = [
  'stopRequested',
  'readyzRed',
  'delayOver',
  'hooksStopped',
  'notAccepting',
  'drained',
  'listenerClosed',
  'runReturned',
] as const;
export type MomentKey = (typeof MOMENT_KEYS)[number];

export interface Moment {
  readonly key: MomentKey;
  /** Milliseconds since the start of the recording. */
  readonly t: number;
  /** The event that shows it. */
  readonly seq: number;
  /** The signal that the version fires at this moment; null: it has none. */
  readonly signal: SignalName | null;
  /** What happened, in a few words; English, the catalog has its translation. */
  readonly label: Phrase;
}

/** What happens at a moment, in a few words. */
export const MOMENT_LABELS = {
  stopRequested: 'the stop is requested',
  readyzRed: '/readyz turns red',
  delayOver: 'the delay is over',
  hooksStopped: 'the hooks are done',
  notAccepting: 'the wait group rejects',
  drained: 'the requests have drained',
  listenerClosed: 'the listener is closed',
  runReturned: 'Run returns',
} as const satisfies Readonly<Record<MomentKey, Phrase>>;

/** Where nobody handles the signal, it is no request. */
const KILLED: Phrase = 'the signal kills the process';

const BY_SIGNAL: Readonly<Partial<Record<SignalName, MomentKey>>> = {
  ShutdownInitiated: 'stopRequested',
  AfterShutdownDelayDuration: 'delayOver',
  PreShutdownHooksStopped: 'hooksStopped',
  NotAcceptingNewRequest: 'notAccepting',
  InFlightRequestsDrained: 'drained',
  HTTPServerStoppedListening: 'listenerClosed',
};

/** The moments that the events show, in their order; each at most once. Of a log, only those that it names. */
export function momentsOf(events: readonly RunEvent[], header: Pick<RecordingHeader, 'lineage'>): Moment[] {
  const found = new Map<MomentKey, Moment>();
  const isHandled = hasStopChannel(lineageOrNewest(header.lineage));
  const note = (key: MomentKey, { t, seq }: RunEvent, signal: SignalName | null): void => {
    found.set(key, {
      key,
      t,
      seq,
      signal,
      label: key === 'stopRequested' && !isHandled ? KILLED : MOMENT_LABELS[key],
    });
  };
  for (const event of events) {
    if (event.type === 'signal.fired') {
      const key = BY_SIGNAL[event.name];
      // The signal is the moment, though something else may have shown it a moment earlier.
      if (key !== undefined && (found.get(key)?.signal ?? null) === null) note(key, event, event.name);
      continue;
    }
    for (const key of momentsShownBy(event)) if (!found.has(key)) note(key, event, null);
  }
  // Where the signal says that the stop was requested, /readyz turns red with it.
  if (found.get('stopRequested')?.signal === 'ShutdownInitiated') found.delete('readyzRed');
  // What one step of the lifecycle moved is recorded region by region: that Run returns is the last of it all the same.
  const isLast = ({ key }: Moment): number => (key === 'runReturned' ? 1 : 0);
  return [...found.values()].sort((a, b) => a.t - b.t || isLast(a) - isLast(b) || a.seq - b.seq);
}

/** What an event shows where no signal does. */
export function momentsShownBy(event: RunEvent): readonly MomentKey[] {
  switch (event.type) {
    case 'process.signalled':
      return event.signal === 'SIGKILL' ? [] : ['stopRequested'];
    case 'health.changed':
      return event.endpoint === '/readyz' && event.failing.includes('shutdown') ? ['readyzRed'] : [];
    case 'listener.closed':
      return ['listenerClosed'];
    case 'state.changed': {
      if (event.machine !== 'lifecycle') return [];
      const { region, from, to } = event;
      if (region === 'delay' && to === 'over') return ['delayOver'];
      if (region === 'drain' && to === 'draining') return ['notAccepting'];
      if (region === 'drain' && to === 'emptied') return ['drained'];
      if (region !== 'run') return [];
      return [
        ...(from === 'runningPreShutdownHooks' && to !== 'panicking' ? (['hooksStopped'] as const) : []),
        ...(to === 'returned' || (to === 'failed' && from !== 'panicking') ? (['runReturned'] as const) : []),
      ];
    }
    default:
      return [];
  }
}

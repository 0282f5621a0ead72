/** Which events are transitions: what one steps by. Requests come and go in between. */
import type { RunEvent } from '../../machines/recording/events.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';

const STEPS: ReadonlySet<string> = new Set([
  'process.started',
  'process.signalled',
  'process.exited',
  'signal.fired',
  'hook.started',
  'hook.finished',
  'listener.opened',
  'listener.closed',
  'health.changed',
  'probe.changed',
  'audit.shutdown',
]);

/** Whether an event is a step. Looks of `Server.Shutdown` at its connections, up to two a second, are not. */
export function isTransition(event: RunEvent): boolean {
  return event.type === 'state.changed' ? !isPoll(event) : STEPS.has(event.type);
}

/** Whether an event is one of these looks: its machine is neither here nor there before and after it. */
export function isPoll(event: RunEvent): boolean {
  return event.type === 'state.changed' && isPolling(event.from) && isPolling(event.to);
}

function isPolling(state: string): boolean {
  return state.startsWith('shuttingDown.');
}

/** The position just behind the next transition at or after `count`; null when none is known. */
export function nextTransition(index: RecordingIndex, count: number): number | null {
  for (let position = count; position < index.count; position++) {
    const event = index.event(position);
    if (event && isTransition(event)) return position + 1;
  }
  return null;
}

/** The position just behind the last transition before the one that `count` shows; null when none is kept. */
export function previousTransition(index: RecordingIndex, count: number): number | null {
  for (let position = count - 2; position >= index.forgotten; position--) {
    const event = index.event(position);
    if (event && isTransition(event)) return position + 1;
  }
  return null;
}

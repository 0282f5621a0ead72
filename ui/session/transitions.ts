/** Which events are transitions: what one steps by. Requests come and go in between. */
import type { RunEvent } from '../../machines/recording/events.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';
import { marksShownBy } from '../../machines/view/unnamed-moments.ts';

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

/** What one steps by, by larger steps: the signals, and what happens to the process. */
export function isMilestone({ type }: RunEvent): boolean {
  return type === 'signal.fired' || type.startsWith('process.');
}

/** The same of a version without signals: what happens in their stead. */
export function isUnnamedMilestone(event: RunEvent): boolean {
  return isMilestone(event) || marksShownBy(event).length > 0;
}

/** Whether an event is one of these looks: its machine is neither here nor there before and after it. */
export function isPoll(event: RunEvent): boolean {
  return event.type === 'state.changed' && isPolling(event.from) && isPolling(event.to);
}

function isPolling(state: string): boolean {
  return state.startsWith('shuttingDown.');
}

/** Whether one stops at an event. */
export type StepTest = (event: RunEvent) => boolean;

/** The position just behind the next step at or after `count`; null when none is known. */
export function nextStep(index: RecordingIndex, count: number, isStep: StepTest): number | null {
  for (let position = Math.max(count, index.forgotten); position < index.count; position++) {
    const event = index.event(position);
    if (event && isStep(event)) return position + 1;
  }
  return null;
}

/** The position just behind the last step before the one that `count` shows; null when none is kept. */
export function previousStep(index: RecordingIndex, count: number, isStep: StepTest): number | null {
  for (let position = count - 2; position >= index.forgotten; position--) {
    const event = index.event(position);
    if (event && isStep(event)) return position + 1;
  }
  return null;
}

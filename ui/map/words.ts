/** What the signal map says: notes below the lamps, and the values of flags and hooks beside the edges. */
import { formatDuration } from '../../machines/scenario/duration.ts';
import { millis } from '../../machines/time.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import type { LampName, LampNote } from '../../machines/view/signal-map.ts';
import { clockTime, plural, seconds } from '../words/format.ts';
import type { LayoutName } from './geometry.ts';

/** A name as it is written where it has to be broken: at one of its humps. */
export const BROKEN_NAMES: Readonly<Record<LampName, readonly [string, string]>> = {
  ShutdownInitiated: ['Shutdown', 'Initiated'],
  AfterShutdownDelayDuration: ['AfterShutdown', 'DelayDuration'],
  PreShutdownHooksStopped: ['PreShutdown', 'HooksStopped'],
  NotAcceptingNewRequest: ['NotAccepting', 'NewRequest'],
  HTTPServerStoppedListening: ['HTTPServer', 'StoppedListening'],
  InFlightRequestsDrained: ['InFlight', 'RequestsDrained'],
};

/** The lines below a lamp's name. */
export function noteLines(
  note: LampNote,
  name: LampName,
  layout: LayoutName,
  origin: number | null,
): readonly string[] {
  const wide = layout === 'wide';
  switch (note.kind) {
    case 'firedAt': {
      const time = clockTime(note.t, origin);
      return [wide && name === 'ShutdownInitiated' ? `${time} · /readyz turns red` : time];
    }
    case 'neverFired':
      return ['never fired'];
    case 'readyzIsGreen':
      return ['/readyz is green'];
    case 'left':
      return [`${seconds(note.leftMs, 1)} s left`];
    case 'hookRuns': {
      const time =
        note.leftMs === null ? `for ${seconds(note.forMs, 1)} s` : `${seconds(note.leftMs, 1)} s left`;
      return wide ? [`${note.hook} runs, ${time}`] : [note.hook, time];
    }
    case 'waitsFor': {
      if (note.signals.length !== 1) return ['waits for both'];
      if (wide) return [`waits for ${note.signals[0]}`];
      return [note.signals[0] === 'PreShutdownHooksStopped' ? 'waits for the hook' : 'waits for the delay'];
    }
    case 'doorIsOpen':
      return ['the door is open'];
    case 'doorCloses':
      return ['the door is being shut'];
    case 'inFlight': {
      const short = `${note.short} short`;
      const watches = plural(note.watches, 'watch', 'watches');
      return wide ? [`${short} · ${watches} in flight`] : [`${short} · ${watches}`, 'in flight'];
    }
    case 'none':
      return [];
  }
}

/** What stands beside an edge: plain words, and the value that acts there in bold. */
export interface EdgeValue {
  readonly lines: readonly (readonly { readonly text: string; readonly bold?: boolean }[])[];
}

/** `--shutdown-delay-duration` on its edge. */
export function delayValue(plan: RunPlan | null, layout: LayoutName): EdgeValue {
  const value = { text: plan ? formatDuration(millis(plan.shutdownDelayMs)) : 'unknown', bold: true };
  if (layout === 'wide') return { lines: [[{ text: 'shutdown-delay-duration ' }, value]] };
  return { lines: [[{ text: 'shutdown-delay-' }], [{ text: 'duration ' }, value]] };
}

/** The pre-shutdown hooks on their edge. */
export function hookValue(plan: RunPlan | null, layout: LayoutName): EdgeValue {
  const hooks = plan?.preShutdownHooks ?? [];
  const [first] = hooks;
  const total = hooks.some(hook => hook.takesMs === null)
    ? null
    : hooks.reduce((sum, hook) => sum + (hook.takesMs ?? 0), 0);
  const value = { text: total === null ? 'never ends' : formatDuration(millis(total)), bold: true };
  const parts =
    first === undefined
      ? [[{ text: 'no pre-shutdown' }], [{ text: 'hook' }]]
      : hooks.length === 1
        ? [[{ text: 'pre-shutdown hook' }], [{ text: `${first.name} ` }, value]]
        : [[{ text: `${hooks.length} pre-shutdown` }], [{ text: 'hooks ' }, value]];
  return { lines: layout === 'wide' ? [joined(parts)] : parts };
}

/** `--shutdown-send-retry-after` below the gate. */
export function retryAfterValue(sendRetryAfter: boolean, layout: LayoutName): EdgeValue {
  const value = { text: sendRetryAfter ? 'on' : 'off', bold: true };
  if (layout !== 'wide') return { lines: [[{ text: 'shutdown-send-' }], [{ text: 'retry-after ' }, value]] };
  const what = sendRetryAfter ? 'listener closes last' : 'listener closes at once';
  return { lines: [[{ text: 'shutdown-send-retry-after ' }, value], [{ text: what }]] };
}

/** What the drain waits for, on its edge; a watch grace period adds a second wait. */
export function drainValue(plan: RunPlan | null, watches: number, layout: LayoutName): EdgeValue {
  const waits = (plan?.watchGraceMs ?? 0) > 0;
  const second = waits
    ? [[{ text: `and ${plural(watches, 'watch', 'watches')}, ` }, { text: graceOf(plan), bold: true }]]
    : [];
  const parts = [[{ text: 'until the short' }], [{ text: 'requests are done' }]];
  return { lines: layout === 'wide' ? [joined(parts), ...second] : [...parts, ...second] };
}

function graceOf(plan: RunPlan | null): string {
  return `at most ${formatDuration(millis(plan?.watchGraceMs ?? 0))}`;
}

type Line = EdgeValue['lines'][number];

function joined(lines: readonly Line[]): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [{ text: ' ' }, ...line]));
}

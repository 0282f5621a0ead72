/** What the signal map says: notes below the lamps, and the values of flags and hooks beside the edges. */
import { hasWatchTermination, LINEAGES } from '../../machines/lineage.ts';
import { formatDuration } from '../../machines/scenario/duration.ts';
import { millis } from '../../machines/time.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import type { LampName, LampNote, LampView } from '../../machines/view/signal-map.ts';
import { watches } from '../room/counts.ts';
import { clockTime, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import type { EditableValue } from './editable-value.ts';
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

/** What follows from a log without standing in it is said to. */
export function withInferred(text: string, isInferred: boolean): string {
  return isInferred ? tr('{text} · inferred', { text }) : text;
}

/** The lines below a lamp's name, with what is inferred from a log said to be so. */
export function lampLines(lamp: LampView, layout: LayoutName, origin: number | null): readonly string[] {
  if (!lamp.bare || lamp.note.kind !== 'firedAt') return noteLines(lamp.note, lamp.name, layout, origin);
  return [withInferred(clockTime(lamp.note.t, origin), lamp.inferred === true)];
}

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
      return [wide && name === 'ShutdownInitiated' ? tr('{time} · /readyz turns red', { time }) : time];
    }
    case 'neverFired':
      return [tr('never fired')];
    case 'readyzIsGreen':
      return [tr('/readyz is green')];
    case 'left':
      return [tr('{n} s left', { n: seconds(note.leftMs, 1) })];
    case 'hookRuns': {
      const time =
        note.leftMs === null
          ? tr('for {n} s', { n: seconds(note.forMs, 1) })
          : tr('{n} s left', { n: seconds(note.leftMs, 1) });
      return wide ? [tr('{hook} runs, {time}', { hook: note.hook, time })] : [note.hook, time];
    }
    case 'waitsFor': {
      const [only, second] = note.signals;
      if (only === undefined || second !== undefined) return [tr('waits for both')];
      if (wide) return [tr('waits for {signal}', { signal: only })];
      return [only === 'PreShutdownHooksStopped' ? tr('waits for the hook') : tr('waits for the delay')];
    }
    case 'doorIsOpen':
      return [tr('the door is open')];
    case 'doorCloses':
      return [tr('the door is being shut')];
    case 'inFlight': {
      const values = { short: note.short, watches: watches(note.watches) };
      return wide
        ? [tr('{short} short · {watches} in flight', values)]
        : [tr('{short} short · {watches}', values), tr('in flight')];
    }
    case 'none':
      return [];
  }
}

/** A piece of a text beside an edge. */
export interface EdgePart {
  readonly text: string;
  readonly bold?: boolean;
  /** It can be changed where it stands. */
  readonly edit?: EditableValue;
  /** It is a hook of the run, or all of them. */
  readonly hook?: string | 'all';
}

/** What stands beside an edge: plain words, and the value that acts there in bold. */
export interface EdgeValue {
  readonly lines: readonly (readonly EdgePart[])[];
}

/** `--shutdown-delay-duration` on its edge. */
export function delayValue(plan: RunPlan | null, layout: LayoutName): EdgeValue {
  const text = plan ? formatDuration(millis(plan.shutdownDelayMs)) : tr('unknown');
  const value: EdgePart = {
    text,
    bold: true,
    ...(plan && { edit: flag('shutdown-delay-duration', 'duration', text) }),
  };
  if (layout === 'wide') return { lines: [[{ text: 'shutdown-delay-duration ' }, value]] };
  return { lines: [[{ text: 'shutdown-delay-' }], [{ text: 'duration ' }, value]] };
}

function flag(name: string, kind: EditableValue['kind'], value: string): EditableValue {
  return { name, path: ['server', name], kind, value };
}

/** The pre-shutdown hooks on their edge. */
export function hookValue(plan: RunPlan | null, layout: LayoutName): EdgeValue {
  const wide = layout === 'wide';
  if (!plan) {
    const what = { text: tr('pre-shutdown hook') };
    const value = { text: tr('unknown'), bold: true };
    return { lines: wide ? [[what, { text: ' ' }, value]] : [[what], [value]] };
  }
  const hooks = plan.preShutdownHooks;
  const [first] = hooks;
  if (first === undefined) {
    if (wide) return { lines: [[{ text: tr('no pre-shutdown hook') }]] };
    return { lines: [[{ text: tr('no pre-shutdown') }], [{ text: tr('hook') }]] };
  }
  const total = hooks.some(hook => hook.takesMs === null)
    ? null
    : hooks.reduce((sum, hook) => sum + (hook.takesMs ?? 0), 0);
  const duration = total === null ? null : formatDuration(millis(total));
  const value: EdgePart = { text: duration ?? tr('never ends'), bold: true };
  if (hooks.length > 1) {
    const n = hooks.length;
    const space: EdgePart = { text: ' ' };
    if (wide) return { lines: [[{ text: tr('{n} pre-shutdown hooks', { n }), hook: 'all' }, space, value]] };
    return {
      lines: [[{ text: tr('{n} pre-shutdown', { n }) }], [{ text: tr('hooks'), hook: 'all' }, space, value]],
    };
  }
  const edit: EditableValue = {
    name: tr('duration of hook {name}', { name: first.name }),
    path: ['hooks', 'preShutdown', 0, 'takes'],
    kind: 'durationOrNever',
    value: duration ?? 'never',
  };
  const one: readonly EdgePart[] = [
    { text: first.name, hook: first.name },
    { text: ' ' },
    { ...value, edit },
  ];
  const what = tr('pre-shutdown hook');
  return { lines: wide ? [[{ text: `${what} ` }, ...one]] : [[{ text: what }], one] };
}

/** `--shutdown-send-retry-after` below the gate; of a log, what its order of signals tells. */
export function retryAfterValue(plan: RunPlan | null, logged: boolean | null, layout: LayoutName): EdgeValue {
  const name = 'shutdown-send-retry-after';
  const sendRetryAfter = plan?.sendRetryAfter ?? logged;
  const value: EdgePart = {
    text: sendRetryAfter === null ? tr('unknown') : sendRetryAfter ? tr('on') : tr('off'),
    bold: true,
    ...(plan && { edit: flag(name, 'switch', String(sendRetryAfter)) }),
  };
  if (layout !== 'wide') return { lines: [[{ text: 'shutdown-send-' }], [{ text: 'retry-after ' }, value]] };
  const first = [{ text: `${name} ` }, value];
  if (sendRetryAfter === null) return { lines: [first] };
  const what = sendRetryAfter ? tr('listener closes last') : tr('listener closes at once');
  return { lines: [first, [{ text: withInferred(what, plan === null) }]] };
}

/**
 * What the drain waits for, on its edge; a watch grace period, which came with 1.27, adds a second wait. Where names are
 * broken there is room for two lines.
 */
export function drainValue(plan: RunPlan | null, watching: number, layout: LayoutName): EdgeValue {
  const lineage = LINEAGES.find(known => known === plan?.lineage);
  const wide = layout === 'wide';
  if (!plan || lineage === undefined || !hasWatchTermination(lineage)) {
    if (wide) return { lines: [[{ text: tr('until the short requests are done') }]] };
    return { lines: [[{ text: tr('until the short') }], [{ text: tr('requests are done') }]] };
  }
  const text = formatDuration(millis(plan.watchGraceMs));
  const value: EdgePart = {
    text,
    bold: true,
    edit: flag('shutdown-watch-termination-grace-period', 'duration', text),
  };
  const isWaiting = plan.watchGraceMs > 0;
  if (wide) {
    const second = isWaiting
      ? tr('and {watches}, at most', { watches: watches(watching) })
      : tr('watch grace period');
    return { lines: [[{ text: tr('until the short requests are done') }], [{ text: `${second} ` }, value]] };
  }
  const second = isWaiting ? tr('watches ≤') : tr('watch grace');
  return { lines: [[{ text: tr('short requests,') }], [{ text: `${second} ` }, value]] };
}

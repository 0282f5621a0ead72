/** What the signal map says: notes below the lamps, and the values of flags and hooks beside the edges. */
import { hasWatchTermination, lineageOrNewest } from '../../machines/lineage.ts';
import { formatDuration } from '../../machines/scenario/duration.ts';
import { millis } from '../../machines/time.ts';
import type { RemarkPlan } from '../../machines/view/maps/map-plan.ts';
import { AUDIT_HOOK, type RunPlan } from '../../machines/view/plan.ts';
import type { LampNote, LampView } from '../../machines/view/signal-map.ts';
import { watches } from '../room/counts.ts';
import { clockTime, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import type { EditableValue } from './editable-value.ts';
import type { LayoutName } from './geometry.ts';
import { inTwo } from './lamp-name.ts';

/** What follows from a log without standing in it is said to. */
export function withInferred(text: string, isInferred: boolean): string {
  return isInferred ? tr('{text} · inferred', { text }) : text;
}

/** The lines below a lamp's name, with what is inferred from a log said to be so. */
export function lampLines(lamp: LampView, layout: LayoutName, origin: number | null): readonly string[] {
  if (!lamp.bare || lamp.note.kind !== 'firedAt') return noteLines(lamp, layout, origin);
  return [withInferred(clockTime(lamp.note.t, origin), lamp.inferred === true)];
}

/** The lines below a lamp's name. */
export function noteLines(
  lamp: Pick<LampView, 'note' | 'unnamed' | 'turnsReadyzRed' | 'byServer'>,
  layout: LayoutName,
  origin: number | null,
): readonly string[] {
  const wide = layout === 'wide';
  const note: LampNote = lamp.note;
  switch (note.kind) {
    case 'firedAt': {
      const time = clockTime(note.t, origin);
      if (wide && lamp.byServer) return [tr('{time} · Server.Shutdown has returned', { time })];
      const isRed = lamp.turnsReadyzRed === true && lamp.unnamed !== '/readyz turns red';
      return [wide && isRed ? tr('{time} · /readyz turns red', { time }) : time];
    }
    case 'neverFired':
      return [lamp.unnamed === null ? tr('never fired') : tr('it never came to that')];
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
      if (only === undefined) return [];
      if (second !== undefined) return [tr('waits for both')];
      if (wide && note.areNamed) return [tr('waits for {signal}', { signal: only })];
      return [only === 'PreShutdownHooksStopped' ? tr('waits for the hook') : tr('waits for the delay')];
    }
    case 'waitsForServer':
      return wide ? [tr('waits for Server.Shutdown')] : [tr('waits for'), 'Server.Shutdown'];
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
  const hooks = plan.preShutdownHooks.filter(({ name }) => name !== AUDIT_HOOK);
  // Up to 1.24 the audit backend is one more of them.
  const audit = hooks.length < plan.preShutdownHooks.length ? auditParts(hooks.length > 0) : [];
  const [first] = hooks;
  if (first === undefined) {
    if (audit.length > 0)
      return {
        lines: wide
          ? [[{ text: `${tr('pre-shutdown hook')} ` }, ...audit]]
          : [[{ text: tr('pre-shutdown hook') }], audit],
      };
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
    const all = wide
      ? [[{ text: tr('{n} pre-shutdown hooks', { n }), hook: 'all' }, space, value]]
      : [[{ text: tr('{n} pre-shutdown', { n }) }], [{ text: tr('hooks'), hook: 'all' }, space, value]];
    return { lines: [...all, ...lineOf(audit)] };
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
  return {
    lines: [...(wide ? [[{ text: `${what} ` }, ...one]] : [[{ text: what }], one]), ...lineOf(audit)],
  };
}

function lineOf(parts: readonly EdgePart[]): readonly (readonly EdgePart[])[] {
  return parts.length > 0 ? [parts] : [];
}

/** The audit backend's hook: alone, or one more. */
function auditParts(isOneMore: boolean): readonly EdgePart[] {
  const hook: EdgePart = { text: AUDIT_HOOK, hook: AUDIT_HOOK };
  return isOneMore ? [{ text: `${tr('and')} ` }, hook] : [hook];
}

/** Words that stand beside a way and cannot be changed. */
export function remarkValue({ text }: RemarkPlan, layout: LayoutName): EdgeValue {
  const lines = layout === 'wide' ? [tr.text(text)] : inTwo(tr.text(text));
  return { lines: lines.map(line => [{ text: line }]) };
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
  const what = sendRetryAfter ? tr('listener closes last') : tr(closesWithout(plan));
  return { lines: [first, [{ text: withInferred(what, plan === null) }]] };
}

/** When the listener closes without retry-after: in 1.24 the hooks keep it open, though everything is rejected. */
function closesWithout(plan: RunPlan | null) {
  const lineage = lineageOrNewest(plan?.lineage);
  return lineage === '1.24' ? 'listener waits for the hooks' : 'listener closes at once';
}

/**
 * What the drain waits for, on its edge; a watch grace period, which came with 1.27, adds a second wait. Where names are
 * broken there is room for two lines.
 */
export function drainValue(plan: RunPlan | null, watching: number, layout: LayoutName): EdgeValue {
  const wide = layout === 'wide';
  if (!plan || !hasWatchTermination(lineageOrNewest(plan.lineage))) {
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

/** What stands beside the ways of the signal map: plain words, and the values of flags and hooks where they act. */
import { hasWatchTermination, lineageOrNewest } from '../../lineage.ts';
import { formatDuration } from '../../scenario/duration.ts';
import { millis } from '../../time.ts';
import { watches } from '../../words/counts.ts';
import type { Translate } from '../../words/translate.ts';
import type { RemarkPlan } from '../maps/map-plan.ts';
import { AUDIT_HOOK, type HookPlan, hooksTakeMs, type RunPlan } from '../plan.ts';
import type { EditableValue } from './editable-value.ts';
import type { LayoutName } from './geometry.ts';
import { inTwo } from './lamp-name.ts';
import { withInferred } from './lamp-words.ts';

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
export function delayValue(plan: RunPlan | null, layout: LayoutName, tr: Translate): EdgeValue {
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
export function hookValue(plan: RunPlan | null, layout: LayoutName, tr: Translate): EdgeValue {
  const wide = layout === 'wide';
  if (!plan) {
    const what = { text: tr('pre-shutdown hook') };
    const value = { text: tr('unknown'), bold: true };
    return { lines: wide ? [[what, { text: ' ' }, value]] : [[what], [value]] };
  }
  const hooks = plan.preShutdownHooks.filter(({ name }) => name !== AUDIT_HOOK);
  // Up to 1.24 the audit backend is one more of them.
  const audit = hooks.length < plan.preShutdownHooks.length ? auditParts(hooks.length > 0, tr) : [];
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
  const value = durationPart(hooks, tr);
  const after: readonly EdgePart[] = value ? [{ text: ' ' }, value] : [];
  if (hooks.length > 1) {
    const n = hooks.length;
    const all = wide
      ? [[{ text: tr('{n} pre-shutdown hooks', { n }), hook: 'all' }, ...after]]
      : [[{ text: tr('{n} pre-shutdown', { n }) }], [{ text: tr('hooks'), hook: 'all' }, ...after]];
    return { lines: [...all, ...lineOf(audit)] };
  }
  const one: readonly EdgePart[] = [{ text: first.name, hook: first.name }, ...after];
  const what = tr('pre-shutdown hook');
  return {
    lines: [...(wide ? [[{ text: `${what} ` }, ...one]] : [[{ text: what }], one]), ...lineOf(audit)],
  };
}

/** How long the hooks take, one after the other; null: until something else has ended. One alone can be changed. */
function durationPart(hooks: readonly HookPlan[], tr: Translate): EdgePart | null {
  if (hooks.some(hook => hook.waits === true)) return null;
  const total = hooksTakeMs(hooks);
  const duration = total === null ? null : formatDuration(millis(total));
  const value: EdgePart = { text: duration ?? tr('never ends'), bold: true };
  const [first, ...others] = hooks;
  if (first === undefined || others.length > 0) return value;
  const edit: EditableValue = {
    name: tr('duration of hook {name}', { name: first.name }),
    path: ['hooks', 'preShutdown', 0, 'takes'],
    kind: 'durationOrNever',
    value: duration ?? 'never',
  };
  return { ...value, edit };
}

function lineOf(parts: readonly EdgePart[]): readonly (readonly EdgePart[])[] {
  return parts.length > 0 ? [parts] : [];
}

/** The audit backend's hook: alone, or one more. */
function auditParts(isOneMore: boolean, tr: Translate): readonly EdgePart[] {
  const hook: EdgePart = { text: AUDIT_HOOK, hook: AUDIT_HOOK };
  return isOneMore ? [{ text: `${tr('and')} ` }, hook] : [hook];
}

/** Words that stand beside a way and cannot be changed. */
export function remarkValue({ text }: RemarkPlan, layout: LayoutName, tr: Translate): EdgeValue {
  const lines = layout === 'wide' ? [tr.text(text)] : inTwo(tr.text(text));
  return { lines: lines.map(line => [{ text: line }]) };
}

/** `--shutdown-send-retry-after` below the gate; of a log, what its order of signals tells. */
export function retryAfterValue(
  plan: RunPlan | null,
  logged: boolean | null,
  layout: LayoutName,
  tr: Translate,
): EdgeValue {
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
  return { lines: [first, [{ text: withInferred(what, plan === null, tr) }]] };
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
export function drainValue(
  plan: RunPlan | null,
  watching: number,
  layout: LayoutName,
  tr: Translate,
): EdgeValue {
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
      ? tr('and {watches}, at most', { watches: watches(watching, tr) })
      : tr('watch grace period');
    return { lines: [[{ text: tr('until the short requests are done') }], [{ text: `${second} ` }, value]] };
  }
  const second = isWaiting ? tr('watches ≤') : tr('watch grace');
  return { lines: [[{ text: tr('short requests,') }], [{ text: `${second} ` }, value]] };
}

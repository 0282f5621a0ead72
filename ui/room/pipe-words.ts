/** What stands beside and below a pipe. */
import type { PipeState, RunView } from '../../machines/view/run-view.ts';
import { inFlight } from '../../machines/view/run-view.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { watches } from './counts.ts';

const LONGEST_NAME = 11;
const HOOK = 'hook/';

/** A hook's own connection goes by the hook's name. */
export function pipeTitle(pipe: PipeState): string {
  const name = pipe.client.startsWith(HOOK) ? pipe.client.slice(HOOK.length) : pipe.client;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

export function pipeName(pipe: PipeState): string {
  if (pipe.client.startsWith(HOOK)) return tr('{pipe} · its hook', { pipe: pipe.key });
  const protocol = pipe.protocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1';
  return pipe.grouped ? protocol : `${pipe.key} · ${protocol}`;
}

/** What is on a pipe, in one line. `watchesEnd`: they were told to end. */
export function pipeCaption(pipe: PipeState, watchesEnd: boolean): string {
  const parts: string[] = [];
  if (pipe.grouped && pipe.open > 0)
    parts.push(pipe.open === 1 ? tr('1 connection') : tr('{n} connections', { n: count(pipe.open) }));
  if (pipe.open > 0 && pipe.goingAway === pipe.open) parts.push('GOAWAY');
  if (pipe.rejected > 0) parts.push(tr('{n} turned back', { n: count(pipe.rejected) }));
  const isAlone = parts.length === 0;
  if (pipe.short > 0) {
    if (!isAlone) parts.push(tr('{n} in flight', { n: count(pipe.short) }));
    else if (pipe.short === 1) parts.push(tr('1 short request in flight'));
    else parts.push(tr('{n} short requests in flight', { n: count(pipe.short) }));
  }
  if (pipe.watches > 0) {
    if (!isAlone || pipe.short > 0) parts.push(watches(pipe.watches));
    else parts.push(lonelyWatches(pipe.watches, watchesEnd));
  }
  return parts.join(' · ');
}

function lonelyWatches(n: number, end: boolean): string {
  if (n === 1) return end ? tr('1 watch, told to end') : tr('1 watch, does not end by itself');
  return end ? tr('{n} watches, told to end', { n }) : tr('{n} watches, never end by themselves', { n });
}

/** What is in flight on connections that have no place in the room; empty when all have one. */
export function moreText(view: RunView): string {
  const shown = view.rows.filter(row => row !== null && view.pipes.has(row.key));
  const hidden = view.pipes.size - shown.length;
  if (hidden <= 0) return '';
  const all = inFlight(view);
  const inSight = shown.reduce((sum, row) => sum + (row ? row.short + row.watches : 0), 0);
  const flying = all.short + all.watches - inSight;
  const more =
    hidden === 1 ? tr('and 1 more connection') : tr('and {n} more connections', { n: count(hidden) });
  return flying > 0 ? tr('{more}, {n} in flight', { more, n: count(flying) }) : more;
}

/** Door and guard in words: the listener that lets connections in, and the filter that turns requests back. */
import { count } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import type { GuardDuty } from '../guard-duty.ts';
import type { RunView } from '../run-view.ts';

/** Whether new connections are let in. */
export function isDoorOpen(view: RunView): boolean {
  return view.listener?.open === true && view.process.exit === null;
}

/** What the door is, and what it does: two texts. */
export function doorWords(view: RunView, tr: Translate): readonly [string, string] {
  if (isDoorOpen(view)) return [tr('Door open'), tr('takes new connections')];
  const { count: n } = view.refused;
  const refused =
    n === 0
      ? tr('refuses new connections')
      : n === 1
        ? tr('1 connection refused')
        : tr('{n} connections refused', { n: count(n) });
  if (view.process.exit !== null) return [tr('No server'), refused];
  if (view.listener === null) return [tr('Door not yet open'), refused];
  return [tr('Door shut'), refused];
}

/** The status that the guard turns requests back with; null: he is not on duty. */
export function statusOnDuty(view: RunView, duty: GuardDuty): number | null {
  return 'isOn' in duty && duty.isOn && view.process.exit === null ? duty.status : null;
}

/** What the guard is, and what he does: two texts. */
export function guardWords(view: RunView, duty: GuardDuty, tr: Translate): readonly [string, string] {
  const status = statusOnDuty(view, duty);
  return status === null
    ? [titleOf(duty, tr), wordsOffDuty(duty, tr)]
    : [tr('Guard on duty'), wordsOnDuty(status, tr)];
}

function titleOf({ kind }: GuardDuty, tr: Translate): string {
  if (kind === 'unknown') return tr('Guard unknown');
  return kind === 'none' || kind === 'noWaitGroup' ? tr('No guard') : tr('Guard off duty');
}

function wordsOnDuty(status: number, tr: Translate): string {
  switch (status) {
    case 429:
      return tr('turns back: Retry-After: 5');
    case 503:
      return tr('turns back: Retry-After: 1');
    default:
      return tr('turns back: shutting down');
  }
}

function wordsOffDuty(duty: GuardDuty, tr: Translate): string {
  switch (duty.kind) {
    case 'unknown':
      return tr('retry-after: unknown');
    case 'none':
      return tr('retry-after is off: no 429');
    case 'noWaitGroup':
      return tr('nobody counts requests');
    case 'retryAfter':
      return tr('retry-after is on: 429 later');
    case 'waitGroup':
      return tr('the wait group: {status} later', { status: duty.status });
  }
}

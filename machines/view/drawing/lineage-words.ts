/** What the table of the lineages says, on the page and on paper. */
import type { ExitReason } from '../../recording/events.ts';
import type { LineageRow, RowPart } from '../../recording/lineage-table.ts';
import { seconds } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import type { Phrase } from '../../words/zh/catalog.ts';

/** The parts of a shutdown in a sentence. */
export const PART_NAMES = {
  unready: '/readyz fails',
  delay: 'the shutdown delay',
  hooks: 'pre-shutdown hooks run',
  listening: 'new connections are accepted',
  rejecting: 'new requests are rejected',
  draining: 'requests in flight drain',
  serverShutdown: 'Server.Shutdown waits',
} as const satisfies Record<RowPart, Phrase>;

/** The same in as few words as a legend has room for. */
export const LEGEND = {
  unready: '/readyz fails',
  delay: 'shutdown delay',
  hooks: 'pre-shutdown hooks',
  listening: 'takes connections',
  rejecting: 'rejects requests',
  draining: 'requests drain',
  serverShutdown: 'Server.Shutdown',
} as const satisfies Record<RowPart, Phrase>;

export const EXIT_WORDS = {
  completed: 'ended by itself',
  'hook-failed': 'a hook failed',
  'hook-panicked': 'a hook panicked',
  'poststart-failed': 'a post-start hook failed',
  'second-signal': 'a second signal',
  killed: 'killed',
} as const satisfies Record<ExitReason, Phrase>;

/** The picture of a row in words. */
export function rowInWords({ spans, exit }: LineageRow, tr: Translate): string {
  const parts = spans.map(({ part, from, to }) => {
    const name = tr(PART_NAMES[part]);
    const begin = seconds(from, 1);
    return to === null
      ? tr('{name} from {from} s on', { name, from: begin })
      : tr('{name} from {from} to {to} s', { name, from: begin, to: seconds(to, 1) });
  });
  const end = exit === null ? tr('no exit') : tr('exit at {t} s', { t: seconds(exit.t, 1) });
  return [...parts, end].join('; ');
}

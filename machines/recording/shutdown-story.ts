/** What a recording tells of its server and of its shutdown as a whole: version, mode, and where the time went. */
import { english, type Translate } from '../words/translate.ts';
import { span } from './checks/rule.ts';
import type { Recording } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';
import { sendsRetryAfter } from './server-mode.ts';
import { type SpentSpan, spentSpans } from './time-spent.ts';

export interface ShutdownStory {
  /** Of a log: which version and mode its server must have had; null for other recordings, which say so themselves. */
  readonly server: string | null;
  readonly spent: readonly SpentSpan[];
}

export function shutdownStory(recording: Recording, tr: Translate = english): ShutdownStory {
  return storyOfFacts(factsOf(recording), tr);
}

/** As {@link shutdownStory}, for callers who have the facts already. */
export function storyOfFacts(facts: RunFacts, tr: Translate = english): ShutdownStory {
  return {
    server: facts.header.source === 'imported' ? serverOf(facts, tr) : null,
    spent: spentSpans(facts),
  };
}

function serverOf(facts: RunFacts, tr: Translate): string {
  const { lineage: version, lineageAtLeast } = facts.header;
  const mode = sendsRetryAfter(facts);
  const first =
    version === null
      ? tr('version unknown')
      : lineageAtLeast
        ? tr('version {version} or later, by its lines', { version })
        : tr('version {version}, as the log says', { version });
  const second =
    mode === null
      ? tr('whether --shutdown-send-retry-after was set cannot be told')
      : mode
        ? tr('with --shutdown-send-retry-after')
        : tr('without --shutdown-send-retry-after');
  return tr('{first}, {second}', { first, second });
}

/** A part of the shutdown in words: `drain: 2.05 s from T+2 s`. */
export function spentWords({ part, from, took }: SpentSpan, tr: Translate = english): string {
  return tr('{part}: {time} from {from}', { part: tr(part), time: span(took), from: `T+${span(from)}` });
}

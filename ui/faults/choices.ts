/** What a person can make happen to a thing now: its faults, and the signals of the process, with what they do. */
import type { HookPhase, ProcessSignal } from '../../machines/recording/events.ts';
import { type Fault, possibleFaults } from '../../machines/traffic/fault.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import type { Thing } from '../session/run-source.ts';
import { tr } from '../words/language.ts';

/** One thing that a person can make happen. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  /** Half a sentence: what follows from it. */
  readonly does: string;
  /** It ends what cannot be brought back. */
  readonly kills: boolean;
  readonly act: { readonly fault: Fault } | { readonly signal: ProcessSignal };
}

type Simple = Exclude<Fault['kind'], 'hook.fail' | 'probe.lose'>;

const WORDS = {
  'request.abort': ['Its client gives up', 'it resets the stream, or closes the HTTP/1.1 connection'],
  'request.stall': ['It stalls', 'only its timeout, or its client, can end it'],
  'connection.reset': ['Cut the connection', 'under both ends: what is on it is lost'],
  'hook.finish': ['It returns now', 'without an error, as if it were done'],
  'hook.hang': ['It never returns', 'only the process’s end will end it'],
} as const satisfies Record<Simple, readonly [Phrase, Phrase]>;

const FAILS = {
  preShutdown: 'it returns an error: the process exits without a drain',
  postStart: 'it returns an error, and the process ends with it',
} as const satisfies Record<HookPhase, Phrase>;

/** What can happen to a thing now, the likeliest first; nothing with one that has ended. */
export function choicesFor(view: RunView, thing: Thing): readonly Choice[] {
  return thing.kind === 'process' ? signalChoices(view) : possibleFaults(view, thing).map(faultChoice);
}

function faultChoice(fault: Fault): Choice {
  return { key: fault.kind, ...wordsOf(fault), kills: false, act: { fault } };
}

function wordsOf(fault: Fault): Pick<Choice, 'label' | 'does'> {
  switch (fault.kind) {
    case 'hook.fail':
      return { label: tr('It fails'), does: tr(FAILS[fault.phase]) };
    case 'probe.lose':
      return {
        label:
          fault.count === 1 ? tr('Lose the next probe') : tr('Lose the next {n} probes', { n: fault.count }),
        does: tr('nobody answers them: each counts as a failure'),
      };
    default: {
      const [label, does] = WORDS[fault.kind];
      return { label: tr(label), does: tr(does) };
    }
  }
}

function signalChoices({ process }: RunView): Choice[] {
  if (process.startedAt === null || process.exit !== null) return [];
  const first = process.stop === null;
  return [
    {
      key: 'SIGTERM',
      label: first ? 'SIGTERM' : tr('SIGTERM again'),
      does: first
        ? tr('the graceful termination begins')
        : tr('it exits at once with code 1: what is inside is lost'),
      kills: false,
      act: { signal: 'SIGTERM' },
    },
    {
      key: 'SIGKILL',
      label: 'SIGKILL',
      does: tr('the kernel ends it: no drain, no goodbye'),
      kills: true,
      act: { signal: 'SIGKILL' },
    },
  ];
}

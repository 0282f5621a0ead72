/** What a person predicts of the requests that are still inside when the door shuts, and what came of them. */
import type { Outcome, RunEvent } from '../../machines/recording/events.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';

/** What may become of the requests that are inside. */
export type Fortune = 'cut' | 'finished' | 'turnedAway';

/** The answers, in the order in which they are offered; none of them looks like the right one. */
export const ANSWERS: readonly Fortune[] = ['cut', 'finished', 'turnedAway'];

export const ANSWER_WORDS = {
  cut: 'They are cut off',
  finished: 'They are finished first',
  turnedAway: 'They are sent away to try again',
} satisfies Record<Fortune, Phrase>;

/** The requests that the question is about, and where in the recording it was asked. */
export interface Question {
  readonly requests: readonly string[];
  /** How many events had happened. */
  readonly count: number;
}

/** How far the story has come, as far as it can be seen. */
export type Chapter = 'healthy' | 'stopping' | 'noticed' | 'shut' | 'over';

export function chapterOf(view: RunView): Chapter {
  if (view.process.exit !== null) return 'over';
  if (view.listener?.open === false) return 'shut';
  if (view.process.stop === null) return 'healthy';
  return Object.values(view.probes).some(verdict => !verdict.healthy) ? 'noticed' : 'stopping';
}

/** The requests that are inside and not probes. */
export function requestsInside(view: RunView): readonly string[] {
  return [...view.requests.values()]
    .filter(request => request.inside && request.admitted && request.kind === 'short')
    .map(request => request.id);
}

const FORTUNES: Readonly<Record<Outcome, Fortune>> = {
  ok: 'finished',
  rejected: 'turnedAway',
  refused: 'turnedAway',
  goaway: 'cut',
  reset: 'cut',
  timeout: 'cut',
  failed: 'cut',
};

/** What became of the requests of a question, after `events`; null as long as one of them is inside. */
export function fortuneOf(question: Question, events: Iterable<RunEvent>): Fortune | 'mixed' | null {
  const found = new Map<string, Fortune>();
  for (const event of events) {
    if (event.type === 'request.settled' && question.requests.includes(event.request))
      found.set(event.request, FORTUNES[event.outcome]);
  }
  if (found.size < question.requests.length) return null;
  const [first, ...others] = new Set(found.values());
  return first === undefined || others.length > 0 ? 'mixed' : first;
}

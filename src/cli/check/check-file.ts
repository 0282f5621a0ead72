/** Checks one recording against the rules. */
import { checkFacts } from '../../../machines/recording/checks.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { factsOf, sinceStop } from '../../../machines/recording/facts.ts';
import { storyOfFacts } from '../../../machines/recording/shutdown-story.ts';
import { type FileSource, gatherRecording, openRecording } from '../recording-file.ts';
import type { CheckedFile, CheckedRule, ShownEvent } from './result.ts';

/** Events that are shown of one verdict; the verdict itself has all. */
const MOST_SHOWN = 10;

/** @throws CliFailure for a file that cannot be used */
export async function checkFile(argument: string, source: FileSource): Promise<CheckedFile> {
  const opened = await openRecording(argument, source);
  const facts = factsOf(await gatherRecording(opened));
  const results = checkFacts(facts);
  const wanted = new Set(results.flatMap(({ events }) => events.slice(0, MOST_SHOWN)));
  const found = new Map<number, ShownEvent>();
  for (const event of facts.events) {
    if (!wanted.has(event.seq)) continue;
    const { seq, type } = event;
    found.set(seq, {
      seq,
      t: sinceStop(facts, event.t),
      type,
      text: wordsOf(event),
      line: opened.lineOf(seq),
    });
  }
  const rules = results.map((result): CheckedRule => {
    const shown = result.events.slice(0, MOST_SHOWN).flatMap(seq => found.get(seq) ?? []);
    const verdict = result.ok === null ? 'not decidable' : result.ok ? 'ok' : 'broken';
    return { ...result, verdict, shown };
  });
  const origin = facts.stop?.signal === 'SIGINT' ? 'SIGINT' : facts.stop === null ? null : 'SIGTERM';
  return {
    file: opened.label,
    header: opened.header,
    origin,
    duration: facts.endT,
    rules,
    ...storyOfFacts(facts),
    remarks: opened.remarks,
  };
}

/** Fields that say what an event is about, in the order in which they are said. */
const TELLING_FIELDS = [
  'name',
  'signal',
  'request',
  'client',
  'endpoint',
  'ok',
  'outcome',
  'status',
  'reason',
  'address',
];

function wordsOf(event: RunEvent): string {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  const words = TELLING_FIELDS.flatMap(field => {
    const value = fields[field];
    if (field === 'ok' && typeof value === 'boolean') return value ? 'ok' : 'fails';
    return typeof value === 'string' || typeof value === 'number' ? String(value) : [];
  });
  return [event.type, ...words].join(' ');
}

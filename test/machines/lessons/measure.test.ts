import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expected } from '../../../machines/lessons/lesson.ts';
import type { CountOf, Measure } from '../../../machines/lessons/measure.ts';
import { measureFacts } from '../../../machines/lessons/measure-facts.ts';
import { measure } from '../../../machines/lessons/measure-run.ts';
import { matches, rightChoice } from '../../../machines/lessons/question.ts';
import { readExpected } from '../../../machines/lessons/read-expected.ts';
import { readMeasure } from '../../../machines/lessons/read-measure.ts';
import { type LessonRun, runLesson } from '../../../machines/lessons/run-lesson.ts';
import { standardWords } from '../../../machines/lessons/vocabulary.ts';
import { factsOf } from '../../../machines/recording/facts.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { lesson } from './a-lesson.ts';

function read(written: unknown): Measure {
  const problems: string[] = [];
  const found = readMeasure(written, (say, path) => problems.push(`${path.join('.')}: ${say.name}`));
  if (found === null) throw new Error(`${JSON.stringify(written)} is no measurement: ${problems.join()}`);
  return found;
}

const run: LessonRun = runLesson(lesson());

describe('what is measured in a run', () => {
  test.each<[unknown, string | number]>([
    [{ outcome: 'slow' }, 'answered'],
    [{ outcome: 'late' }, 'refused'],
    [{ outcome: 'asked' }, 'answered'],
    [{ outcome: 'nobody' }, 'none'],
    [{ first: ['request late settled', 'SIGTERM', 'exit'] }, 'SIGTERM'],
    [{ last: ['request late settled', 'SIGTERM', 'exit'] }, 'exit'],
    [{ first: ['SIGKILL', 'request late rejected'] }, 'none'],
    [{ first: ['AfterShutdownDelayDuration', 'SIGTERM'] }, 'SIGTERM'],
    [{ last: ['NotAcceptingNewRequest', 'HTTPServerStoppedListening'] }, 'HTTPServerStoppedListening'],
    [{ first: ['start', 'start + 0s'] }, 'together'],
    [{ happens: 'SIGKILL' }, 'no'],
    [{ happens: 'exit' }, 'yes'],
    [{ happens: 'probe lb unhealthy', before: 'HTTPServerStoppedListening' }, 'no'],
    [{ happens: 'ShutdownInitiated', before: 'SIGKILL' }, 'yes'],
    [{ health: '/readyz', at: 'SIGTERM + 100ms' }, 'failing'],
    [{ health: '/readyz', at: 'SIGTERM - 100ms' }, 'ok'],
    [{ health: '/livez', at: 'SIGTERM + 100ms' }, 'ok'],
    [{ health: '/readyz', at: 'SIGKILL' }, 'none'],
    [{ verdict: 'lb', at: 'SIGTERM' }, 'healthy'],
    [{ verdict: 'lb', at: 'end' }, 'unhealthy'],
    [{ verdict: 'lb', at: 'start' }, 'none'],
    [{ listener: 'SIGTERM' }, 'open'],
    [{ listener: 'exit' }, 'closed'],
    [{ listener: 'start' }, 'closed'],
    [{ time: { from: 'SIGTERM', to: 'hook deregister finished' } }, 500],
    [{ time: { from: 'hook deregister finished', to: 'SIGTERM' } }, -500],
    [{ time: { from: 'SIGTERM', to: 'SIGKILL' } }, 'never'],
    [{ exit: 'code' }, 0],
    [{ exit: 'reason' }, 'completed'],
    [{ rule: 'livez-stays-ok' }, 'ok'],
    [{ rule: 'listener-outlives-healthy-verdict' }, 'broken'],
  ])('%j is %s', (written, wanted) => {
    expect(measure(run, read(written))).toBe(wanted);
  });

  test('counts begin at one moment and end before another; from one that never comes on there is nothing', () => {
    const count = (rest: object): string | number =>
      measure(run, read({ count: 'requests', client: 'app', ...rest }));
    const all = count({});
    expect(Number(count({ to: 'SIGTERM' })) + Number(count({ from: 'SIGTERM' }))).toBe(all);
    expect(count({ from: 'SIGKILL' })).toBe(0);
    expect(count({ to: 'SIGKILL' })).toBe(all);
  });

  test('probes and hooks count only where they are asked for by name', () => {
    const count = (rest: object) => Number(measure(run, read({ count: 'requests', ...rest })));
    expect(count({})).toBe(count({ client: 'app' }) + count({ client: 'script' }));
    expect(count({ client: 'lb' })).toBeGreaterThan(0);
    expect(count({ client: 'hook/deregister' })).toBe(1);
  });

  test('with changes, the run of the changed scenario is measured, and run only once', () => {
    const changed = read({ outcome: 'late', with: { 'server.shutdown-delay-duration': '5s' } });
    expect(measure(run, changed)).toBe('answered');
    const changes = changed.kind === 'one' ? changed.changes : {};
    expect(run.changed(changes)).toBe(run.changed({ ...changes }));
    expect(measure(run, read({ outcome: 'late', with: { lineage: '1.6' } }))).toBe('refused');
  });

  test('over the lineages, the first, the last and the number of the versions are found', () => {
    const over = (lineages: string, more: object = {}) =>
      measure(run, read({ lineages, of: { exit: 'reason' }, is: 'completed', ...more }));
    expect(over('first')).toBe('1.10');
    expect(over('last')).toBe('1.33');
    expect(over('count')).toBe(11);
    expect(over('count', { among: ['1.6', '1.16', '1.17'] })).toBe(1);
    expect(over('first', { is: 'second-signal' })).toBe('none');
  });
});

describe.each(LIBRARY.map(scenario => [scenario.name, scenario] as const))(
  'in %s',
  (_, { scenario, source }) => {
    const recording = simulate(scenario, source);
    const facts = factsOf(recording);
    const summary = summarize(recording);
    const count = (of: CountOf, client: string | null = null): number =>
      Number(measureFacts(facts, { kind: 'count', of, client, from: null, to: null }));

    test('the counts of all clients together are those of the summary', () => {
      const clients = Object.keys(summary.outcomes);
      const total = (of: CountOf): number => clients.reduce((sum, client) => sum + count(of, client), 0);
      expect({
        dropped: total('dropped'),
        turnedAway: total('turnedAway'),
        watchesCut: total('watchesCut'),
        auditLost: count('auditLost'),
      }).toEqual({
        dropped: summary.dropped,
        turnedAway: summary.turnedAway,
        watchesCut: summary.watchesCut,
        auditLost: summary.auditLost,
      });
    });

    test('what each named request came to is a word of the vocabulary, and of its fate', () => {
      for (const { name, fate } of facts.fates) {
        if (name === null) continue;
        const word = measureFacts(facts, { kind: 'outcome', request: name });
        const question: Measure = { kind: 'one', of: { kind: 'outcome', request: name }, changes: {} };
        expect(standardWords(question, { kind: 'value', value: word }), String(word)).not.toBeNull();
        expect(readExpected(word, question).ok).toBe(true);
        if (fate === 'turnedAway') expect(word).toMatch(/^(\d{3}|refused|goaway)$/);
        if (fate === 'dropped' || fate === 'cut') expect(word).toMatch(/^(cut|timeout)$/);
        if (fate === 'open') expect(word).toBe('open');
      }
    });
  },
);

describe('what a measurement may have to be', () => {
  const count = read({ count: 'dropped' });
  const time = read({ time: { from: 'SIGTERM', to: 'exit' } });
  const expected = (written: unknown, of: Measure): Expected => {
    const result = readExpected(written, of);
    if (!result.ok) throw new Error(`${written} is not possible`);
    return result.expected;
  };

  test('a range has both of its ends in it, however it is written', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(60), (a, b, value) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(matches(expected(`${from}..${to}`, count), value)).toBe(value >= from && value <= to);
        expect(matches(expected(`${from}..`, count), value)).toBe(value >= from);
        expect(matches(expected(`..${to}`, count), value)).toBe(value <= to);
        expect(matches(expected(from, count), value)).toBe(value === from);
      }),
    );
  });

  test('durations are milliseconds, and go with times only', () => {
    expect(expected('2s..1m30s', time)).toEqual({ kind: 'range', from: 2000, to: 90_000 });
    expect(expected('-500ms..0s', time)).toEqual({ kind: 'range', from: -500, to: 0 });
    expect(expected('1.5s', time)).toEqual({ kind: 'value', value: 1500 });
    expect(matches(expected('never', time), 'never')).toBe(true);
    expect(matches(expected('0s..', time), 'never')).toBe(false);
    for (const written of ['5', 5, '2..10', '..', 'soon..later'])
      expect(readExpected(written, time).ok).toBe(false);
    expect(readExpected('5s', count).ok).toBe(false);
  });

  test('a version without quotes is not the number that YAML takes it for', () => {
    const first = read({ lineages: 'first', of: { exit: 'reason' }, is: 'completed' });
    expect(expected(1.2, first)).toEqual({ kind: 'value', value: '1.20' });
    expect(expected(1.1, first)).toEqual({ kind: 'value', value: '1.10' });
    expect(readExpected(1.5, first).ok).toBe(false);
  });

  test('a status is the same as a number and as a text', () => {
    const outcome = read({ outcome: 'late' });
    expect(matches(expected(429, outcome), '429')).toBe(true);
    expect(matches(expected('429', outcome), '429')).toBe(true);
  });

  test('a standard text says it in both languages, also of ranges', () => {
    expect(standardWords(time, expected('2s..10s', time))).toEqual({ en: '2s to 10s', zh: '2s 到 10s' });
    expect(standardWords(count, expected('6..', count))).toEqual({ en: '6 or more', zh: '6 以上（含）' });
    expect(standardWords(time, expected('never', time))).toEqual({ en: 'Never', zh: '永远不会' });
  });
});

test('the right choice is the one that was measured; a question without a single one is no question', () => {
  const ask = lesson().stops[1]?.ask ?? null;
  if (ask === null) throw new Error('the lesson has changed');
  expect(rightChoice(run, ask)).toBe(1);
  expect(() => rightChoice(run, { ...ask, choices: [] })).toThrow(/no single answer.*refused/);
});

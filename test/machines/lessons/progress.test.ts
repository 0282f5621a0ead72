import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyProgress,
  mergeProgress,
  noteAnswer,
  noteReached,
  noteTry,
  type Progress,
  progressOf,
  readProgress,
} from '../../../machines/lessons/progress.ts';

const LESSON = { name: 'the-door', stops: [{ id: 'sigterm' }, { id: 'door' }] };
const RIGHT = { choice: 1, right: true };
const WRONG = { choice: 0, right: false };

const lessonProgress = fc.record({
  answers: fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.record({ choice: fc.nat(4), right: fc.boolean() }),
  ),
  furthest: fc.constantFrom('intro', 'a', 'b', 'task', 'end'),
  at: fc.nat(5),
  solved: fc.boolean(),
  tries: fc.nat(20),
  finished: fc.boolean(),
});
const progress: fc.Arbitrary<Progress> = fc.record({
  version: fc.constant(1 as const),
  lessons: fc.dictionary(fc.constantFrom('one', 'two', 'three'), lessonProgress),
});

describe('progress that was kept', () => {
  test('is read back as it was', () => {
    fc.assert(
      fc.property(progress, kept => {
        expect(readProgress(JSON.parse(JSON.stringify(kept)))).toEqual({ ok: true, progress: kept });
      }),
    );
  });

  test('whatever stands in its place is read or refused, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.json().map(text => JSON.parse(text) as unknown),
        ),
        value => {
          const result = readProgress(value);
          if (!result.ok) expect(result.problem).not.toBe('');
        },
      ),
    );
  });

  test.each([
    [null, 'expected a mapping'],
    [{ version: 2, lessons: {} }, 'a newer version of this program has written it'],
    [{ version: 1 }, 'lessons: is required and missing'],
    [{ version: 1, lessons: { x: { answers: {} } } }, 'lessons.x.furthest'],
  ])('%j is refused with a reason', (value, problem) => {
    const result = readProgress(value);
    expect(result.ok ? '' : result.problem).toContain(problem);
  });

  test('of more lessons than anybody has it is refused', () => {
    const one = progressOf(noteReached(emptyProgress, LESSON, 'door'), LESSON.name);
    const lessons = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`l${index}`, one]));
    expect(readProgress({ version: 1, lessons })).toMatchObject({ ok: false });
  });
});

describe('two progresses together', () => {
  test('lose nothing that was reached, and come to the same in either order but for twice-given answers', () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        const both = mergeProgress(a, b);
        for (const name of ['one', 'two', 'three']) {
          const [x, y, z] = [progressOf(a, name), progressOf(b, name), progressOf(both, name)];
          expect(z?.at ?? 0).toBe(Math.max(x?.at ?? 0, y?.at ?? 0));
          expect(z?.solved ?? false).toBe(x?.solved === true || y?.solved === true);
          expect(z?.finished ?? false).toBe(x?.finished === true || y?.finished === true);
          expect(Object.keys(z?.answers ?? {}).sort()).toEqual(
            [...new Set([...Object.keys(x?.answers ?? {}), ...Object.keys(y?.answers ?? {})])].sort(),
          );
          expect(z?.tries).toBe(progressOf(mergeProgress(b, a), name)?.tries);
        }
        expect(mergeProgress(both, b)).toEqual(both);
        expect(mergeProgress(a, emptyProgress)).toEqual(a);
      }),
    );
  });
});

describe('what somebody does', () => {
  test('moves the furthest place, never back', () => {
    const there = noteReached(noteReached(emptyProgress, LESSON, 'door'), LESSON, 'sigterm');
    expect(progressOf(there, LESSON.name)).toMatchObject({ furthest: 'door', at: 2, finished: false });
    expect(progressOf(noteReached(there, LESSON, 'end'), LESSON.name)).toMatchObject({
      furthest: 'end',
      at: 4,
      finished: true,
    });
    expect(noteReached(there, LESSON, 'nowhere')).toBe(there);
    expect(noteReached(there, LESSON, 'sigterm')).toBe(there);
  });

  test('begins a lesson as soon as its introduction is open', () => {
    expect(progressOf(noteReached(emptyProgress, LESSON, 'intro'), LESSON.name)).toMatchObject({ at: 0 });
    expect(progressOf(emptyProgress, LESSON.name)).toBeNull();
  });

  test('keeps the first prediction only: afterwards the answer is known', () => {
    const answered = noteAnswer(emptyProgress, LESSON.name, 'door', WRONG);
    expect(noteAnswer(answered, LESSON.name, 'door', RIGHT)).toBe(answered);
    expect(progressOf(answered, LESSON.name)?.answers).toEqual({ door: WRONG });
  });

  test('counts the tries until the task is solved', () => {
    const tried = noteTry(noteTry(emptyProgress, LESSON.name, 1, false), LESSON.name, 2, true);
    expect(progressOf(tried, LESSON.name)).toMatchObject({ tries: 2, solved: true });
    expect(noteTry(tried, LESSON.name, 3, false)).toBe(tried);
  });
});

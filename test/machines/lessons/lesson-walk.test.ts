import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { type LessonEvent, lessonMachine } from '../../../machines/lessons/lesson.machine.ts';
import { createWalk, type Walk, type WalkStart } from '../../../machines/lessons/lesson-walk.ts';
import { lesson } from './a-lesson.ts';

const LESSON = lesson();
const begin = (from?: WalkStart): Walk => createWalk(LESSON, from);

/** Where a walk is, in a word: `intro`, `asking door`, `playing door`, `door`. */
function where({ place: { stop, phase } }: Walk): string {
  return phase === 'there' ? stop : `${phase} ${stop}`;
}

/** Where each event leads, one after the other. */
function walked(walk: Walk, events: readonly LessonEvent[]): readonly string[] {
  return events.map(event => {
    walk.send(event);
    return where(walk);
  });
}

const NEXT = { type: 'NEXT' } as const;
const BACK = { type: 'BACK' } as const;
const ARRIVED = { type: 'ARRIVED' } as const;
const SOLVED = { type: 'SOLVED' } as const;
const answer = (choice: number) => ({ type: 'ANSWER', choice }) as const;
const go = (stop: string) => ({ type: 'GO', stop }) as const;

describe('a walk through a lesson', () => {
  test('goes from the introduction over each question and stop to the task, and to the end once it is solved', () => {
    const walk = begin();
    expect(where(walk)).toBe('intro');
    expect(
      walked(walk, [NEXT, ARRIVED, NEXT, answer(1), ARRIVED, NEXT, answer(0), ARRIVED, NEXT, SOLVED]),
    ).toEqual([
      'playing sigterm',
      'sigterm',
      'asking door',
      'playing door',
      'door',
      'asking count',
      'playing count',
      'count',
      'task',
      'end',
    ]);
    expect(walk.answers).toEqual({ door: 1, count: 0 });
    expect(walk.solved).toBe(true);
  });

  test('needs no answer: the run shows it all the same, and the question stays open', () => {
    const walk = begin({ place: { stop: 'door' } });
    expect(where(walk)).toBe('asking door');
    expect(walked(walk, [NEXT, NEXT, BACK, NEXT])).toEqual([
      'playing door',
      'door',
      'sigterm',
      'asking door',
    ]);
    expect(walk.answers).toEqual({});
  });

  test('asks no question twice', () => {
    const walk = begin({ place: { stop: 'door' }, answers: { door: 2 } });
    expect(where(walk)).toBe('door');
    expect(walked(walk, [BACK, NEXT])).toEqual(['sigterm', 'playing door']);
  });

  test('takes no answer that the question does not have, and none where nothing is asked', () => {
    const walk = begin({ place: { stop: 'door' } });
    for (const choice of [-1, 3, 0.5, Number.NaN]) expect(walk.send(answer(choice))).toBe(false);
    expect(where(walk)).toBe('asking door');
    expect(begin().send(answer(0))).toBe(false);
  });

  test('goes straight to any place, in any phase that it has; an unknown one changes nothing', () => {
    const walk = begin();
    expect(
      walked(walk, [go('count'), go('task'), go('end'), go('sigterm'), go('intro'), go('nowhere')]),
    ).toEqual(['asking count', 'task', 'end', 'sigterm', 'intro', 'intro']);
    expect(
      walked(walk, [
        { type: 'GO', stop: 'door', phase: 'there' },
        { type: 'GO', stop: 'door', phase: 'playing' },
        { type: 'GO', stop: 'door', phase: 'asking' },
        { type: 'GO', stop: 'sigterm', phase: 'asking' },
      ]),
    ).toEqual(['door', 'playing door', 'asking door', 'sigterm']);
  });

  test('a task that is left can be solved later', () => {
    const walk = begin({ place: { stop: 'task' } });
    expect(walked(walk, [NEXT, BACK, SOLVED])).toEqual(['end', 'task', 'end']);
  });

  test('forgets answers that the lesson does not have any more', () => {
    expect(begin({ answers: { door: 7, gone: 0, count: 1 } }).answers).toEqual({ count: 1 });
  });
});

const events: fc.Arbitrary<LessonEvent> = fc.oneof(
  fc.constantFrom(NEXT, BACK, ARRIVED, SOLVED),
  fc.integer({ min: -1, max: 3 }).map(answer),
  fc.record({
    type: fc.constant('GO' as const),
    stop: fc.constantFrom('intro', 'sigterm', 'door', 'count', 'task', 'end', 'nowhere'),
    phase: fc.constantFrom('asking' as const, 'playing' as const, 'there' as const),
  }),
);

describe('after any events', () => {
  test('NEXT leads to the end, in a bounded number of steps: nobody is ever stuck', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), before => {
        const walk = begin();
        walked(walk, before);
        for (let step = 0; step < 12 && where(walk) !== 'end'; step++) expect(walk.send(NEXT)).toBe(true);
        expect(where(walk)).toBe('end');
      }),
    );
  });

  test('BACK undoes a NEXT from wherever one stood still', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), before => {
        const walk = begin();
        walked(walk, before);
        fc.pre(walk.place.phase === 'there' && where(walk) !== 'end');
        const stood = where(walk);
        expect(walked(walk, [NEXT, BACK]).at(-1)).toBe(stood);
      }),
    );
  });

  test('an answer is one of the choices, and stays', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), told => {
        const walk = begin();
        let known: Readonly<Record<string, number>> = {};
        for (const event of told) {
          walk.send(event);
          expect(Object.keys(walk.answers)).toEqual(expect.arrayContaining(Object.keys(known)));
          known = walk.answers;
          for (const choice of Object.values(known)) expect(choice).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('the statechart of a lesson', () => {
  const SENTENCE = /^[A-Z][^\n]*[.?!]$/;
  const nodes: readonly AnyStateNode[] = [lessonMachine.root, ...Object.values(lessonMachine.root.states)];

  test('says of every state what it means, and of every transition why it is taken', () => {
    for (const node of nodes) {
      expect(node.description, node.id).toMatch(SENTENCE);
      for (const transition of [...node.transitions.values()].flat())
        expect(transition.description, `${node.id} on ${transition.eventType}`).toMatch(SENTENCE);
    }
  });

  test('names its actions and guards, and starts nothing', () => {
    for (const node of nodes) {
      for (const { guard, actions } of [...node.transitions.values()].flat()) {
        expect(guard === undefined || typeof guard === 'string').toBe(true);
        expect(actions.every(action => typeof action !== 'function')).toBe(true);
      }
      expect(node.invoke).toEqual([]);
    }
  });
});

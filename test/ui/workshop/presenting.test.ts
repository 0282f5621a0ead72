import { describe, expect, test } from 'vitest';
import type { WalkPhase } from '../../../machines/lessons/lesson.machine.ts';
import type { Lesson, Question } from '../../../machines/lessons/lesson.ts';
import type { LessonState } from '../../../ui/lessons/lesson-store.ts';
import { nextStep, placeAfter, questionShown } from '../../../ui/workshop/presenting.ts';
import { workshopRole } from '../../../ui/workshop/role.ts';

const ask = { choices: [{}, {}, {}] } as unknown as Question;
const stops = [
  { id: 'asks', ask },
  { id: 'tells', ask: null },
];

function at(stop: string, phase: WalkPhase, right: number | null = null): LessonState {
  const lesson = { name: 'door', stops } as unknown as Lesson;
  const question = stop === 'asks' ? { question: ask, chosen: null, right, measured: null } : null;
  return { lesson, place: { stop, phase }, question } as unknown as LessonState;
}

describe('the space bar of a presenter', () => {
  test('shows the room’s answers first, then lets the run play, then hurries it to the stop', () => {
    expect(nextStep(at('asks', 'asking'), false)).toBe('bars');
    expect(nextStep(at('asks', 'asking'), true)).toBe('onward');
    expect(nextStep(at('asks', 'playing'), false)).toBe('arrive');
    expect(nextStep(at('asks', 'there'), false)).toBe('onward');
  });

  test('goes through the whole lesson, and stops at its end', () => {
    const way: string[] = [];
    for (let place: string | null = 'intro'; place !== null; place = placeAfter(stops, place))
      way.push(place);
    expect(way).toEqual(['intro', 'asks', 'tells', 'task', 'end']);
    expect(nextStep(at('end', 'there'), false)).toBe('nothing');
  });
});

describe('the question to the room', () => {
  test('takes answers until they are shown, and says what is right only when the run has shown it', () => {
    const id = 'door/asks';
    // Even if the page that presents knew better.
    expect(questionShown(at('asks', 'asking', 1), false)).toEqual({
      id,
      choices: 3,
      open: true,
      bars: false,
      right: null,
    });
    expect(questionShown(at('asks', 'asking', 1), true)).toEqual({
      id,
      choices: 3,
      open: false,
      bars: true,
      right: null,
    });
    expect(questionShown(at('asks', 'playing', 1), false)).toEqual({
      id,
      choices: 3,
      open: false,
      bars: true,
      right: null,
    });
    expect(questionShown(at('asks', 'there', 1), false)).toEqual({
      id,
      choices: 3,
      open: false,
      bars: true,
      right: 1,
    });
  });

  test('is none where the stop asks nothing', () => {
    expect(questionShown(at('tells', 'there'), false)).toBe(null);
    expect(questionShown(at('task', 'there'), false)).toBe(null);
  });
});

test('the addresses of a workshop are known under any path, and nothing else is', () => {
  expect(workshopRole('/j')).toBe('audience');
  expect(workshopRole('/lastcall/present')).toBe('presenter');
  expect(workshopRole('/notes')).toBe('notes');
  for (const path of ['/', '/index.html', '/j/', '/notes.html', '/jj']) expect(workshopRole(path)).toBe(null);
});

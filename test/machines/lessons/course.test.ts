/** Every lesson of the course, as it is shipped: proved, and walked through to its end in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkLesson, type LessonCheck } from '../../../machines/lessons/check-lesson.ts';
import { COURSE } from '../../../machines/lessons/course-order.ts';
import { judge } from '../../../machines/lessons/judge-task.ts';
import { LESSON_LANGUAGES, type Lesson, type LessonFiles } from '../../../machines/lessons/lesson.ts';
import type { Inline } from '../../../machines/lessons/lesson-text.ts';
import { createWalk } from '../../../machines/lessons/lesson-walk.ts';
import { lessonPlaces, parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { rightChoice } from '../../../machines/lessons/question.ts';
import { runLesson } from '../../../machines/lessons/run-lesson.ts';
import { changedScenario } from '../../../machines/lessons/task.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';

const FOLDER = new URL('../../../machines/lessons/course/', import.meta.url);

function filesOf(name: string): LessonFiles {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8');
  return { name, yaml: read('lesson.yaml'), texts: { en: read('en.md'), zh: read('zh.md') } };
}

function lessonOf(files: LessonFiles): Lesson {
  const result = parseLesson(files);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.lesson;
}

function words(inlines: readonly Inline[]): string {
  return inlines.map(inline => ('text' in inline ? inline.text : words(inline.inlines))).join('');
}

test('the course is what its folder has, in an order, and has at least twelve lessons', () => {
  expect([...COURSE].sort()).toEqual(readdirSync(FOLDER).sort());
  expect(new Set(COURSE).size).toBe(COURSE.length);
  expect(COURSE.length).toBeGreaterThanOrEqual(12);
});

describe.each(COURSE.map(name => [name]))('the lesson %s', name => {
  const files = filesOf(name);
  const lesson = lessonOf(files);
  // Once for all tests of the lesson: it is run in every way that its task allows.
  let known: LessonCheck | null = null;
  const check = (): LessonCheck => {
    known ??= checkLesson(lesson, lessonPlaces(files));
    return known;
  };

  test('can be solved, has one right answer to each question, and nothing to be warned of', () => {
    const { problems, warnings, facts } = check();
    expect([...problems, ...warnings]).toEqual([]);
    expect(facts.questions.length).toBeGreaterThan(0);
    expect(facts.solutions.length).toBeGreaterThan(0);
  });

  test.each(LESSON_LANGUAGES.map(language => [language]))('is walked through to its end in %s', language => {
    const text = lesson.texts[language];
    const run = runLesson(lesson);
    const walk = createWalk(lesson);
    const seen: string[] = [];
    walk.send({ type: 'NEXT' });
    while (walk.place.stop !== 'task') {
      const { stop: id, phase } = walk.place;
      const stop = lesson.stops.find(candidate => candidate.id === id);
      if (stop === undefined) throw new Error(`the walk stands at "${id}"`);
      if (phase === 'asking') {
        if (stop.ask === null) throw new Error('nothing is asked');
        expect(stop.ask.text[language]).not.toBe('');
        const choice = rightChoice(run, stop.ask);
        expect(stop.ask.choices[choice]?.text[language]).not.toBe('');
        walk.send({ type: 'ANSWER', choice });
      } else if (phase === 'playing') {
        expect(walk.send({ type: 'ARRIVED' })).toBe(true);
      } else {
        seen.push(id);
        expect(text.stops[id]?.blocks.length).toBeGreaterThan(0);
        walk.send({ type: 'NEXT' });
      }
    }
    expect(seen).toEqual(lesson.stops.map(({ id }) => id));
    expect(Object.keys(walk.answers)).toHaveLength(lesson.stops.filter(({ ask }) => ask !== null).length);
    const [solution] = check().facts.solutions;
    const solved = solution && changedScenario(lesson.task.scenario, solution);
    if (!solved?.ok) throw new Error('no solution makes a scenario');
    const { goals, solved: isSolved } = judge(lesson.task, solved, simulate(solved.scenario, solved.source));
    for (const { goal } of goals) expect(goal.text[language]).not.toBe('');
    expect(isSolved && walk.send({ type: 'SOLVED' })).toBe(true);
    expect(walk.place.stop).toBe('end');
  });

  test('says in Chinese what is said in Chinese, and in English what is not', () => {
    for (const id of [...lesson.stops.map(stop => stop.id), 'intro', 'task'] as const) {
      const section = (language: 'en' | 'zh') => {
        const { intro, task, stops } = lesson.texts[language];
        return id === 'intro' ? intro : id === 'task' ? task : stops[id];
      };
      const told = (language: 'en' | 'zh'): string =>
        (section(language)?.blocks ?? [])
          .map(block => (block.kind === 'paragraph' ? words(block.inlines) : ''))
          .join('');
      expect(told('zh'), id).toMatch(/[\u4e00-\u9fff]/);
      expect(told('en'), id).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

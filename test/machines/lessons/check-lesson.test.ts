import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../../machines/lessons/check-lesson.ts';
import { lessonPlaces, parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { files, lesson, YAML } from './a-lesson.ts';

/** What the check says of the lesson with one part of its YAML replaced. */
function check(from = '', to = '') {
  const read = files({ yaml: YAML.replace(from, to) });
  const result = parseLesson(read);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return checkLesson(result.lesson, lessonPlaces(read));
}

const messages = (from: string, to: string): readonly string[] =>
  check(from, to).problems.map(({ line, path, message }) => `${line}: ${path}: ${message}`);

test('a lesson that is right has no problems, and its facts come from its runs', () => {
  const { problems, warnings, facts } = check();
  expect([problems, warnings]).toEqual([[], []]);
  expect(facts.questions).toEqual([
    { stop: 'door', measured: 'refused', right: 1 },
    { stop: 'count', measured: expect.any(Number), right: 1 },
  ]);
  expect(facts.stops.map(({ id }) => id)).toEqual(['sigterm', 'door', 'count']);
  expect(facts.attempts).toBe(4);
  expect(facts.solutions).toEqual([{ 'server.shutdown-delay-duration': '5s' }]);
});

describe('the check finds', () => {
  test('a stop that does not come', () => {
    expect(messages('at: end', 'at: SIGKILL')).toEqual([
      '25: stops.2.at: "SIGKILL" does not come in this run',
    ]);
  });

  test('stops that come in another order than they stand in', () => {
    expect(messages('at: end', 'at: SIGTERM + 50ms').join()).toMatch(
      /^25: stops.2.at: "SIGTERM \+ 50ms" comes 3050 ms after the start, not after the stop before it/,
    );
    expect(messages('at: SIGTERM + 100ms', 'at: SIGTERM - 5s').join()).toMatch(/lies before the start/);
  });

  test('a question without a right choice, and one with two', () => {
    expect(messages('[answered, refused, "429"]', '[answered, "429"]')).toEqual([
      '23: stops.1.ask.choices: no choice is right: what is measured is refused',
    ]);
    expect(messages('is: 0, text', 'is: 0.., text').join()).toMatch(/2 choices are right at once/);
  });

  test('two choices that read the same', () => {
    expect(messages('text: { en: "Some"', 'text: { en: "None"').join()).toMatch(
      /stops.2.ask.choices.1: another choice has the same text/,
    );
  });

  test('a task that is solved before anything is changed', () => {
    expect(
      messages('{ count: refused, client: app }, is: 0', '{ count: refused, client: app }, is: 0..').join(),
    ).toMatch(/task: the task is solved before anything is changed/);
  });

  test('a task that cannot be solved, with what comes closest', () => {
    expect(messages('values: [0s, 1s, 5s]', 'values: [0s, 200ms]').join()).toMatch(
      /task: the task cannot be solved with its controls; closest is server.shutdown-delay-duration: 200ms, but not "Nobody is refused" \(\d+\)/,
    );
    expect(
      messages(
        / {2}controls:\n( {4}.*\n)+/.exec(YAML)?.[0] ?? '',
        '  controls:\n    - { path: seed, values: [1] }\n',
      ),
    ).toEqual(['38: task.controls: no control offers another value than the scenario has']);
  });

  test('a task that any change solves', () => {
    const controls = / {2}controls:\n( {4}.*\n)+/.exec(YAML)?.[0] ?? '';
    const one = '  controls:\n    - { path: server.shutdown-delay-duration, values: [5s, 6s] }\n';
    expect(messages(controls, one).join()).toMatch(/every change solves the task/);
  });

  test('a task with too many ways to try', () => {
    const values = Array.from({ length: 12 }, (_, index) => `${index + 1}s`).join(', ');
    const paths = [
      'server.shutdown-delay-duration',
      'server.request-timeout',
      'clients.lb.period',
      'clients.lb.timeout',
    ];
    const controls = paths.map(path => `    - { path: ${path}, values: [${values}] }\n`).join('');
    const yaml = YAML.replace(/( {2}controls:\n)( {4}.*\n)+/, `$1${controls}`).replace(
      'changes: 1',
      'changes: 3',
    );
    expect(messages(YAML, yaml).join()).toMatch(/there are \d+ ways to try; more than 400 cannot be checked/);
  });
});

test('it warns where the right choice always stands at the same place', () => {
  const question = YAML.slice(YAML.indexOf('    ask:'), YAML.indexOf('  - id: count'));
  const yaml = YAML.replace('    view: {', `${question}    view: {`);
  expect(check(YAML, yaml).warnings).toMatchObject([
    { path: 'stops', message: 'the right choice stands at the same place in every question' },
  ]);
  expect(check(YAML, yaml).problems).toEqual([]);
});

test('it warns of a run that nobody wants to wait for', () => {
  const { warnings, problems } = check(
    '{ at: 3s, signal: SIGTERM }',
    '{ at: 3s, signal: SIGTERM }\n    - { at: 3m, request: { path: /echo } }',
  );
  expect(warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'scenario: the run lasts 180 s; nobody wants to wait longer than 120 s',
  ]);
  expect(problems).toEqual([]);
});

test('a log that tells of no API server is no lesson', () => {
  const { scenario } = lesson().task;
  const { problems } = checkLesson({ ...lesson(), run: { kind: 'log', log: 'nothing\n' }, stops: [] });
  expect(problems.map(({ message }) => message)).toEqual(['the log tells of no API server']);
  expect(scenario.source.name).toBe('the-door');
});

import { describe, expect, test } from 'vitest';
import { judge } from '../../../machines/lessons/judge-task.ts';
import type { LessonScenario } from '../../../machines/lessons/lesson.ts';
import type { ScenarioChanges } from '../../../machines/lessons/measure.ts';
import {
  attemptCount,
  attempts,
  changedScenario,
  controlOptions,
  isStart,
  startValue,
} from '../../../machines/lessons/task.ts';
import { Simulation, simulate } from '../../../machines/simulation/simulation.ts';
import { later, START, seconds } from '../../../machines/time.ts';
import { lesson } from './a-lesson.ts';

const { task } = lesson();
const DELAY = 'server.shutdown-delay-duration';

function changed(changes: ScenarioChanges): LessonScenario {
  const result = changedScenario(task.scenario, changes);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function judged(changes: ScenarioChanges) {
  const scenario = changed(changes);
  return judge(task, scenario, simulate(scenario.scenario, scenario.source));
}

describe('a changed scenario', () => {
  test('has another value at the path, whether it was written there or not', () => {
    const scenario = changed({
      [DELAY]: '5s',
      'server.shutdown-send-retry-after': true,
      'hooks.preShutdown.deregister.takes': '1s',
      'clients.lb.failureThreshold': 5,
      'script.0.at': '4s',
    }).scenario;
    expect(scenario.server[DELAY.slice(7) as 'shutdown-delay-duration']).toBe(seconds(5));
    expect(scenario.server['shutdown-send-retry-after']).toBe(true);
    expect(scenario.hooks.preShutdown[0]?.takes).toBe(seconds(1));
    expect(scenario.clients[0]).toMatchObject({ name: 'lb', failureThreshold: 5 });
    expect(scenario.script[0]?.at).toBe(seconds(4));
  });

  test('leaves the one that it was made from as it is', () => {
    const before = JSON.stringify(task.scenario.source);
    changed({ [DELAY]: '5s', 'hooks.preShutdown.deregister.takes': '1s' });
    expect(JSON.stringify(task.scenario.source)).toBe(before);
  });

  test('on another version does without what that version did not have', () => {
    const { scenario } = changed({ lineage: '1.10' });
    expect(scenario.lineage).toBe('1.10');
    expect(scenario.server['shutdown-delay-duration']).toBe(0);
  });

  test.each([
    [
      { 'hooks.preShutdown.register.takes': '1s' },
      'there is no "register" in hooks.preShutdown.register.takes',
    ],
    [{ 'server.shutdown-delay': '1s' }, 'unknown key "shutdown-delay"'],
    [{ [DELAY]: 'long' }, '"long" is not a duration'],
    [{ lineage: '1.99' }, 'not a lineage'],
  ])('%j makes none', (changes, message) => {
    const result = changedScenario(task.scenario, changes as ScenarioChanges);
    expect(result.ok ? '' : result.problems[0]?.message).toContain(message);
  });
});

describe('the controls of a task', () => {
  test('know what the scenario has, written or by default', () => {
    const start = (path: string) => startValue(task.scenario, path);
    expect(start(DELAY)).toBe('0s');
    expect(start('server.shutdown-watch-termination-grace-period')).toBe('0s');
    expect(start('server.shutdown-send-retry-after')).toBe(false);
    expect(start('clients.lb.failureThreshold')).toBe(2);
    expect(start('clients.lb.timeout')).toBe('1s');
    expect(start('pod.terminationGracePeriodSeconds')).toBe(30);
    expect(start('duration')).toBeNull();
    expect(start('hooks.postStart.nobody.takes')).toBeNull();
  });

  test('offer what the scenario has among their values, however it is written', () => {
    const [delay] = task.controls;
    if (delay === undefined) throw new Error('the lesson has changed');
    expect(controlOptions(task, delay)).toEqual(['0s', '1s', '5s']);
    expect(controlOptions(task, { path: DELAY, values: ['1s'] })).toEqual(['0s', '1s']);
    expect(controlOptions(task, { path: DELAY, values: ['0ms', '1s'] })).toEqual(['0ms', '1s']);
    expect(controlOptions(task, { path: 'duration', values: ['1m'] })).toEqual([null, '1m']);
    expect(isStart(task.scenario, DELAY, '0ms')).toBe(true);
    expect(isStart(task.scenario, DELAY, '1ms')).toBe(false);
    expect(isStart(task.scenario, 'duration', null)).toBe(true);
  });

  test('can be tried in every combination that the task allows, each once', () => {
    expect(attempts(task)).toEqual([
      { [DELAY]: '1s' },
      { [DELAY]: '5s' },
      { 'hooks.preShutdown.deregister.takes': '1s' },
      { 'pod.terminationGracePeriodSeconds': 1 },
    ]);
    const two = attempts({ ...task, changes: 2 });
    expect(two).toHaveLength(4 + 2 * 1 + 2 * 1 + 1);
    expect(new Set(two.map(changes => JSON.stringify(changes))).size).toBe(two.length);
    const three = { ...task, changes: 3 };
    expect(attemptCount(three)).toBe(attempts(three).length);
  });

  test('of too many combinations only a bounded number is tried', () => {
    const values = Array.from({ length: 12 }, (_, index) => `${index + 1}s`);
    const many = {
      ...task,
      changes: 3,
      controls: [
        DELAY,
        'server.request-timeout',
        'hooks.preShutdown.deregister.takes',
        'clients.lb.period',
      ].map(path => ({ path, values })),
    };
    expect(attemptCount(many)).toBeGreaterThan(400);
    expect(attempts(many)).toHaveLength(400);
  });
});

describe('the judge', () => {
  test('finds the task solved when all goals are met', () => {
    const { goals, changesUsed, foreign, solved } = judged({ [DELAY]: '5s' });
    expect(goals.map(({ met, value }) => [met, value])).toEqual([
      [true, 0],
      [true, 'completed'],
    ]);
    expect([changesUsed, foreign, solved]).toEqual([1, [], true]);
  });

  test('says which goal is not met, and what was measured', () => {
    const { goals, solved } = judged({ 'pod.terminationGracePeriodSeconds': 1 });
    expect(goals.map(({ met }) => met)).toEqual([false, false]);
    expect(goals[1]?.value).toBe('killed');
    expect(solved).toBe(false);
  });

  test('counts the controls that differ, and refuses more than are allowed', () => {
    const { changesUsed, foreign, solved } = judged({
      [DELAY]: '5s',
      'hooks.preShutdown.deregister.takes': '1s',
    });
    expect([changesUsed, foreign, solved]).toEqual([2, [], false]);
  });

  test('refuses what the task does not offer, and names it', () => {
    const { foreign, solved, goals } = judged({ [DELAY]: '5s', 'clients.lb.failureThreshold': 1 });
    expect(goals.every(({ met }) => met)).toBe(true);
    expect([foreign, solved]).toEqual([['clients.lb.failureThreshold'], false]);
    expect(judged({ [DELAY]: '5s', seed: 7 }).foreign).toEqual(['seed']);
    expect(judged({ [DELAY]: '5s', lineage: '1.25' }).foreign).toEqual(['lineage']);
    expect(judged({ [DELAY]: '5s', description: 'mine' }).solved).toBe(true);
  });

  test('takes another version where the task offers it, without what that version did not have', () => {
    const offered = { ...task, controls: [...task.controls, { path: 'lineage', values: ['1.10'] }] };
    const { scenario, source } = changed({ lineage: '1.10' });
    const { changesUsed, foreign } = judge(offered, { scenario }, simulate(scenario, source));
    expect([changesUsed, foreign]).toEqual([1, []]);
  });

  test('does not take a run on which somebody acted by hand', () => {
    const { scenario, source } = changed({ [DELAY]: '5s' });
    const simulation = new Simulation(scenario, source);
    simulation.advanceTo(later(START, seconds(2)));
    simulation.request({ path: '/echo', connection: 'new' });
    simulation.runToEnd();
    const { byHand, solved } = judge(
      task,
      { scenario },
      { header: simulation.header, events: simulation.events },
    );
    expect([byHand, solved]).toEqual([true, false]);
  });
});

import { describe, expect, test } from 'vitest';
import type { RuleName } from '../../../machines/recording/checks/rule.ts';
import { checkRecording } from '../../../machines/recording/checks.ts';
import type { EventDraft, Recording } from '../../../machines/recording/events.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { shutdown, story } from './story.ts';

function adviceOn(rule: RuleName, recording: Recording): string | null {
  return checkRecording(recording).find(result => result.rule === rule)?.advice ?? null;
}

function libraryRun(name: string): Recording {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`no ${name}`);
  return simulate(entry.scenario, entry.source);
}

function runOf(yaml: string): Recording {
  const parsed = parseScenario(yaml);
  if (!parsed.ok) throw new Error('the scenario is wrong');
  return simulate(parsed.scenario, parsed.source);
}

describe('advice', () => {
  test('stands with every broken rule, in both languages', () => {
    for (const { scenario, source } of LIBRARY) {
      const recording = simulate(scenario, source);
      for (const { ok, rule, advice } of checkRecording(recording))
        if (ok === false) expect(advice, `${scenario.name} ${rule}`).toMatch(/\w{4}/);
      for (const { ok, advice } of checkRecording(recording, translation(CATALOG)))
        if (ok === false) expect(advice).toMatch(/\p{Script=Han}/u);
    }
  });

  test('on a load balancer that probes too slowly names the delay that would do, and with it the rule holds', () => {
    const rule = 'listener-outlives-healthy-verdict';
    expect(adviceOn(rule, libraryRun('no-delay'))).toMatch(
      /^Set --shutdown-delay-duration to 4s at least: lb asks/,
    );
    const entry = libraryScenario('no-delay');
    const source = { ...entry?.source, server: { ...entry?.source.server, 'shutdown-delay-duration': '4s' } };
    const changed = runOf(JSON.stringify(source));
    expect(checkRecording(changed).find(result => result.rule === rule)?.ok).toBe(true);
  });

  test('on a grace period that is too short names the number that would do, and with it the rule holds', () => {
    const rule = 'ends-within-grace-period';
    const advice = adviceOn(rule, libraryRun('killed-by-kubelet'));
    expect(advice).toMatch(/^Set terminationGracePeriodSeconds to \d+ at least/);
    const needed = Number(/\d+/.exec(advice ?? '')?.[0]);
    const entry = libraryScenario('killed-by-kubelet');
    const source = { ...entry?.source, pod: { terminationGracePeriodSeconds: needed } };
    expect(checkRecording(runOf(JSON.stringify(source))).find(result => result.rule === rule)?.ok).toBe(true);
  });

  test('on a hook that never returns does not ask for a longer grace period', () => {
    const recording = runOf(
      'name: hangs\npod: { terminationGracePeriodSeconds: 5 }\nhooks: { preShutdown: [{ name: stuck, takes: never }] }\nscript: [{ at: 1s, signal: SIGTERM }]\n',
    );
    expect(adviceOn('ends-within-grace-period', recording)).toBe(
      'The hook stuck does not return, and no grace period is long enough for it: give it a time limit',
    );
  });

  test('on a run that ends in time says when little was left', () => {
    const last = (at: number): readonly [number, EventDraft] => [
      at,
      { type: 'process.exited', code: 0, reason: 'completed' },
    ];
    const nearly = story([...shutdown(1000).slice(0, -1), last(5800)], {
      scenario: { name: 'story', pod: { terminationGracePeriodSeconds: 5 } },
    });
    expect(adviceOn('ends-within-grace-period', nearly)).toBe(
      'Only 200 ms of the grace period were left: raise terminationGracePeriodSeconds above 5',
    );
  });

  test.each([
    ['1.27', /set --shutdown-watch-termination-grace-period/],
    ['1.25', /since 1\.27 --shutdown-watch-termination-grace-period/],
  ])('on a server of %s that waited long for its last connections', (lineage, words) => {
    const steps = shutdown(1000);
    const exit = [61_000, { type: 'process.exited', code: 0, reason: 'completed' }] as const;
    const log = story([...steps.slice(0, -1), exit], { scenario: null, source: 'imported', lineage });
    const advice = adviceOn('ends-within-grace-period', log);
    expect(advice).toMatch(words);
    expect(advice).toContain('58 s');
  });

  test.each([
    ['second-sigterm', 'no-drop-before-drained', /send one, and wait/],
    ['failing-hook', 'audit-complete', /A hook that fails ends the server at once/],
    ['watches', 'audit-complete', /^Set --shutdown-watch-termination-grace-period/],
    ['slow-hook', 'audit-complete', /^Use 1\.27 or later/],
  ] as const)('on %s', (name, rule, words) => {
    expect(adviceOn(rule, libraryRun(name))).toMatch(words);
  });
});

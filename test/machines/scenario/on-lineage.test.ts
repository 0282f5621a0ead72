/** Any scenario runs on any lineage: what a version does not have is left out, and said. */
import { describe, expect, test } from 'vitest';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { parseScenario, validateScenario } from '../../../machines/scenario/parse.ts';
import type { ScenarioSource } from '../../../machines/scenario/schema.ts';
import { Told } from '../simulation/told.ts';

function run(source: ScenarioSource): Told {
  const result = validateScenario(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return new Told(result.scenario, source);
}

function sourceOf(name: string): ScenarioSource {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`the library has no ${name}`);
  return entry.source;
}

describe('a scenario on another lineage', () => {
  test('leaves out the flags that the version does not have, says so, and keeps all others', () => {
    const { source, notes } = onLineage(sourceOf('openshift'), '1.20');
    expect(Object.keys(source.server ?? {})).not.toContain('shutdown-send-retry-after');
    expect(Object.keys(source.server ?? {})).not.toContain('shutdown-watch-termination-grace-period');
    expect(source.server?.['shutdown-delay-duration']).toBe('70s');
    expect(notes).toEqual([
      'Lineage 1.20 has no shutdown-send-retry-after: it came with 1.23, and is ignored here.',
      'Lineage 1.20 has no shutdown-watch-termination-grace-period: it came with 1.27, and is ignored here.',
    ]);
  });

  test('is unchanged but for its lineage where the version has all of it', () => {
    const source = sourceOf('graceful');
    expect(onLineage(source, '1.20')).toEqual({ source: { ...source, lineage: '1.20' }, notes: [] });
  });

  test('does not remark a flag that is off', () => {
    const source: ScenarioSource = { name: 'a', server: { 'shutdown-send-retry-after': false } };
    expect(onLineage(source, '1.10').notes).toEqual([]);
  });

  test('says in its recording what was left out, and still what its scenario wants said', () => {
    const { source, notes } = onLineage({ ...sourceOf('retry-after'), note: 'mine' }, '1.16');
    const said = run(source)
      .of('note')
      .map(({ text }) => text);
    expect(said.slice(0, 1 + notes.length)).toEqual(['mine', ...notes]);
  });

  test('is refused in a file that names the lineage itself', () => {
    const result = parseScenario('name: a\nlineage: "1.22"\nserver: { shutdown-send-retry-after: true }');
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      'lineage 1.22 has no shutdown-send-retry-after; it came with 1.23',
    ]);
  });
});

describe('the library', () => {
  const cases = LIBRARY.flatMap(({ name }) => LINEAGES.map(lineage => [name, lineage] as const));

  test.each(cases)(
    '%s runs on %s, breaks no order of signals and leaves no client without an answer',
    (name, lineage: Lineage) => {
      const told = run(onLineage(sourceOf(name), lineage).source);
      expect(told.summary.lineage).toBe(lineage);
      expect(told.broken).not.toContain('signal-order');
      expect(told.broken).not.toContain('no-admission-after-drain');
      expect(told.of('request.settled').length).toBe(told.of('request.sent').length);
      expect(told.of('process.exited')).toHaveLength(1);
    },
  );
});

describe('a probe before 1.16', () => {
  const PROBE: ScenarioSource = {
    name: 'a',
    lineage: '1.14',
    clients: [{ name: 'lb', kind: 'probe', path: '/readyz?verbose', period: '1s' }],
    script: [
      { at: '2s', request: { name: 'asked', path: '/readyz' } },
      { at: '3s', signal: 'SIGTERM' },
    ],
  };

  test('asks /healthz, and the run says so; a request for /readyz gets the true 404', () => {
    const told = run(PROBE);
    const probes = told.of('request.sent').filter(({ kind }) => kind === 'probe');
    expect(new Set(probes.map(({ path }) => path))).toEqual(new Set(['/healthz?verbose']));
    expect(told.of('note')[0]?.text).toBe(
      'Lineage 1.14 has no /readyz: the probe lb asks /healthz, as probes of that time did.',
    );
    expect(told.request('asked')).toMatchObject({ outcome: 'ok', status: 404 });
  });

  test('asks what it is told since 1.16', () => {
    const told = run({ ...PROBE, lineage: '1.16' });
    const probes = told.of('request.sent').filter(({ kind }) => kind === 'probe');
    expect(new Set(probes.map(({ path }) => path))).toEqual(new Set(['/readyz?verbose']));
    expect(eventsOf(told.recording.events, 'note')).toEqual([]);
    expect(told.request('asked').status).toBe(200);
  });
});

test.each([
  ['1.20', []],
  ['1.27', ['Lineage 1.27 has no insecure port: it served until 1.19.']],
] as const)('%s says whether it has the insecure port that is asked for', (lineage, expected) => {
  const told = run({
    name: 'a',
    lineage,
    server: { 'insecure-port': 18080 },
    script: [{ at: '2s', signal: 'SIGTERM' }],
  });
  expect(told.of('note').map(({ text }) => text)).toEqual(expected);
});

test('1.6 has no pre-shutdown hooks, and the run says which will not run', () => {
  const told = run({
    name: 'a',
    lineage: '1.6',
    hooks: { preShutdown: [{ name: 'lease' }] },
    script: [{ at: '2s', signal: 'SIGTERM' }],
  });
  expect(told.of('note')[0]?.text).toBe('Lineage 1.6 has no pre-shutdown hooks: lease will not run.');
  expect(told.of('hook.started')).toEqual([]);
});

/** Scenarios as people write them: what is understood, and what they are told when it is not. */
import { describe, expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../../machines/scenario/json-schema.ts';
import {
  closest,
  parseScenario,
  type ScenarioProblem,
  validateScenario,
} from '../../../machines/scenario/parse.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { shutdownTimeout } from '../../../machines/scenario/shutdown-timeout.ts';
import { millis, seconds } from '../../../machines/time.ts';

function good(yaml: string): Scenario {
  const result = parseScenario(yaml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}

function problems(yaml: string): readonly ScenarioProblem[] {
  const result = parseScenario(yaml);
  return result.ok ? [] : result.problems;
}

describe('a scenario', () => {
  test('with a name alone has the defaults of Kubernetes', () => {
    const scenario = good('name: bare');
    expect(scenario.server).toMatchObject({
      'shutdown-delay-duration': 0,
      'shutdown-send-retry-after': false,
      'request-timeout': seconds(60),
      'min-request-timeout': seconds(1800),
      'shutdown-watch-termination-grace-period': 0,
      'goaway-chance': 0,
      'max-requests-inflight': 400,
      'max-mutating-requests-inflight': 200,
      'livez-grace-period': 0,
    });
    expect(scenario).toMatchObject({
      seed: 1,
      lineage: '1.27',
      clients: [],
      script: [],
      hooks: { postStart: [], preShutdown: [] },
    });
    expect(scenario.pod.terminationGracePeriodSeconds).toBeUndefined();
  });

  test('of the format description is understood, every key of it', () => {
    const scenario = good(`
name: slow-hook
description: A pre-shutdown hook that outlasts the shutdown delay
lineage: "1.25"
seed: 1
server:
  shutdown-delay-duration: 5s
  shutdown-send-retry-after: true
  request-timeout: 60s
  shutdown-watch-termination-grace-period: 0s
  mux-delay: 1.5s
  not-found-handler: true
hooks:
  postStart:   [{ name: bootstrap, takes: 500ms }]
  preShutdown: [{ name: deregister, takes: 8s, calls: [{ at: 6s, path: /api/v1/namespaces }], fails: false }]
pod: { terminationGracePeriodSeconds: 60 }
process: { linger: 7s }
clients:
  - { name: app,   kind: steady, rate: 20/s, takes: 50ms..300ms, protocol: h2, connection: reuse }
  - { name: probe, kind: probe,  path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: informers, kind: watch, count: 5, interval: 2s, ignoresShutdown: true }
connections: [{ name: kept, protocol: http/1.1, opensAt: 1s }]
script:
  - { at: 3s, signal: SIGTERM }
  - { at: 2s, request: { name: slow, path: "/sleep?duration=4s", protocol: h2, connection: new, userAgent: demo/1 } }
  - { at: 20s, request: { path: /echo, connection: new } }
  - { request: { path: /echo, connection: kept, afterGoaway: true } }`);
    expect(scenario.clients[0]).toMatchObject({
      rate: millis(50),
      takes: { min: millis(50), max: millis(300) },
    });
    expect(scenario.server['mux-delay']).toBe(millis(1500));
    expect(scenario.script[1]?.request).toMatchObject({ name: 'slow', userAgent: 'demo/1', method: 'GET' });
  });

  test.each([
    ['1.6', '1.6'],
    ['1.7', '1.6'],
    ['1.8', '1.10'],
    ['1.13.12', '1.10'],
    ['1.15', '1.14'],
    ['1.17.3', '1.16'],
    ['1.18', '1.16'],
    ['1.19', '1.20'],
    ['1.21', '1.20'],
    ['1.22.2', '1.22'],
    ['1.23', '1.23'],
    ['1.24', '1.24'],
    ['1.25', '1.25'],
    ['1.26', '1.25'],
    ['1.28', '1.27'],
    ['v1.32.4', '1.29'],
    ['1.36', '1.33'],
  ])('of version %s terminates as %s does', (version, lineage) => {
    expect(good(`name: a\nlineage: "${version}"`).lineage).toBe(lineage);
  });

  test('may write its lineage as a number', () => {
    expect(good('name: a\nlineage: 1.27').lineage).toBe('1.27');
  });

  test('gives Shutdown the request timeout, its own field, or with retry-after 2 s', () => {
    const timeout = (flags: string) => shutdownTimeout(good(`name: a\nserver: { ${flags} }`).server);
    expect(timeout('request-timeout: 9s')).toBe(seconds(9));
    expect(timeout('request-timeout: 9s, shutdown-timeout: 4s')).toBe(seconds(4));
    expect(timeout('shutdown-timeout: 4s, shutdown-send-retry-after: true')).toBe(seconds(2));
  });

  test('may be JSON, and a value', () => {
    expect(parseScenario('{"name": "a", "server": {"shutdown-delay-duration": "5s"}}').ok).toBe(true);
    expect(validateScenario({ name: 'a' }).ok).toBe(true);
  });
});

describe('a mistake', () => {
  test.each<[what: string, yaml: string, line: number, column: number, path: string, message: RegExp]>([
    [
      'an unknown key',
      'name: a\nserver:\n  shutdown-delay: 5s',
      3,
      3,
      'server.shutdown-delay',
      /unknown key "shutdown-delay"/,
    ],
    ['a key with a slip', 'name: a\nsrever: {}', 2, 1, 'srever', /did you mean "server"\?/],
    [
      'a missing unit',
      'name: a\nserver:\n  request-timeout: "5"',
      3,
      20,
      'server.request-timeout',
      /"5" is not a duration; write it as Go does/,
    ],
    [
      'a number for a duration',
      'name: a\nserver:\n  request-timeout: 5',
      3,
      20,
      'server.request-timeout',
      /expected a duration such as 250ms, 5s or 1m30s, found 5/,
    ],
    [
      'a negative duration',
      'name: a\nserver:\n  request-timeout: -5s',
      3,
      20,
      'server.request-timeout',
      /"-5s" is negative/,
    ],
    [
      'a duration of years',
      'name: a\nserver: { request-timeout: 200h }',
      2,
      28,
      'server.request-timeout',
      /longer than a week/,
    ],
    [
      'a hook given twice',
      'name: a\nhooks:\n  preShutdown: [{ name: x }, { name: x }]',
      3,
      38,
      'hooks.preShutdown.1.name',
      /the pre-shutdown hook "x" is given twice/,
    ],
    [
      'a client given twice',
      'name: a\nclients:\n  - { name: x, kind: probe }\n  - { name: x, kind: watch }',
      4,
      13,
      'clients.1.name',
      /the client "x" is given twice/,
    ],
    [
      'a kind that does not exist',
      'name: a\nclients: [{ name: x, kind: prob }]',
      2,
      28,
      'clients.0.kind',
      /steady, probe, watch/,
    ],
    [
      'a bad rate',
      'name: a\nclients: [{ name: x, kind: steady, rate: fast }]',
      2,
      42,
      'clients.0.rate',
      /"fast" is not a rate; write for example 20\/s/,
    ],
    [
      'a range the wrong way round',
      'name: a\nclients: [{ name: x, kind: steady, rate: 1/s, takes: 3s..1s }]',
      2,
      54,
      'clients.0.takes',
      /ends before it begins/,
    ],
    [
      'a probe that does not exist',
      'name: a\nclients: [{ name: x, kind: steady, rate: 1/s, behind: lb }]',
      2,
      55,
      'clients.0.behind',
      /there is no probe "lb"; the scenario has no probe/,
    ],
    [
      'a connection that does not exist',
      'name: a\nscript: [{ at: 1s, request: { path: /echo, connection: kept } }]',
      2,
      56,
      'script.0.request.connection',
      /there is no connection "kept"/,
    ],
    [
      'a path without a slash',
      'name: a\nscript: [{ at: 1s, request: { path: echo } }]',
      2,
      37,
      'script.0.request.path',
      /begins with a slash/,
    ],
    [
      'a signal that nobody models',
      'name: a\nscript: [{ at: 1s, signal: SIGHUP }]',
      2,
      28,
      'script.0.signal',
      /must be one of SIGTERM, SIGINT, SIGKILL, found "SIGHUP"/,
    ],
    [
      'an entry that does nothing',
      'name: a\nscript: [{ at: 1s }]',
      2,
      10,
      'script.0',
      /either `signal` or `request`/,
    ],
    [
      'an entry without a time',
      'name: a\nscript: [{ signal: SIGTERM }]',
      2,
      10,
      'script.0',
      /says when: `at: 3s`/,
    ],
    [
      'a lineage that is not modelled',
      'name: a\nlineage: "1.5"',
      2,
      10,
      'lineage',
      /"1.5" is not a lineage that is modelled/,
    ],
    [
      'a flag that its lineage has not',
      'name: a\nlineage: "1.25"\nserver:\n  shutdown-watch-termination-grace-period: 3s',
      4,
      44,
      'server.shutdown-watch-termination-grace-period',
      /came with 1.27/,
    ],
    [
      'a delay before there was one',
      'name: a\nlineage: "1.14"\nserver:\n  shutdown-delay-duration: 3s',
      4,
      28,
      'server.shutdown-delay-duration',
      /lineage 1.14 has no shutdown-delay-duration; it came with 1.16/,
    ],
    [
      'a hook of the name that the audit backend has taken',
      'name: a\nlineage: "1.20"\nhooks:\n  preShutdown: [{ name: audit-backend }]',
      4,
      25,
      'hooks.preShutdown.0.name',
      /up to 1.24 the audit backend has a pre-shutdown hook of the name "audit-backend"/,
    ],
    [
      'a hook that waits for what nobody leaves running',
      'name: a\nhooks:\n  postStart: [{ name: b }]\n  preShutdown: [{ name: c, waitsFor: b }]',
      4,
      38,
      'hooks.preShutdown.0.waitsFor',
      /no post-start hook "b" has runsUntilStopped; none has/,
    ],
    ['a missing name', 'seed: 1', 1, 1, 'name', /is required and missing/],
    [
      'too large a chance',
      'name: a\nserver: { goaway-chance: 0.5 }',
      2,
      26,
      'server.goaway-chance',
      /must be at most 0.02, found 0.5/,
    ],
    ['a key given twice', 'name: a\nname: b', 2, 1, '', /unique/],
    ['text that is no YAML', 'name: [a', 1, 9, '', /./],
    ['no mapping at all', '- a', 1, 1, '', /mapping/],
  ])('%s is reported where it stands', (_, yaml, line, column, path, message) => {
    const found = problems(yaml);
    expect(found[0]).toMatchObject({ line, column, path });
    expect(found[0]?.message).toMatch(message);
  });

  test('does not hide another one: all are reported, in order of their places', () => {
    const found = problems('name: a\nseed: -1\nserver: { request-timeout: soon }\nclints: []');
    expect(found.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test('in a text that is too large is not looked for', () => {
    expect(problems(`# ${'x'.repeat(1_048_577)}`)[0]?.message).toContain('larger than 1 MiB');
  });

  test('in a text that is nested deeper than any scenario is not looked for: it would take all memory', () => {
    for (const text of ['['.repeat(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(50_000)])
      expect(problems(text).map(({ message }) => message)).toEqual(['it is nested too deeply']);
  });

  test('never throws', () => {
    for (const text of [
      '',
      '\0',
      '&a [*a]',
      '*nobody',
      '? : :',
      '!!js/function "x"',
      '[[[[[[',
      '"',
      'a: &x [*x, *x]',
      '---\n---\n',
    ]) {
      expect(() => parseScenario(text)).not.toThrow();
      expect(parseScenario(text).ok).toBe(false);
    }
  });
});

describe('suggestions', () => {
  test('are made for what is close, and not for what is not', () => {
    expect(closest('sript', ['script', 'server'])).toBe('script');
    expect(closest('zzz', ['script', 'server'])).toBeNull();
  });
});

describe('the JSON Schema', () => {
  test('describes the keys of the format, so that editors complete them', () => {
    const { properties = {} } = scenarioJsonSchema();
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(['name', 'server', 'hooks', 'clients', 'script', 'pod']),
    );
    for (const [flag, { description }] of Object.entries(properties.server?.properties ?? {})) {
      expect(description, flag).toBeTruthy();
    }
  });

  test('gives defaults as they are written, not as they are counted', () => {
    const { properties } = scenarioJsonSchema();
    const flags = properties?.server?.properties;
    expect(flags?.['request-timeout']?.default).toBe('60s');
    expect(flags?.['shutdown-delay-duration']?.default).toBe('0s');
    expect(flags?.['min-request-timeout']?.default).toBe(1800);
    const written = Object.fromEntries(
      Object.entries(flags ?? {}).flatMap(([flag, { default: preset }]) =>
        preset === undefined ? [] : [[flag, preset]],
      ),
    );
    expect(validateScenario({ name: 'a', server: written })).toMatchObject({
      ok: true,
      scenario: { server: good('name: a').server },
    });
  });
});

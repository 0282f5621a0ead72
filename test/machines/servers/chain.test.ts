/** The chain of servers: who is in it, when each knows its paths, and which hooks they have. */
import { describe, expect, test } from 'vitest';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { installedBy, outermost, preparedOrder, serversOf } from '../../../machines/servers/chain.ts';
import { hookTakes, postStartHooks } from '../../../machines/servers/hooks.ts';
import { lastMuxDelay, muxDelays } from '../../../machines/servers/mux.ts';
import { type Instant, millis, seconds } from '../../../machines/time.ts';

function scenario(yaml: string, lineage: Lineage = '1.27'): Scenario {
  const result = parseScenario(`name: test\nlineage: "${lineage}"\n${yaml}`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}

const METRICS = 'apiServices: [{ name: v1.metrics.example.com, group: metrics.example.com, version: v1 }]';

describe('the chain', () => {
  test('is one server in 1.6, and three since the aggregator came', () => {
    expect(serversOf('1.6')).toEqual(['kube-apiserver']);
    for (const lineage of LINEAGES.filter(step => step !== '1.6'))
      expect(serversOf(lineage)).toEqual(['aggregator', 'kube-apiserver', 'apiextensions']);
    expect([outermost('1.6'), outermost('1.10')]).toEqual(['kube-apiserver', 'aggregator']);
  });

  test('is prepared from the inside out: each server prepares its delegate first', () => {
    expect(preparedOrder('1.33')).toEqual(['apiextensions', 'kube-apiserver', 'aggregator']);
  });

  test('gets /livez and /readyz with 1.16, the shutdown check before /readyz', () => {
    expect(installedBy('1.14')).toEqual(['/healthz']);
    expect(installedBy('1.16')).toEqual(['/healthz', '/livez', 'shutdown check', '/readyz']);
  });
});

describe('registered paths', () => {
  test('mux-delay under `server` is that of the kube-apiserver alone', () => {
    expect(muxDelays(scenario('server: { mux-delay: 2s }'))).toEqual([
      { name: 'apiextensions', delay: 0 },
      { name: 'kube-apiserver', delay: seconds(2) },
      { name: 'aggregator', delay: 0 },
    ]);
  });

  test('what `servers` says of the kube-apiserver goes before it', () => {
    const both = scenario('server: { mux-delay: 2s }\nservers: { kube-apiserver: { mux-delay: 1s } }');
    expect(lastMuxDelay(both)).toBe(seconds(1));
  });

  test.each([
    ['', 0],
    ['servers: { apiextensions: { mux-delay: 3s }, aggregator: { mux-delay: 1s } }', seconds(3)],
    ['servers: { aggregator: { mux-delay: never } }', 'never'],
  ])('the last server decides: %s', (yaml, expected) => {
    expect(lastMuxDelay(scenario(yaml))).toBe(expected);
  });
});

describe('post-start hooks of the chain', () => {
  const names = (yaml: string, lineage?: Lineage) =>
    postStartHooks(scenario(yaml, lineage)).map(({ server, name }) => `${server}/${name}`);

  test('are those of the scenario where nothing waits for paths', () => {
    expect(names('hooks: { postStart: [{ name: bootstrap }] }')).toEqual(['kube-apiserver/bootstrap']);
  });

  test('a server whose paths are delayed has the hook that waits for them, inner servers first', () => {
    const yaml =
      'hooks: { postStart: [{ name: bootstrap }] }\nservers: { aggregator: { mux-delay: 1s }, apiextensions: { mux-delay: 2s } }';
    expect(names(yaml)).toEqual([
      'apiextensions/crd-informer-synced',
      'kube-apiserver/bootstrap',
      'aggregator/apiservice-registration-controller',
    ]);
  });

  test('return when the paths are known, counted from the start of the process', () => {
    const [hook] = postStartHooks(scenario('servers: { apiextensions: { mux-delay: 2s } }'));
    expect(hook && hookTakes(hook, millis(500) as unknown as Instant)).toBe(millis(1500));
    expect(hook && hookTakes(hook, seconds(3) as unknown as Instant)).toBe(0);
    const [never] = postStartHooks(scenario('servers: { apiextensions: { mux-delay: never } }'));
    expect(never && hookTakes(never, 0 as Instant)).toBe('never');
  });

  test("before 1.23 the aggregator's hook only started its controller", () => {
    const yaml = 'servers: { aggregator: { mux-delay: 2s } }';
    expect(postStartHooks(scenario(yaml, '1.22'))[0]?.takes).toBe(0);
    expect(postStartHooks(scenario(yaml, '1.23'))[0]?.takes).toBe(seconds(2));
  });

  test('APIServices are watched over', () => {
    expect(names(METRICS)).toEqual([
      'aggregator/apiservice-registration-controller',
      'aggregator/apiservice-status-available-controller',
    ]);
    expect(names(METRICS, '1.6')).toEqual([]);
  });

  test("a scenario's own hook of such a name stands for it", () => {
    const yaml =
      'hooks: { postStart: [{ name: crd-informer-synced, takes: 5s }] }\nservers: { apiextensions: { mux-delay: 2s } }';
    expect(postStartHooks(scenario(yaml)).map(({ takes }) => takes)).toEqual([seconds(5)]);
  });
});

describe('APIServices of a scenario', () => {
  const problems = (yaml: string): string[] => {
    const result = parseScenario(`name: test\n${yaml}`);
    return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  test('are called VERSION.GROUP', () => {
    expect(problems('apiServices: [{ name: metrics, group: metrics.example.com, version: v1 }]')).toEqual([
      'apiServices.0.name: an APIService is called VERSION.GROUP: "v1.metrics.example.com", not "metrics"',
    ]);
  });

  test('are not there twice, and serve no group of the chain', () => {
    const service = '{ name: v1.apiextensions.k8s.io, group: apiextensions.k8s.io, version: v1 }';
    expect(problems(`apiServices: [${service}]`)).toEqual([
      'apiServices.0.group: the group "apiextensions.k8s.io" is served by the chain itself',
    ]);
    const [line = ''] = METRICS.match(/\{.*\}/) ?? [];
    expect(problems(`apiServices: [${line}, ${line}]`)).toEqual([
      'apiServices.1.name: the APIService "v1.metrics.example.com" is there twice',
    ]);
  });

  test('a script turns only those that there are', () => {
    expect(problems('script: [{ at: 1s, apiService: { name: v1.other.io, available: false } }]')).toEqual([
      'script.0.apiService.name: there is no APIService "v1.other.io" under `apiServices`',
    ]);
    expect(
      problems(
        `${METRICS}\nscript: [{ at: 1s, apiService: { name: v1.metrics.example.com, available: false } }]`,
      ),
    ).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { RuleName } from '../../../machines/recording/checks/rule.ts';
import { checkRecording, RULES } from '../../../machines/recording/checks.ts';
import type { EventDraft, Recording, RecordingHeader, RunEvent } from '../../../machines/recording/events.ts';
import { request, shutdown, story, together } from './story.ts';

type Step = readonly [number, EventDraft];

function check(rule: RuleName, recording: Recording) {
  const result = checkRecording(recording).find(candidate => candidate.rule === rule);
  if (result === undefined) throw new Error(`no rule ${rule}`);
  return result;
}

/** The events that break a rule. */
function broken(rule: RuleName, recording: Recording): (RunEvent | undefined)[] {
  const { ok, events, detail } = check(rule, recording);
  expect(ok, detail).toBe(false);
  return events.map(seq => recording.events.find(event => event.seq === seq));
}

const without = (steps: readonly Step[], ...types: string[]): Step[] =>
  steps.filter(([, event]) => !types.includes(event.type));
const empty = story([]);

describe('every rule', () => {
  test.each(RULES.map(rule => rule.name))('%s is not decidable on a recording without events', name => {
    expect(check(name, story([], { scenario: null, source: 'imported', lineage: null })).ok).toBeNull();
  });

  test('says something in every verdict', () => {
    for (const recording of [empty, story(shutdown(1000))]) {
      for (const { detail, title, explanation } of checkRecording(recording)) {
        expect([detail, title, explanation].every(text => text.length > 10)).toBe(true);
      }
    }
  });
});

describe('signal-order', () => {
  const fired = (name: string, at: number): Step => [at, { type: 'signal.fired', name } as EventDraft];

  test('holds for an orderly shutdown', () => {
    expect(check('signal-order', story(shutdown(1000))).ok).toBe(true);
  });

  test('is broken when the gate opens before the hooks have stopped', () => {
    const steps = shutdown(1000).filter(
      ([, event]) => !('name' in event && event.name === 'PreShutdownHooksStopped'),
    );
    expect(broken('signal-order', story(steps))).toMatchObject([{ name: 'NotAcceptingNewRequest' }]);
  });

  test('is broken when a signal fires twice', () => {
    expect(broken('signal-order', story([...shutdown(0), fired('ShutdownInitiated', 9000)]))).toHaveLength(1);
  });

  test('with retry-after asks for the drain before the listener', () => {
    const scenario = { name: 'story', server: { 'shutdown-send-retry-after': true } };
    expect(broken('signal-order', story(shutdown(1000), { scenario }))).toMatchObject([
      { name: 'HTTPServerStoppedListening' },
    ]);
  });

  test.each(['1.5', null])('is not decidable for lineage %j, whose order is not known', lineage => {
    expect(check('signal-order', story(shutdown(1000), { lineage })).ok).toBeNull();
  });

  test('is not decidable without signals, and says where there can be none', () => {
    expect(check('signal-order', story([], { lineage: '1.20' }))).toMatchObject({
      ok: null,
      detail: 'lineage 1.20 has no signals: they came with 1.22',
    });
  });

  test.each([
    ['1.20', 'lineage 1.20 has no ShutdownInitiated'],
    ['1.22', 'lineage 1.22 has no PreShutdownHooksStopped'],
    ['1.24', 'lineage 1.24 has no NotAcceptingNewRequest'],
  ])('finds signals that %s does not have', (lineage, words) => {
    const verdict = check('signal-order', story(shutdown(1000), { lineage }));
    expect(verdict).toMatchObject({ ok: false, detail: expect.stringContaining(words) });
  });
});

describe('readyz-fails-from-shutdown', () => {
  const rule = 'readyz-fails-from-shutdown';
  const change = (at: number, ok: boolean): Step => [
    at,
    { type: 'health.changed', endpoint: '/readyz', ok, failing: ok ? [] : ['shutdown'] },
  ];

  test('holds when it turns red with ShutdownInitiated', () => {
    expect(check(rule, story(together([change(10, true)], shutdown(1000)))).ok).toBe(true);
  });

  test('holds when it was red already, because the server was never ready', () => {
    const red: Step = [
      10,
      { type: 'health.changed', endpoint: '/readyz', ok: false, failing: ['poststarthook/slow'] },
    ];
    expect(check(rule, story(together([red], without(shutdown(1000), 'health.changed')))).ok).toBe(true);
  });

  test('is broken when it turns red late', () => {
    const steps = together(without(shutdown(1000), 'health.changed'), [
      change(10, true),
      change(2000, false),
    ]);
    expect(broken(rule, story(steps))).toMatchObject([{ t: 2000, type: 'health.changed' }]);
  });

  test('is broken when it never turns red', () => {
    expect(
      broken(rule, story(together(without(shutdown(1000), 'health.changed'), [change(10, true)]))),
    ).toHaveLength(1);
  });

  test('is not decidable while only the instant of the shutdown is recorded', () => {
    const steps = shutdown(1000);
    const until = steps.findIndex(([, event]) => 'name' in event && event.name === 'ShutdownInitiated');
    expect(check(rule, story(together([change(10, true)], steps.slice(0, until + 1)))).ok).toBeNull();
  });

  test('is broken when it turns green again', () => {
    expect(broken(rule, story(together(shutdown(1000), [change(1500, true)])))).toMatchObject([{ t: 1500 }]);
  });

  test('is broken when a probe gets 200 after it', () => {
    const probe = request({ id: 'r1', at: 1200, until: 1201, outcome: 'ok', kind: 'probe', path: '/readyz' });
    expect(broken(rule, story(together(shutdown(1000), probe)))).toMatchObject([
      { type: 'request.responded', status: 200 },
    ]);
  });

  test('does not mind a probe that leaves the shutdown check out', () => {
    const probe = request({
      id: 'r1',
      at: 1200,
      until: 1201,
      outcome: 'ok',
      kind: 'probe',
      path: '/readyz?exclude=shutdown',
    });
    expect(check(rule, story(together(shutdown(1000), probe))).ok).toBe(true);
  });

  test('lets a real clock move between two events of a step, and not more', () => {
    const live: Partial<RecordingHeader> = { source: 'live', clock: 'monotonic' };
    const late = (ms: number) =>
      story(
        together(without(shutdown(1000), 'health.changed'), [change(10, true), change(1000 + ms, false)]),
        live,
      );
    expect(check(rule, late(5)).ok).toBe(true);
    expect(check(rule, late(200)).ok).toBe(false);
  });

  test('is not decidable without a word about /readyz', () => {
    expect(check(rule, story(without(shutdown(1000), 'health.changed'))).ok).toBeNull();
  });
});

describe('livez-stays-ok', () => {
  const rule = 'livez-stays-ok';
  const fails = (at: number, ...failing: string[]): Step => [
    at,
    { type: 'health.changed', endpoint: '/livez', ok: false, failing },
  ];

  test('holds when health is recorded and /livez did not change', () => {
    expect(check(rule, story(shutdown(1000))).ok).toBe(true);
  });

  test('is broken when the shutdown fails it', () => {
    expect(broken(rule, story(together(shutdown(1000), [fails(1500, 'shutdown')])))).toHaveLength(1);
  });

  test('does not mind a post-start hook that has not finished', () => {
    const probe = request({
      id: 'r1',
      at: 1600,
      until: 1601,
      outcome: 'ok',
      kind: 'probe',
      path: '/livez',
      status: 500,
    });
    expect(check(rule, story(together(shutdown(1000), [fails(1500, 'poststarthook/slow')], probe))).ok).toBe(
      true,
    );
  });

  test('is broken when a probe gets 500 and nothing else explains it', () => {
    const probe = request({
      id: 'r1',
      at: 1600,
      until: 1601,
      outcome: 'ok',
      kind: 'probe',
      path: '/livez',
      status: 500,
    });
    expect(broken(rule, story(together(shutdown(1000), probe)))).toMatchObject([{ status: 500 }]);
  });
});

describe('a /livez that a filter turns away', () => {
  const turnedAway = (filter: string) =>
    together(
      shutdown(1000),
      request({
        id: 'r1',
        at: 1600,
        until: 1601,
        outcome: 'rejected',
        admitted: false,
        kind: 'probe',
        path: '/livez',
        status: 503,
      }),
    ).map(([t, event]): Step => (event.type === 'request.rejected' ? [t, { ...event, filter }] : [t, event]));

  test('breaks livez-stays-ok where the filter does so because of the shutdown', () => {
    expect(check('livez-stays-ok', story(turnedAway('wait-group'))).ok).toBe(false);
    expect(check('livez-stays-ok', story(turnedAway('max-in-flight'))).ok).toBe(true);
  });
});

describe('no-admission-after-drain', () => {
  const rule = 'no-admission-after-drain';
  const late = (more: Partial<Parameters<typeof request>[0]> = {}) =>
    together(shutdown(1000), request({ id: 'r1', at: 2100, until: 2200, outcome: 'ok', ...more }));

  test('is broken by a short request that is admitted while the drain waits', () => {
    expect(broken(rule, story(late()))).toMatchObject([{ type: 'request.admitted', request: 'r1' }]);
  });

  test.each([
    ['a probe', { path: '/livez', kind: 'probe' }],
    ['a watch', { path: '/api/v1/pods?watch=true', kind: 'watch' }],
    ['a rejected one', { admitted: false, outcome: 'rejected' }],
  ] as const)('does not mind %s', (_, more) => {
    expect(check(rule, story(late(more))).ok).toBe(true);
  });

  test("does not mind the server's own loopback client", () => {
    const scenario = {
      name: 'story',
      clients: [{ name: 'app', kind: 'steady' as const, rate: '1/s', userAgent: 'kube-apiserver/1.27' }],
    };
    expect(check(rule, story(late(), { scenario })).ok).toBe(true);
  });

  test('knows the path of a stranger from its arrival', () => {
    const steps = without(late(), 'request.sent', 'request.settled').map(
      ([t, event]): Step =>
        event.type === 'request.arrived' ? [t, { ...event, method: 'GET', path: '/readyz' }] : [t, event],
    );
    expect(check(rule, story(steps)).ok).toBe(true);
  });

  test('is not decidable for a request whose path is not recorded', () => {
    expect(check(rule, story(without(late(), 'request.sent', 'request.settled'))).ok).toBeNull();
  });
});

describe('no-drop-before-drained', () => {
  const rule = 'no-drop-before-drained';
  const cut = (until: number) =>
    story(together(request({ id: 'r1', at: 900, until, outcome: 'reset', name: 'slow' }), shutdown(1000)));

  test('is broken by a request that is reset before InFlightRequestsDrained', () => {
    expect(broken(rule, cut(2500))).toMatchObject([{ type: 'request.settled', request: 'r1' }]);
    expect(check(rule, cut(2500)).detail).toContain('slow');
  });

  test('holds when it happens only after it', () => {
    expect(check(rule, cut(3500)).ok).toBe(true);
  });

  test('is broken when the process dies before it has drained', () => {
    const killed = story([
      ...request({ id: 'r1', at: 900, until: 950, outcome: 'failed' }),
      [950, { type: 'process.exited', code: 137, reason: 'killed' }],
    ]);
    expect(check(rule, killed).ok).toBe(false);
  });

  test('is not decidable where failures were only counted', () => {
    const counted: Step = [
      3000,
      { type: 'requests.summarized', from: 0, to: 3000, outcomes: { ok: 9, reset: 1 } },
    ];
    const steps = together(request({ id: 'r1', at: 10, until: 20, outcome: 'ok' }), shutdown(1000), [
      counted,
    ]);
    expect(check(rule, story(steps)).ok).toBeNull();
  });
});

describe('hook-calls-succeed', () => {
  const rule = 'hook-calls-succeed';
  const call = (more: Partial<Parameters<typeof request>[0]>) =>
    story(
      together(
        shutdown(1000),
        request({
          id: 'r1',
          at: 1100,
          until: 1200,
          outcome: 'ok',
          kind: 'hook',
          client: 'hook/deregister',
          ...more,
        }),
      ),
    );

  test('holds when a call is answered', () => {
    expect(check(rule, call({})).ok).toBe(true);
  });

  test.each(['rejected', 'refused'] as const)('is broken by a call that is %s', outcome => {
    expect(broken(rule, call({ outcome, admitted: false }))).toMatchObject([{ outcome }]);
  });

  test('holds when there are no calls', () => {
    expect(check(rule, story(shutdown(1000))).ok).toBe(true);
  });
});

describe('audit-complete', () => {
  const logged: Step = [500, { type: 'audit.logged', request: 'r1' }];

  test('holds when nothing is lost', () => {
    expect(check('audit-complete', story(together([logged], shutdown(1000)))).ok).toBe(true);
  });

  test('is broken by every event that is lost', () => {
    const lost: Step = [3500, { type: 'audit.lost', request: 'r2' }];
    expect(broken('audit-complete', story(together([logged], shutdown(1000), [lost])))).toMatchObject([
      { request: 'r2' },
    ]);
  });
});

describe('listener-outlives-healthy-verdict', () => {
  const rule = 'listener-outlives-healthy-verdict';
  const scenario = {
    name: 'story',
    clients: [
      { name: 'lb', kind: 'probe' as const },
      { name: 'alive', kind: 'probe' as const, path: '/livez' },
      { name: 'app', kind: 'steady' as const, rate: '1/s', behind: 'lb' },
    ],
  };
  const verdict = (at: number, healthy: boolean, client = 'lb'): Step => [
    at,
    { type: 'probe.changed', client, target: 'apiserver', healthy },
  ];
  const run = (...more: Step[]) => story(together(shutdown(1000), more), { scenario });

  test('holds when the verdict turned before the listener closed', () => {
    expect(check(rule, run(verdict(100, true), verdict(1900, false))).ok).toBe(true);
  });

  test('is broken when the listener closed first, by those who were refused', () => {
    const refused = request({ id: 'r1', at: 2100, until: 2101, outcome: 'refused', admitted: false });
    const afterwards = request({ id: 'r2', at: 2600, until: 2601, outcome: 'refused', admitted: false });
    const steps = run(verdict(100, true), verdict(2500, false), ...refused, ...afterwards);
    expect(broken(rule, steps)).toMatchObject([
      { type: 'listener.closed' },
      { type: 'request.settled', request: 'r1' },
    ]);
    expect(check(rule, steps).detail).toBe(
      'the listener was closed while lb still said healthy for 500 ms, and one request refused',
    );
  });

  test('is broken when the process dies while the verdict is healthy', () => {
    const killed: Step[] = [
      verdict(100, true),
      [500, { type: 'process.exited', code: 137, reason: 'killed' }],
    ];
    expect(broken(rule, story(killed, { scenario }))).toMatchObject([{ type: 'process.exited' }]);
  });

  test('does not ask probes of /livez', () => {
    expect(check(rule, run(verdict(100, true, 'alive'))).ok).toBe(true);
  });

  test('is not decidable when nobody probes /readyz', () => {
    expect(check(rule, story(shutdown(1000))).ok).toBeNull();
  });
});

describe('ends-within-grace-period', () => {
  const rule = 'ends-within-grace-period';
  const run = (graceSeconds: number, steps: readonly Step[] = shutdown(1000)) =>
    story(steps, { scenario: { name: 'story', pod: { terminationGracePeriodSeconds: graceSeconds } } });

  test('holds when the process exits in time', () => {
    expect(check(rule, run(4)).detail).toBe('it ended 3 s after SIGTERM; the grace period is 4 s');
    expect(check(rule, run(4)).ok).toBe(true);
  });

  test('is broken when it exits at the end of the period', () => {
    expect(broken(rule, run(3))).toMatchObject([{ type: 'process.exited' }]);
  });

  test('is broken when the kubelet kills it', () => {
    const kill: Step = [3999, { type: 'input', input: { type: 'signal', signal: 'SIGKILL', by: 'kubelet' } }];
    expect(check(rule, run(3, together([kill], shutdown(1000)))).ok).toBe(false);
  });

  test('is broken when the recording goes on for longer than the period', () => {
    const steps = without(shutdown(1000), 'process.exited');
    expect(check(rule, run(1, steps)).ok).toBe(false);
    expect(check(rule, run(30, steps)).ok).toBeNull();
  });
});

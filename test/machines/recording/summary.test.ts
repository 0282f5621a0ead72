import { describe, expect, test } from 'vitest';
import { RULES } from '../../../machines/recording/checks.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { formatTable } from '../../../machines/recording/table.ts';
import { request, shutdown, story, together } from './story.ts';

const run = story(
  together(
    [[500, { type: 'signal.fired', name: 'MuxAndDiscoveryComplete' }]],
    request({ id: 'r1', at: 900.5, until: 2600.1234, outcome: 'ok', name: 'slow' }),
    request({
      id: 'r2',
      at: 2100,
      until: 2100.25,
      outcome: 'refused',
      admitted: false,
      name: 'late',
      client: 'script',
    }),
    request({
      id: 'r3',
      at: 2200,
      until: 2201,
      outcome: 'rejected',
      admitted: false,
      name: 'told',
      client: 'script',
      retryAfter: '5',
      status: 429,
    }),
    request({ id: 'r4', at: 900, until: 4000, outcome: 'goaway', kind: 'watch', client: 'informers' }),
    request({ id: 'r5', at: 900, until: 1500, outcome: 'reset' }),
    shutdown(1000),
  ),
  { scenario: { name: 'story', description: 'What became of five requests' } },
);

describe('the summary', () => {
  test('counts times from the first stop signal, to the microsecond', () => {
    const summary = summarize(run);
    expect(summary.signals[0]).toEqual({ name: 'MuxAndDiscoveryComplete', t: -500 });
    expect(summary.signals.at(-1)).toEqual({ name: 'InFlightRequestsDrained', t: 2000 });
    expect(summary.exit).toEqual({ code: 0, reason: 'completed', t: 3000 });
    expect(summary).not.toHaveProperty('origin');
  });

  test('lists the named requests in the order of their sending', () => {
    expect(summarize(run).requests).toEqual([
      { name: 'slow', t: -99.5, end: 1600.123, outcome: 'ok', status: 200, retryAfter: null },
      { name: 'late', t: 1100, end: 1100.25, outcome: 'refused', status: null, retryAfter: null },
      { name: 'told', t: 1200, end: 1201, outcome: 'rejected', status: 429, retryAfter: 5 },
    ]);
  });

  test('counts outcomes by client, and fates over all', () => {
    expect(summarize(run)).toMatchObject({
      outcomes: { app: { ok: 1, reset: 1 }, script: { refused: 1, rejected: 1 }, informers: { goaway: 1 } },
      dropped: 1,
      turnedAway: 2,
      watchesCut: 1,
    });
  });

  test('counts requests of strangers that are recorded only as a number', () => {
    const crowd = story([
      ...request({ id: 'r1', at: 1, until: 2, outcome: 'ok' }),
      [
        3000,
        {
          type: 'requests.summarized',
          from: 2000,
          to: 3000,
          outcomes: { ok: 900, timeout: 1, rejected: 90, reset: 9 },
        },
      ],
      [4000, { type: 'requests.summarized', from: 3000, to: 4000, outcomes: { ok: 100 } }],
    ]);
    expect(summarize(crowd)).toMatchObject({
      outcomes: { app: { ok: 1 }, external: { ok: 1000, timeout: 1, rejected: 90, reset: 9 } },
      dropped: 9,
      turnedAway: 90,
    });
  });

  test('has one verdict for each rule, null where nothing is decided', () => {
    const { checks } = summarize(run);
    expect(checks.map(check => check.rule)).toEqual(RULES.map(rule => rule.name));
    expect(checks.find(check => check.rule === 'ends-within-grace-period')?.ok).toBeNull();
    expect(checks.every(check => Object.keys(check).join() === 'rule,ok,detail')).toBe(true);
  });

  test('counts from the start where nobody asked the process to stop, also when it was killed', () => {
    const killed = story([
      [500, { type: 'signal.fired', name: 'HasBeenReady' }],
      [700, { type: 'process.signalled', signal: 'SIGKILL' }],
      [700, { type: 'process.exited', code: 137, reason: 'killed' }],
    ]);
    expect(summarize(killed)).toMatchObject({
      origin: 'start',
      signals: [{ t: 500 }],
      exit: { t: 700, reason: 'killed' },
    });
  });

  test('of a recording that ends early has no exit, and requests without an end', () => {
    const open = story(request({ id: 'r1', at: 10, until: 20, outcome: 'ok', name: 'slow' }).slice(0, 2));
    expect(summarize(open)).toMatchObject({
      exit: null,
      outcomes: { app: {} },
      requests: [{ name: 'slow', t: 10, end: null, outcome: null, status: null }],
    });
  });

  test.each([
    ['simulated', 'simulate'],
    ['live', 'live'],
    ['imported', 'import'],
  ] as const)('of a %s run has the mode %s', (source, mode) => {
    expect(summarize(story([], { source })).mode).toBe(mode);
  });
});

describe('the table', () => {
  test('shows signals, outcomes, named requests, verdicts and the exit', () => {
    expect(formatTable(run)).toBe(`story · simulated · lineage 1.25 · seed 1
What became of five requests

Signals                         since SIGTERM
  ● MuxAndDiscoveryComplete          -0.500 s
  ■ SIGTERM                           0.000 s
  ● ShutdownInitiated                 0.000 s
  ● PreShutdownHooksStopped           0.000 s
  ● AfterShutdownDelayDuration       +1.000 s
  ● NotAcceptingNewRequest           +1.000 s
  ● HTTPServerStoppedListening       +1.000 s
  ● InFlightRequestsDrained          +2.000 s
  ■ exit                             +3.000 s

Requests     ok  rejected  refused  goaway  reset
  informers   ·         ·        ·       1      ·
  app         1         ·        ·       ·      1
  script      ·         1        1       ·      ·
  1 dropped · 2 turned away · 1 watch cut off

Named requests      sent     ended  outcome   status  Retry-After
  slow          -0.100 s  +1.600 s  ok           200            ·
  late          +1.100 s  +1.100 s  refused        ·            ·
  told          +1.200 s  +1.201 s  rejected     429          5 s

Rules
  ✓ signal-order                       7 signals, each after those that it waits for
  ✓ readyz-fails-from-shutdown         /readyz failed from ShutdownInitiated on
  ✓ livez-stays-ok                     /livez did not fail because of the shutdown
  ✓ no-admission-after-drain           none was admitted while the drain waited
  ✗ no-drop-before-drained             broken: one admitted request dropped: r5
  ✓ hook-calls-succeed                 no hook made a call
  ✓ audit-complete                     no audit events logged, none lost
  ? listener-outlives-healthy-verdict  not decidable: nobody probes /readyz
  ? ends-within-grace-period           not decidable: no grace period is known

Exit code 0 (completed), 3.000 s after SIGTERM.
`);
  });

  test('of an empty recording says so', () => {
    expect(formatTable(story([]))).toContain('Signals\n  none');
    expect(formatTable(story([]))).toContain('The recording ends before the process does.');
  });
});

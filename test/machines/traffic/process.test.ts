/** The process and its signals, the kubelet and its patience, the verdicts of probes. */
import { describe, expect, test } from 'vitest';
import { DrivenKernel } from '../kernel/driven-kernel.ts';

const DELAY = 'server: { shutdown-delay-duration: 5s }';

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s begins the shutdown', signal => {
    const kernel = new DrivenKernel(DELAY).start().wait(100).signal(signal);
    expect(kernel.machine('process')).toBe('terminating');
    expect(kernel.signals.ShutdownInitiated).toBe(100);
  });

  test.each([
    ['SIGTERM', 'SIGTERM'],
    ['SIGTERM', 'SIGINT'],
    ['SIGINT', 'SIGTERM'],
  ] as const)('%s and then %s: exit code 1 at once', (first, second) => {
    const kernel = new DrivenKernel(DELAY).start().signal(first).wait(1000).signal(second);
    expect(kernel.exit).toEqual({ t: 1000, code: 1, reason: 'second-signal' });
    expect(kernel.effectsOf('exitProcess')).toHaveLength(1);
  });

  test('a second signal ends it in the middle of the drain, and while it lingers after Run', () => {
    const draining = new DrivenKernel().start().signal().wait(3000).signal();
    expect(draining.exit).toEqual({ t: 3000, code: 1, reason: 'second-signal' });
    const lingering = new DrivenKernel('process: { linger: 9s }').start().signal().wait(0).closeListener();
    lingering.feed({ type: 'drain.emptied' }).poll(true).wait(10);
    expect(lingering.machine('process')).toBe('lingering');
    expect(lingering.signal().exit).toEqual({ t: 10, code: 1, reason: 'second-signal' });
  });

  test('SIGKILL ends it wherever it is, with 137', () => {
    expect(new DrivenKernel().start().wait(5).signal('SIGKILL').exit).toEqual({
      t: 5,
      code: 137,
      reason: 'killed',
    });
    expect(new DrivenKernel(DELAY).start().signal().wait(5).signal('SIGKILL').exit).toEqual({
      t: 5,
      code: 137,
      reason: 'killed',
    });
  });

  test('when it is gone it receives nothing, and none of its timers fires', () => {
    const kernel = new DrivenKernel(DELAY).start().signal().wait(5).signal('SIGKILL');
    const known = kernel.events.length;
    kernel.signal().signal('SIGKILL').wait(100_000);
    expect(kernel.events.slice(known).map(({ type }) => type)).toEqual(['input', 'input']);
    expect(kernel.world.timers).toEqual([]);
  });

  test('what comes after its end changes no state of the lifecycle', () => {
    const kernel = new DrivenKernel().start().signal().wait(0).signal('SIGKILL');
    const before = kernel.world.machines.lifecycle;
    kernel
      .feed({ type: 'drain.emptied' })
      .feed({ type: 'watches.emptied' })
      .feed({ type: 'readyz.succeeded' })
      .poll(true);
    expect(kernel.world.machines.lifecycle).toEqual(before);
    expect(kernel.signals.InFlightRequestsDrained).toBeUndefined();
  });
});

describe('the kubelet', () => {
  const POD = 'server: { shutdown-delay-duration: 20s }\npod: { terminationGracePeriodSeconds: 8 }';

  test('kills the process when the grace period is over', () => {
    const kernel = new DrivenKernel(POD).start().wait(1000).signal().wait(20_000);
    expect(kernel.exit).toEqual({ t: 9000, code: 137, reason: 'killed' });
    expect(kernel.path('kubelet')).toEqual(['idle', 'countingDown', 'done']);
    expect(kernel.of('process.signalled').map(({ signal, t }) => [signal, t])).toEqual([
      ['SIGTERM', 1000],
      ['SIGKILL', 9000],
    ]);
  });

  test('counts from the first SIGTERM, not from a SIGINT that somebody typed', () => {
    const kernel = new DrivenKernel(POD).start().signal('SIGINT').wait(15_000);
    expect(kernel.exit).toBeNull();
    expect(kernel.machine('kubelet')).toBe('idle');
  });

  test('lets a process alone that ends in time', () => {
    const kernel = new DrivenKernel('pod: { terminationGracePeriodSeconds: 8 }')
      .start()
      .signal()
      .wait(0)
      .closeListener();
    kernel.feed({ type: 'drain.emptied' }).poll(true).wait(60_000);
    expect(kernel.exit).toMatchObject({ code: 0 });
    expect(kernel.of('process.signalled')).toHaveLength(1);
    expect(kernel.path('kubelet')).toEqual(['idle', 'countingDown', 'done']);
  });

  test('without a grace period nobody kills the process', () => {
    const kernel = new DrivenKernel('server: { shutdown-delay-duration: 20h }')
      .start()
      .signal()
      .wait(10 * 3_600_000);
    expect(kernel.machine('kubelet')).toBe('idle');
    expect(kernel.exit).toBeNull();
  });
});

describe('a probe', () => {
  const PROBE = 'clients: [{ name: lb, kind: probe, failureThreshold: 3, successThreshold: 2 }]';
  const verdicts = (answers: readonly boolean[]): boolean[] => {
    const kernel = new DrivenKernel(PROBE).start();
    for (const ok of answers) kernel.feed({ type: 'probe.answered', client: 'lb', ok });
    return kernel.of('probe.changed').map(({ healthy }) => healthy);
  };

  test.each([
    ['has no verdict after one success of two', [true], []],
    ['is healthy after two successes in a row', [true, true], [true]],
    ['counts only what comes in a row', [true, false, true, false, false, true], []],
    ['is unhealthy after three failures in a row, from the start too', [false, false, false], [false]],
    ['stays healthy through two failures', [true, true, false, false, true, false, false], [true]],
    ['turns unhealthy at the third', [true, true, false, false, false], [true, false]],
    [
      'recovers after two successes',
      [true, true, false, false, false, true, false, true, true],
      [true, false, true],
    ],
  ])('%s', (_, answers, expected) => {
    expect(verdicts(answers)).toEqual(expected);
  });

  test('still counts when the process is gone: nobody tells a load balancer', () => {
    const kernel = new DrivenKernel(PROBE).start();
    for (const ok of [true, true]) kernel.feed({ type: 'probe.answered', client: 'lb', ok });
    kernel.signal('SIGKILL');
    for (const ok of [false, false, false]) kernel.feed({ type: 'probe.answered', client: 'lb', ok });
    expect(kernel.machine('probe/lb')).toBe('unhealthy');
  });

  test('an answer for a probe that does not exist is recorded and changes nothing', () => {
    const kernel = new DrivenKernel().start();
    expect(() => kernel.feed({ type: 'probe.answered', client: 'nobody', ok: true })).not.toThrow();
  });
});

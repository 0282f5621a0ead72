/** The shutdown in both modes, region by region, through the kernel's inputs alone. */
import { describe, expect, test } from 'vitest';
import { DrivenKernel, type TimedEffect } from '../kernel/driven-kernel.ts';

const WITHOUT = 'server: { shutdown-delay-duration: 2s, request-timeout: 10s }';
const WITH = 'server: { shutdown-delay-duration: 2s, request-timeout: 10s, shutdown-send-retry-after: true }';

/** What the start has asked for, the stop has not. */
function ofTheStop(kernel: DrivenKernel): readonly TimedEffect[] {
  return kernel.effects.filter(({ effect }) => !['openListener', 'notifySystemd'].includes(effect.type));
}

describe('the delay and the gate', () => {
  test('ShutdownInitiated turns /readyz red at once, and nothing else', () => {
    const kernel = new DrivenKernel(WITHOUT).start().wait(1000).signal();
    expect(kernel.signals).toMatchObject({ ShutdownInitiated: 1000, PreShutdownHooksStopped: 1000 });
    expect(kernel.world.health).toEqual({ '/healthz': [], '/livez': [], '/readyz': ['shutdown'] });
    const red = kernel.of('health.changed').at(-1);
    expect(red).toMatchObject({ endpoint: '/readyz', ok: false, failing: ['shutdown'] });
    expect(red?.cause).toEqual([
      kernel.of('signal.fired').find(({ name }) => name === 'ShutdownInitiated')?.seq,
    ]);
    expect(kernel.path('delay')).toEqual(['idle', 'delaying']);
    expect(kernel.region('httpServer')).toBe('serving');
    expect(kernel.effectsOf('closeListener')).toEqual([]);
  });

  test('the delay fires AfterShutdownDelayDuration when it is over, to the microsecond', () => {
    const kernel = new DrivenKernel(WITHOUT).start().wait(1000).signal().wait(1999.999);
    expect(kernel.signals.AfterShutdownDelayDuration).toBeUndefined();
    kernel.wait(0.001);
    expect(kernel.signals.AfterShutdownDelayDuration).toBe(3000);
    expect(kernel.path('delay')).toEqual(['idle', 'delaying', 'over']);
  });

  test('without a delay everything up to NotAcceptingNewRequest happens in the same instant', () => {
    const kernel = new DrivenKernel().start().wait(500).signal().wait(0);
    expect(kernel.signals).toMatchObject({
      ShutdownInitiated: 500,
      PreShutdownHooksStopped: 500,
      AfterShutdownDelayDuration: 500,
      NotAcceptingNewRequest: 500,
    });
  });

  test('the gate waits for the delay when the hooks are first', () => {
    const kernel = new DrivenKernel(WITHOUT).start().signal().wait(2000);
    expect(kernel.path('gate')).toEqual(['waitingForBoth', 'waitingForDelay', 'closed']);
  });

  test('the gate waits for the hooks when the delay is first, and names both as its causes', () => {
    const yaml = `${WITHOUT}\nhooks: { preShutdown: [{ name: a, takes: 3s }] }`;
    const kernel = new DrivenKernel(yaml).start().signal().wait(3000).hook('a');
    expect(kernel.path('gate')).toEqual(['waitingForBoth', 'waitingForHooks', 'closed']);
    expect(kernel.signals).toMatchObject({
      AfterShutdownDelayDuration: 2000,
      PreShutdownHooksStopped: 3000,
      NotAcceptingNewRequest: 3000,
    });
    const fired = new Map(kernel.of('signal.fired').map(event => [event.name, event]));
    expect(fired.get('NotAcceptingNewRequest')?.cause).toEqual(
      [fired.get('AfterShutdownDelayDuration')?.seq, fired.get('PreShutdownHooksStopped')?.seq].sort(),
    );
  });
});

describe('without retry-after', () => {
  const closed = () => new DrivenKernel(WITHOUT).start().signal().wait(2000);

  test('NotAcceptingNewRequest stops the HTTP server and begins the drain', () => {
    const kernel = closed();
    expect(
      ofTheStop(kernel)
        .map(({ effect }) => effect.type)
        .sort(),
    ).toEqual(['beginDrain', 'closeListener', 'pollConnections', 'sendGoaways']);
    const types = kernel.effects.map(({ effect }) => effect.type);
    expect(types.indexOf('closeListener')).toBeLessThan(types.indexOf('sendGoaways'));
    expect(types.indexOf('sendGoaways')).toBeLessThan(types.indexOf('pollConnections'));
    expect(kernel.region('drain')).toBe('draining');
    expect(kernel.region('httpServer')).toBe('shuttingDown');
  });

  test.each([
    ['the listener first', ['listener', 'drain'], ['HTTPServerStoppedListening', 'InFlightRequestsDrained']],
    ['the drain first', ['drain', 'listener'], ['InFlightRequestsDrained', 'HTTPServerStoppedListening']],
  ])('the last two signals come as what they wait for: %s', (_, order, expected) => {
    const kernel = closed();
    for (const next of order) {
      if (next === 'listener') kernel.closeListener();
      else kernel.feed({ type: 'drain.emptied' });
    }
    expect(
      kernel
        .of('signal.fired')
        .slice(-2)
        .map(({ name }) => name),
    ).toEqual(expected);
  });

  test('Run waits for the drain, the audit backend and the HTTP server; then exit code 0', () => {
    const kernel = closed().closeListener().poll(false).wait(3000);
    expect(kernel.region('run')).toBe('waitingForDrain');
    kernel.feed({ type: 'drain.emptied' });
    expect(kernel.path('audit')).toEqual(['notRunning', 'running', 'stopping', 'stopped']);
    expect(kernel.of('audit.shutdown')).toHaveLength(1);
    expect(kernel.region('run')).toBe('waitingForHTTPServer');
    kernel.poll(true).wait(0);
    expect(kernel.path('run').slice(-4)).toEqual([
      'waitingForDrain',
      'stoppingAudit',
      'waitingForHTTPServer',
      'returned',
    ]);
    expect(kernel.exit).toEqual({ t: 5000, code: 0, reason: 'completed' });
    expect(kernel.path('process')).toEqual(['notStarted', 'running', 'terminating', 'exited']);
  });

  test('Run waits for the drain even when the HTTP server is gone', () => {
    const kernel = closed().closeListener().poll(true).wait(60_000);
    expect(kernel.region('httpServer')).toBe('closed');
    expect(kernel.exit).toBeNull();
    kernel.feed({ type: 'drain.emptied' }).wait(0);
    expect(kernel.exit).toEqual({ t: 62_000, code: 0, reason: 'completed' });
  });

  test('the shutdown timeout counts from NotAcceptingNewRequest, and does not bound the drain', () => {
    const kernel = closed().closeListener();
    for (let look = 0; look < 100; look++) kernel.poll(false).wait(500);
    expect(kernel.of('state.changed').find(({ to }) => to === 'gaveUp')?.t).toBe(12_000);
    expect(kernel.exit).toBeNull();
    kernel.feed({ type: 'drain.emptied' }).wait(0);
    expect(kernel.exit).toMatchObject({ code: 0, reason: 'completed' });
  });

  test('with everything drained and connections left, Run returns nil when the timeout is over', () => {
    const kernel = closed().closeListener().feed({ type: 'drain.emptied' });
    for (let look = 0; look < 40; look++) kernel.poll(false).wait(500);
    expect(kernel.exit).toEqual({ t: 12_000, code: 0, reason: 'completed' });
  });

  test('shutdown-timeout is a field of its own where it is set', () => {
    const yaml = 'server: { request-timeout: 10s, shutdown-timeout: 4s }';
    const kernel = new DrivenKernel(yaml)
      .start()
      .signal()
      .wait(0)
      .closeListener()
      .feed({ type: 'drain.emptied' });
    for (let look = 0; look < 40; look++) kernel.poll(false).wait(500);
    expect(kernel.exit?.t).toBe(4000);
  });
});

describe('with retry-after', () => {
  const guarded = () => new DrivenKernel(WITH).start().signal().wait(2000);

  test('NotAcceptingNewRequest only begins the drain: the listener stays open', () => {
    const kernel = guarded();
    expect(ofTheStop(kernel).map(({ effect }) => effect.type)).toEqual(['beginDrain']);
    expect(kernel.region('httpServer')).toBe('serving');
    expect(kernel.region('listener')).toBe('listening');
  });

  test('InFlightRequestsDrained stops the HTTP server: the last two signals change places', () => {
    const kernel = guarded().wait(1000).feed({ type: 'drain.emptied' }).closeListener();
    expect(kernel.signals).toMatchObject({ InFlightRequestsDrained: 3000, HTTPServerStoppedListening: 3000 });
    expect(
      ofTheStop(kernel)
        .slice(1)
        .map(({ effect }) => effect.type),
    ).toEqual(['closeListener', 'sendGoaways', 'pollConnections']);
    expect(kernel.path('httpServer')).toEqual(['serving', 'shuttingDown.looking']);
  });

  test('the shutdown timeout is 2 s from InFlightRequestsDrained, whatever the flags say', () => {
    const kernel = guarded().wait(1000).feed({ type: 'drain.emptied' }).closeListener();
    for (let look = 0; look < 20; look++) kernel.poll(false).wait(250);
    expect(kernel.exit).toEqual({ t: 5000, code: 0, reason: 'completed' });
  });
});

describe("the polling of Go's Server.Shutdown", () => {
  function intervals(seed: number): number[] {
    const kernel = new DrivenKernel(`seed: ${seed}\nserver: { request-timeout: 60s }`)
      .start()
      .signal()
      .wait(0)
      .closeListener();
    for (let look = 0; look < 12; look++) {
      kernel.poll(false).next();
    }
    const at = kernel.effectsOf('pollConnections').map(({ t }) => t);
    return at.slice(1).map((t, index) => t - (at[index] as number));
  }

  test('looks at once, then after 1 ms, 2 ms and so on up to 500 ms, each up to a tenth longer', () => {
    const bases = [1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 500, 500];
    for (const seed of [1, 2, 3]) {
      const found = intervals(seed);
      expect(found).toHaveLength(bases.length);
      bases.forEach((base, index) => {
        expect(found[index]).toBeGreaterThanOrEqual(base);
        expect(found[index]).toBeLessThanOrEqual(base * 1.1 + 0.001);
      });
    }
  });

  test('the jitter comes from the seed', () => {
    expect(intervals(1)).toEqual(intervals(1));
    expect(intervals(1)).not.toEqual(intervals(2));
  });
});

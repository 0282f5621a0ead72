/** How each step of the lineage terminates, by its transitions: what it waits for, and what is wrong with it. */
import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../machines/kernel/view.ts';
import { DrivenKernel } from '../kernel/driven-kernel.ts';

/** A kernel that serves, on a lineage. */
function serving(lineage: string, more = ''): DrivenKernel {
  return new DrivenKernel(`lineage: "${lineage}"\n${more}`).start().wait(1000);
}

/** Milliseconds since the stop of the first effect of a type; null: it never came. */
function since(kernel: DrivenKernel, type: 'closeListener' | 'beginDrain', stop = 1000): number | null {
  const found = kernel.effectsOf(type)[0];
  return found === undefined ? null : found.t - stop;
}

const DELAY = 'server: { shutdown-delay-duration: 3s }';
const SLOW_HOOK = 'hooks: { preShutdown: [{ name: lease, takes: 5s }] }';

describe('1.6', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGKILL', 137],
  ] as const)('dies of %s at once, and nothing runs any more', (signal, code) => {
    const kernel = serving('1.6', SLOW_HOOK).signal(signal);
    expect(kernel.exit).toEqual({ t: 1000, code, reason: 'killed' });
    expect(kernel.of('hook.started')).toEqual([]);
    expect(kernel.of('audit.shutdown')).toEqual([]);
    expect(since(kernel, 'closeListener')).toBeNull();
    expect(kernel.region('run')).toBe('waitingForever');
  });
});

describe('1.10', () => {
  test('closes its listener and its wait group at once, and does not wait for Server.Shutdown', () => {
    const kernel = serving('1.10').signal();
    expect([since(kernel, 'closeListener'), since(kernel, 'beginDrain')]).toEqual([0, 0]);
    kernel.closeListener().poll(false).wait(200).feed({ type: 'drain.emptied' });
    expect(kernel.region('httpServer')).toBe('shuttingDown');
    expect(kernel.exit).toEqual({ t: 1200, code: 0, reason: 'completed' });
  });

  test('waits for its hooks, then for the requests', () => {
    const kernel = serving('1.10', SLOW_HOOK).signal().feed({ type: 'drain.emptied' }).wait(5000);
    expect(kernel.exit).toBeNull();
    expect(kernel.hook('lease').exit?.t).toBe(6000);
  });

  test('has neither /readyz nor a delay', () => {
    const kernel = serving('1.10').signal();
    expect(kernel.of('health.changed').map(({ endpoint }) => endpoint)).toEqual(['/healthz']);
    expect(viewOf(kernel.world)).toMatchObject({ shutdownInitiated: false, drainWaits: true });
  });
});

describe('1.14', () => {
  test('takes requests until Run is done with its hooks', () => {
    const kernel = serving('1.14', SLOW_HOOK).signal();
    expect(since(kernel, 'closeListener')).toBe(0);
    kernel.wait(2000);
    expect(viewOf(kernel.world).drainWaits).toBe(false);
    kernel.wait(3000).hook('lease');
    expect(since(kernel, 'beginDrain')).toBe(5000);
  });

  test('or until Server.Shutdown has returned, for then the audit goroutine waits', () => {
    const kernel = serving('1.14', SLOW_HOOK).signal().closeListener().poll(true);
    expect(since(kernel, 'beginDrain')).toBe(0);
    expect(kernel.exit).toBeNull();
  });
});

describe('1.16', () => {
  test('turns /readyz red in the moment in which the listener closes', () => {
    const kernel = serving('1.16', DELAY).signal().wait(2999);
    expect(viewOf(kernel.world).shutdownInitiated).toBe(false);
    kernel.wait(1);
    expect(viewOf(kernel.world).shutdownInitiated).toBe(true);
    expect(since(kernel, 'closeListener')).toBe(3000);
    const red = kernel.of('health.changed').filter(({ failing }) => failing.includes('shutdown'));
    expect(red.map(({ endpoint, t }) => [endpoint, t])).toEqual([['/readyz', 4000]]);
  });

  test('returns when the requests have ended, though connections are open', () => {
    const kernel = serving('1.16', DELAY).signal().wait(3000).closeListener().poll(false);
    kernel.wait(40).feed({ type: 'drain.emptied' });
    expect(kernel.exit).toEqual({ t: 4040, code: 0, reason: 'completed' });
  });
});

describe('1.20', () => {
  test('turns /readyz red at once', () => {
    expect(viewOf(serving('1.20', DELAY).signal().world).shutdownInitiated).toBe(true);
  });

  test('turns nobody away before Server.Shutdown has returned', () => {
    const kernel = serving('1.20', DELAY).signal().wait(3000).closeListener().poll(false).wait(5000);
    expect(since(kernel, 'beginDrain')).toBeNull();
    kernel.poll(true);
    expect(since(kernel, 'beginDrain')).toBe(8000);
    expect(kernel.exit).toBeNull();
    expect(kernel.feed({ type: 'drain.emptied' }).exit?.code).toBe(0);
  });

  test('nor does it wait for longer than the timeout of Server.Shutdown', () => {
    const kernel = serving('1.20', 'server: { shutdown-timeout: 2s }')
      .signal()
      .wait(0)
      .closeListener()
      .poll(false);
    expect(kernel.wait(2000).region('drain')).toBe('draining');
  });
});

describe.each(['1.22', '1.23'])('%s', lineage => {
  test('stops and rejects when the delay is over, though a hook still runs', () => {
    const kernel = serving(lineage, `${DELAY}\n${SLOW_HOOK}`).signal().wait(3000);
    expect([since(kernel, 'closeListener'), since(kernel, 'beginDrain')]).toEqual([3000, 3000]);
    kernel.closeListener().poll(true).feed({ type: 'drain.emptied' });
    expect(kernel.exit).toBeNull();
    expect(kernel.wait(2000).hook('lease').exit).toEqual({ t: 6000, code: 0, reason: 'completed' });
    expect(kernel.signals).toEqual({
      ...(lineage === '1.23' ? { MuxAndDiscoveryComplete: 0 } : {}),
      ShutdownInitiated: 1000,
      AfterShutdownDelayDuration: 4000,
      HTTPServerStoppedListening: 4000,
      InFlightRequestsDrained: 4000,
    });
  });
});

describe('1.23 with retry-after', () => {
  const RETRY = 'server: { shutdown-delay-duration: 3s, shutdown-send-retry-after: true }';

  test('answers 429 from the end of the delay, and closes the listener when the requests have drained', () => {
    const kernel = serving('1.23', `${RETRY}\n${SLOW_HOOK}`).signal().wait(3000);
    expect(viewOf(kernel.world).notAcceptingNewRequest).toBe(true);
    expect(since(kernel, 'closeListener')).toBeNull();
    kernel.wait(500).feed({ type: 'drain.emptied' });
    expect(since(kernel, 'closeListener')).toBe(3500);
    expect(kernel.region('run')).toBe('runningPreShutdownHooks');
  });
});

describe('1.24', () => {
  test('keeps listening for its hooks, but rejects from the end of the delay on', () => {
    const kernel = serving('1.24', `${DELAY}\n${SLOW_HOOK}`).signal().wait(3000);
    expect(since(kernel, 'beginDrain')).toBe(3000);
    expect(kernel.feed({ type: 'drain.emptied' }).region('listener')).toBe('listening');
    kernel.wait(2000).hook('lease');
    expect(since(kernel, 'closeListener')).toBe(5000);
  });

  test('closes the listener after the hooks also where it waits for the drain', () => {
    const server = 'server: { shutdown-send-retry-after: true }';
    const kernel = serving('1.24', `${server}\n${SLOW_HOOK}`)
      .signal()
      .wait(0)
      .feed({ type: 'drain.emptied' });
    expect(since(kernel, 'closeListener')).toBeNull();
    kernel.wait(5000).hook('lease');
    expect(since(kernel, 'closeListener')).toBe(5000);
  });
});

const HOOKED = ['1.10', '1.14', '1.16', '1.20', '1.22', '1.23', '1.24'];
const BATCH = 'server: { audit-log-mode: batch }';

/** Lets everything that the kernel asks for come to its good end. */
function drainAll(kernel: DrivenKernel): DrivenKernel {
  for (let round = 0; round < 20 && kernel.exit === null; round++) {
    if (kernel.region('listener') === 'listening' && since(kernel, 'closeListener') !== null)
      kernel.closeListener();
    if (kernel.region('drain') === 'draining') kernel.feed({ type: 'drain.emptied' });
    if (kernel.region('httpServer') === 'shuttingDown') kernel.poll(true);
    kernel.wait(100);
  }
  return kernel;
}

describe("the audit backend's shutdown", () => {
  test.each(HOOKED)('is a pre-shutdown hook in %s, and returns at once where it writes at once', lineage => {
    const kernel = serving(lineage).signal();
    const hooks = kernel.of('hook.finished').map(({ name, t, error }) => [name, t, error]);
    expect(hooks).toEqual([['audit-backend', 1000, null]]);
    expect(kernel.of('audit.shutdown').map(({ t }) => t)).toEqual([1000]);
  });

  test.each(['1.25', '1.27', '1.33'])('is none in %s', lineage => {
    expect(serving(lineage).signal().of('hook.started')).toEqual([]);
  });

  test('stands at a random place among the hooks, drawn from the seed', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const hooks = 'hooks: { preShutdown: [{ name: a }, { name: b }] }';
      const kernel = serving('1.20', `seed: ${seed}\n${hooks}`).signal();
      for (let left = 0; left < 3; left++) {
        const running = kernel.of('hook.started').at(-1)?.name ?? '';
        if (running !== 'audit-backend') kernel.hook(running);
      }
      orders.add(
        kernel
          .of('hook.started')
          .map(({ name }) => name)
          .join(' '),
      );
    }
    expect(orders.size).toBeGreaterThan(3);
  });

  test.each(HOOKED.slice(0, -1))('waits in %s until everything has drained, when it batches', lineage => {
    const kernel = serving(lineage, BATCH).signal().wait(0);
    expect(kernel.region('audit')).toBe('flushing');
    expect(viewOf(kernel.world).auditRunning).toBe(true);
    expect(kernel.of('hook.finished')).toEqual([]);
    expect(drainAll(kernel).exit).toMatchObject({ code: 0, reason: 'completed' });
    expect(kernel.of('hook.finished').map(({ name }) => name)).toEqual(['audit-backend']);
  });

  test('waits for ever in 1.24, when it batches: for the server, which waits for the hooks (PR 110026)', () => {
    const kernel = drainAll(serving('1.24', BATCH).signal()).wait(3_600_000);
    expect(kernel.exit).toBeNull();
    expect([kernel.region('run'), kernel.region('serverGate'), kernel.region('audit')]).toEqual([
      'runningPreShutdownHooks',
      'waitingForHooks',
      'flushing',
    ]);
    expect(kernel.world.timers).toEqual([]);
    expect(kernel.signal().exit).toMatchObject({ code: 1, reason: 'second-signal' });
  });

  test('comes after the drain in 1.25, batching or not', () => {
    const kernel = drainAll(serving('1.25', BATCH).signal());
    expect(kernel.exit).toMatchObject({ code: 0, reason: 'completed' });
  });
});

describe('a failing pre-shutdown hook', () => {
  test.each(HOOKED)('makes Run return its error at once in %s', lineage => {
    const kernel = serving(lineage, `${HOOKED.indexOf(lineage) < 2 ? '' : DELAY}\n${SLOW_HOOK}`).signal();
    kernel.wait(500).hook('lease', { error: 'no lease' });
    expect(kernel.exit).toEqual({ t: 1500, code: 1, reason: 'hook-failed' });
  });

  test.each(HOOKED)('kills the process in %s when it panics', lineage => {
    const kernel = serving(lineage, SLOW_HOOK).signal().hook('lease', { panicked: true, error: 'oh' });
    expect(kernel.wait(10).exit).toMatchObject({ code: 2, reason: 'hook-panicked' });
  });
});

describe('a stop during the start', () => {
  test.each(HOOKED)('is kept until the listener is open in %s, and closes it then', lineage => {
    const kernel = new DrivenKernel(`lineage: "${lineage}"`).feed({ type: 'process.start' }).signal().wait(0);
    expect(since(kernel, 'closeListener', 0)).toBeNull();
    kernel.feed({ type: 'listener.opened', address: '127.0.0.1:6443' });
    expect(drainAll(kernel).exit).toMatchObject({ code: 0, reason: 'completed' });
    expect(kernel.region('listener')).toBe('stopped');
  });
});

describe('what a post-start hook has left running', () => {
  const BACKGROUND = 'hooks: { postStart: [{ name: controllers, runsUntilStopped: true }] }';
  const closed = (kernel: DrivenKernel): number | null => {
    const [first] = kernel.effectsOf('closePostStartContexts');
    return first === undefined ? null : first.t - 1000;
  };

  test.each([
    ['1.10', 0],
    ['1.14', 0],
    ['1.16', 3000],
    ['1.20', 3000],
    ['1.22', 3000],
    ['1.23', 3000],
    ['1.24', 3000],
    ['1.25', 3000],
  ])('in %s is told to end with the HTTP server, %i ms after the stop', (lineage, ms) => {
    const delay = ms === 0 ? '' : DELAY;
    expect(closed(serving(lineage, `${delay}\n${BACKGROUND}`).signal().wait(10_000))).toBe(ms);
  });
});

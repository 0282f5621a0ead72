/** The start of the server, region by region, through the kernel's inputs alone. */
import { describe, expect, test } from 'vitest';
import { DrivenKernel } from '../kernel/driven-kernel.ts';

describe('the start', () => {
  test('the audit backend runs before the listener opens', () => {
    const kernel = new DrivenKernel().feed({ type: 'process.start' });
    expect(kernel.path('audit')).toEqual(['notRunning', 'running']);
    expect(kernel.effects.map(({ effect }) => effect)).toEqual([{ type: 'openListener' }]);
    expect(kernel.region('listener')).toBe('notListening');
    expect(kernel.region('run')).toBe('starting');
  });

  test('once the listener is open the server waits for its stop', () => {
    const kernel = new DrivenKernel().start();
    expect(kernel.path('listener')).toEqual(['notListening', 'listening']);
    expect(kernel.path('run')).toEqual(['notStarted', 'starting', 'waitingForStop']);
    expect(kernel.path('process')).toEqual(['notStarted', 'running']);
    expect(kernel.path('postStart')).toEqual(['notStarted', 'finished']);
  });

  test('post-start hooks start together, when the listener is open', () => {
    const yaml = 'hooks: { postStart: [{ name: a, takes: 1s }, { name: b, takes: 2s }] }';
    const kernel = new DrivenKernel(yaml).feed({ type: 'process.start' });
    expect(kernel.effectsOf('runHook')).toEqual([]);
    kernel.feed({ type: 'listener.opened', address: 'here' });
    expect(kernel.effectsOf('runHook').map(({ phase, name }) => [phase, name])).toEqual([
      ['postStart', 'a'],
      ['postStart', 'b'],
    ]);
    expect(kernel.region('postStart')).toBe('running');
    kernel.hook('b', { phase: 'postStart' });
    expect(kernel.region('postStart')).toBe('running');
    kernel.hook('a', { phase: 'postStart' });
    expect(kernel.path('postStart')).toEqual(['notStarted', 'running', 'finished']);
  });

  test('/readyz and /healthz fail until the post-start hooks are done, /livez only after its grace period', () => {
    const yaml = `
server: { livez-grace-period: 1s }
hooks: { postStart: [{ name: a, takes: 2s }] }`;
    const kernel = new DrivenKernel(yaml).start();
    expect(kernel.world.health).toEqual({
      '/healthz': ['poststarthook/a'],
      '/livez': [],
      '/readyz': ['poststarthook/a'],
    });
    kernel.wait(1000);
    expect(kernel.path('livez')).toEqual(['notStarted', 'graceful', 'strict']);
    expect(kernel.world.health['/livez']).toEqual(['poststarthook/a']);
    kernel.hook('a', { phase: 'postStart' });
    expect(kernel.world.health).toEqual({ '/healthz': [], '/livez': [], '/readyz': [] });
    expect(
      kernel
        .of('health.changed')
        .filter(({ endpoint }) => endpoint === '/livez')
        .map(({ ok }) => ok),
    ).toEqual([true, false, true]);
  });

  test('HasBeenReady fires with the first success of /readyz, and only once', () => {
    const kernel = new DrivenKernel().start().wait(100);
    kernel.feed({ type: 'readyz.succeeded' }).wait(100).feed({ type: 'readyz.succeeded' });
    expect(
      kernel
        .of('signal.fired')
        .filter(({ name }) => name === 'HasBeenReady')
        .map(({ t }) => t),
    ).toEqual([100]);
    expect(kernel.path('ready')).toEqual(['notReady', 'hasBeenReady']);
  });

  test('a post-start hook that fails ends the process with 255, one that panics with 2', () => {
    const yaml = 'hooks: { postStart: [{ name: a, takes: 1s }] }';
    const failed = new DrivenKernel(yaml)
      .start()
      .wait(1000)
      .hook('a', { phase: 'postStart', error: 'no etcd' });
    expect(failed.exit).toEqual({ t: 1000, code: 255, reason: 'poststart-failed' });
    expect(failed.region('postStart')).toBe('fatal');
    expect(failed.effectsOf('exitProcess')).toEqual([
      { type: 'exitProcess', t: 1000, code: 255, reason: 'poststart-failed' },
    ]);
    const panicked = new DrivenKernel(yaml)
      .start()
      .wait(1000)
      .hook('a', { phase: 'postStart', error: 'oops', panicked: true });
    expect(panicked.exit).toEqual({ t: 1000, code: 2, reason: 'poststart-failed' });
    expect(panicked.of('hook.finished')[0]?.error).toBe('panic: oops');
  });
});

describe('MuxAndDiscoveryComplete', () => {
  test('fires when all paths are registered', () => {
    const kernel = new DrivenKernel('server: { mux-delay: 1500ms }').start().wait(5000);
    expect(kernel.signals.MuxAndDiscoveryComplete).toBe(1500);
    expect(kernel.path('mux')).toEqual(['notStarted', 'registering', 'complete']);
  });

  test('never fires when the stop comes first', () => {
    const kernel = new DrivenKernel('server: { mux-delay: 1500ms, shutdown-delay-duration: 9s }')
      .start()
      .wait(1000)
      .signal()
      .wait(5000);
    expect(kernel.signals.MuxAndDiscoveryComplete).toBeUndefined();
    expect(kernel.path('mux')).toEqual(['notStarted', 'registering', 'abandoned']);
  });

  test('never fires when the paths are never all registered', () => {
    const kernel = new DrivenKernel('server: { mux-delay: never }').start().wait(3_600_000);
    expect(kernel.region('mux')).toBe('registering');
    expect(kernel.world.timers).toEqual([]);
  });
});

describe('a stop that comes during the start', () => {
  test('before the listener is open: hooks wait for the listener, the delay does not', () => {
    const yaml = `
server: { shutdown-delay-duration: 1s }
hooks: { preShutdown: [{ name: a, takes: 1s }] }`;
    const kernel = new DrivenKernel(yaml).feed({ type: 'process.start' }).signal();
    expect(kernel.region('run')).toBe('startingToStop');
    expect(kernel.effectsOf('runHook')).toEqual([]);
    kernel.wait(1000);
    expect(kernel.signals).toMatchObject({ ShutdownInitiated: 0, AfterShutdownDelayDuration: 1000 });
    expect(kernel.region('gate')).toBe('waitingForHooks');
    kernel.feed({ type: 'listener.opened', address: 'here' });
    expect(kernel.effectsOf('runHook').map(({ name, t }) => [name, t])).toEqual([['a', 1000]]);
    kernel.wait(1000).hook('a');
    expect(kernel.path('run')).toEqual([
      'notStarted',
      'starting',
      'startingToStop',
      'runningPreShutdownHooks',
      'waitingForDrain',
    ]);
    expect(kernel.signals.NotAcceptingNewRequest).toBe(2000);
  });

  test('while post-start hooks run: they go on, and their failure still kills the process', () => {
    const yaml = `
server: { shutdown-delay-duration: 5s }
hooks: { postStart: [{ name: a, takes: 3s }] }`;
    const kernel = new DrivenKernel(yaml)
      .start()
      .wait(1000)
      .signal()
      .wait(2000)
      .hook('a', { phase: 'postStart', error: 'late' });
    expect(kernel.exit).toEqual({ t: 3000, code: 255, reason: 'poststart-failed' });
    kernel.wait(10_000);
    expect(kernel.signals.AfterShutdownDelayDuration).toBeUndefined();
  });
});

/** Pre-shutdown hooks: their order, their failures, their panics (facts 25 to 28 of the recorded servers). */
import { describe, expect, test } from 'vitest';
import { DrivenKernel } from '../kernel/driven-kernel.ts';

const DELAY = 'server: { shutdown-delay-duration: 2s, request-timeout: 10s }';
const TWO = `${DELAY}\nhooks: { preShutdown: [{ name: a, takes: 1s }, { name: b, takes: 1s }] }`;
const ONE = `${DELAY}\nhooks: { preShutdown: [{ name: a, takes: 1s }] }`;

function started(kernel: DrivenKernel): string[] {
  return kernel.effectsOf('runHook').map(({ name }) => name);
}

describe('pre-shutdown hooks', () => {
  test('run one after the other', () => {
    const kernel = new DrivenKernel(TWO).start().signal();
    expect(started(kernel)).toHaveLength(1);
    kernel.wait(1000).hook(started(kernel)[0] as string);
    expect(started(kernel).sort()).toEqual(['a', 'b']);
    expect(kernel.signals.PreShutdownHooksStopped).toBeUndefined();
    kernel.wait(1000).hook(started(kernel).at(-1) === 'a' ? 'a' : 'b');
    expect(kernel.of('hook.started').map(({ t }) => t)).toEqual([0, 1000]);
  });

  test("run in an order that depends on the seed: Go's maps have none", () => {
    const firsts = new Set(
      Array.from(
        { length: 20 },
        (_, seed) => started(new DrivenKernel(`seed: ${seed}\n${TWO}`).start().signal())[0],
      ),
    );
    expect([...firsts].sort()).toEqual(['a', 'b']);
  });

  test('their signal fires when the last one has returned', () => {
    const kernel = new DrivenKernel(TWO).start().signal();
    const [first = ''] = started(kernel);
    kernel
      .wait(700)
      .hook(first)
      .wait(701)
      .hook(first === 'a' ? 'b' : 'a');
    expect(kernel.signals.PreShutdownHooksStopped).toBe(1401);
    expect(kernel.path('run')).toEqual([
      ...['notStarted', 'starting', 'waitingForStop', 'runningPreShutdownHooks', 'waitingForDrain'],
    ]);
  });
});

describe('a pre-shutdown hook that fails', () => {
  test('does not stop the others; then Run returns its error at once, and the process exits with 1', () => {
    const kernel = new DrivenKernel(TWO).start().signal();
    const [first = ''] = started(kernel);
    kernel.wait(500).hook(first, { error: 'no lease' });
    expect(kernel.exit).toBeNull();
    kernel
      .wait(500)
      .hook(first === 'a' ? 'b' : 'a')
      .wait(0);
    expect(kernel.exit).toEqual({ t: 1000, code: 1, reason: 'hook-failed' });
    expect(kernel.of('note').map(({ text }) => text)).toEqual([
      `Run returned: PreShutdownHook "${first}" failed: no lease`,
    ]);
    expect(kernel.signals).toMatchObject({ PreShutdownHooksStopped: 1000 });
    kernel.wait(60_000);
    expect(kernel.signals.AfterShutdownDelayDuration).toBeUndefined();
    expect(kernel.region('run')).toBe('failed');
  });

  test('several failures are one error, as Go aggregates them', () => {
    const kernel = new DrivenKernel(TWO).start().signal();
    const [first = ''] = started(kernel);
    const second = first === 'a' ? 'b' : 'a';
    kernel.hook(first, { error: 'x' }).hook(second, { error: 'y' });
    expect(kernel.of('note')[0]?.text).toBe(
      `Run returned: [PreShutdownHook "${first}" failed: x, PreShutdownHook "${second}" failed: y]`,
    );
  });

  test('while the process lingers the rest goes on, but the audit backend is never shut down', () => {
    const kernel = new DrivenKernel(`${ONE}\nprocess: { linger: 7s }`)
      .start()
      .signal()
      .wait(1000)
      .hook('a', { error: 'no' });
    expect(kernel.machine('process')).toBe('lingering');
    kernel.wait(1000);
    expect(kernel.signals).toMatchObject({ AfterShutdownDelayDuration: 2000, NotAcceptingNewRequest: 2000 });
    kernel.closeListener().wait(500).feed({ type: 'drain.emptied' }).poll(true).wait(10_000);
    expect(kernel.signals).toMatchObject({ HTTPServerStoppedListening: 2000, InFlightRequestsDrained: 2500 });
    expect(kernel.of('audit.shutdown')).toEqual([]);
    expect(kernel.region('audit')).toBe('stopping');
    expect(kernel.exit).toEqual({ t: 8000, code: 1, reason: 'hook-failed' });
  });

  test('after the delay has elapsed: the process exits before requests are drained', () => {
    const kernel = new DrivenKernel(ONE).start().signal().wait(3000).hook('a', { error: 'no' }).wait(0);
    expect(kernel.exit).toEqual({ t: 3000, code: 1, reason: 'hook-failed' });
    expect(kernel.signals.InFlightRequestsDrained).toBeUndefined();
  });
});

describe('a pre-shutdown hook that panics', () => {
  test('fires the signal all the same, and kills the process with 2 within milliseconds', () => {
    const kernel = new DrivenKernel(TWO).start().signal();
    const [first = ''] = started(kernel);
    kernel.wait(1000).hook(first, { error: 'nil map', panicked: true });
    expect(kernel.signals.PreShutdownHooksStopped).toBe(1000);
    expect(kernel.exit).toBeNull();
    kernel.wait(100);
    expect(kernel.exit).toMatchObject({ code: 2, reason: 'hook-panicked' });
    expect(kernel.exit?.t).toBeGreaterThanOrEqual(1005);
    expect(kernel.exit?.t).toBeLessThanOrEqual(1008);
    expect(started(kernel)).toEqual([first]);
    expect(kernel.of('note')).toEqual([]);
  });
});

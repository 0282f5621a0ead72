/** The drain of short requests and of watches, and the wait for both (1.27 and later, PR 114925). */
import { describe, expect, test } from 'vitest';
import { DrivenKernel } from '../kernel/driven-kernel.ts';

const GRACE = 'lineage: "1.27"\nserver: { shutdown-watch-termination-grace-period: 3s }';

describe('without a grace period', () => {
  test.each(['1.25', '1.27', '1.33'])('in %s nobody waits for watches', lineage => {
    const kernel = new DrivenKernel(`lineage: "${lineage}"`).start().signal().wait(0);
    expect(kernel.path('watchDrain')).toEqual(['idle', 'notWaiting']);
    expect(kernel.effectsOf('beginWatchDrain')).toEqual([]);
    expect(kernel.region('drained')).toBe('waitingForRequests');
    kernel.feed({ type: 'drain.emptied' });
    expect(kernel.signals.InFlightRequestsDrained).toBe(0);
    expect(kernel.path('drained')).toEqual(['waitingForBoth', 'waitingForRequests', 'drained']);
    expect(kernel.path('drain')).toEqual(['idle', 'draining', 'emptied']);
  });
});

describe('with a grace period', () => {
  const draining = () => new DrivenKernel(GRACE).start().signal().wait(0);

  test('watches are told to end at NotAcceptingNewRequest, with the rate of 200 a second and the grace period', () => {
    expect(draining().effectsOf('beginWatchDrain')).toEqual([
      { type: 'beginWatchDrain', t: 0, floorPerSecond: 200, graceMs: 3000 },
    ]);
  });

  test('the drain waits for both: requests first', () => {
    const kernel = draining().wait(500).feed({ type: 'drain.emptied' });
    expect(kernel.region('drained')).toBe('waitingForWatches');
    expect(kernel.signals.InFlightRequestsDrained).toBeUndefined();
    kernel.wait(500).feed({ type: 'watches.emptied' });
    expect(kernel.signals.InFlightRequestsDrained).toBe(1000);
    expect(kernel.path('watchDrain')).toEqual(['idle', 'draining', 'emptied']);
    expect(kernel.path('drained')).toEqual(['waitingForBoth', 'waitingForWatches', 'drained']);
  });

  test('the drain waits for both: watches first', () => {
    const kernel = draining().wait(500).feed({ type: 'watches.emptied' });
    expect(kernel.region('drained')).toBe('waitingForRequests');
    kernel.wait(5000).feed({ type: 'drain.emptied' });
    expect(kernel.signals.InFlightRequestsDrained).toBe(5500);
  });

  test('a watch that does not react bounds the wait: the drain goes on when the grace period is over', () => {
    const kernel = draining().feed({ type: 'drain.emptied' }).wait(2999.999);
    expect(kernel.signals.InFlightRequestsDrained).toBeUndefined();
    kernel.wait(0.001);
    expect(kernel.signals.InFlightRequestsDrained).toBe(3000);
    expect(kernel.path('watchDrain')).toEqual(['idle', 'draining', 'gaveUp']);
    kernel.feed({ type: 'watches.emptied' });
    expect(kernel.region('watchDrain')).toBe('gaveUp');
  });

  test('watches that end in time leave no timer behind', () => {
    const kernel = draining().feed({ type: 'watches.emptied' });
    expect(kernel.world.timers.filter(({ id }) => id.includes('watchGrace'))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { obstacle } from '../../machines/traffic/fault-obstacles.ts';
import { CATALOG } from '../../machines/words/zh/catalog.ts';
import { placeBeside } from '../../ui/faults/place.ts';
import { REFUSALS, refusalWords } from '../../ui/faults/refusal.ts';
import { stepped } from '../../ui/map/duration-steps.ts';
import { withValue } from '../../ui/map/edit-scenario.ts';

describe('why something could not be made to go wrong', () => {
  const hook = { kind: 'hook.fail', phase: 'preShutdown', name: 'deregister' } as const;
  const reasons = [
    obstacle.exited(),
    obstacle.notInFlight('r1'),
    obstacle.answerOnItsWay('r1'),
    obstacle.notOurs('r1'),
    obstacle.notServed('r1'),
    obstacle.stalledAlready('r1'),
    obstacle.notOpen('c1'),
    obstacle.notRunning(hook),
    obstacle.hangsAlready(hook),
    obstacle.noProbe('lb'),
    obstacle.noSuchThing(),
  ];

  test('is known in all its kinds, and each has its Chinese', () => {
    expect(reasons).toHaveLength(Object.keys(obstacle).length);
    expect(REFUSALS).toHaveLength(reasons.length);
    for (const phrase of REFUSALS) expect(CATALOG).toHaveProperty([phrase]);
  });

  test.each(reasons)('keeps the names in it: %s', reason => {
    const matching = REFUSALS.filter(phrase =>
      new RegExp(`^${phrase.replace(/\{\w+\}/g, '(.+)')}$`).test(reason),
    );
    expect(matching.length).toBeGreaterThan(0);
    expect(refusalWords(reason)).toBe(reason);
  });

  test('stays as it was said when nobody knows it', () => {
    expect(refusalWords('the moon is full')).toBe('the moon is full');
  });
});

describe('a menu stands beside its thing', () => {
  const window = { width: 320, height: 600 };
  const menu = { width: 240, height: 200 };

  test('below it, above it where there is no room, and never outside', () => {
    expect(placeBeside({ left: 20, top: 100, right: 60, bottom: 120 }, menu, window).top).toBe(126);
    expect(placeBeside({ left: 20, top: 500, right: 60, bottom: 520 }, menu, window).top).toBe(294);
    expect(placeBeside({ left: 300, top: 100, right: 340, bottom: 120 }, menu, window).left).toBe(72);
    const high = placeBeside(
      { left: 20, top: 300, right: 60, bottom: 320 },
      { ...menu, height: 900 },
      window,
    );
    expect(high).toMatchObject({ top: 8, maxHeight: 584 });
  });
});

describe('a duration dragged', () => {
  test.each([
    ['5s', 1, '5.5s'],
    ['5s', -2, '4s'],
    ['900ms', 1, '1s'],
    ['900ms', 2, '1.5s'],
    ['10s', 1, '11s'],
    ['10s', -1, '9.5s'],
    ['1m10s', 1, '1m15s'],
    ['1m0s', -1, '59s'],
    ['0s', -3, '0s'],
    ['never', 2, 'never'],
  ])('%s by %i steps is %s', (from, steps, to) => {
    expect(stepped(from, steps)).toBe(to);
  });
});

describe('a value changed in the text of a scenario', () => {
  const text = `name: mine # keep me
server:
  # how long
  shutdown-delay-duration: 5s # five
hooks:
  preShutdown:
    - { name: deregister,  takes: 8s }
`;

  test('stands where the old one stood, and all else as it was written', async () => {
    expect(await withValue(text, ['server', 'shutdown-delay-duration'], '7s')).toBe(
      text.replace('5s # five', '7s # five'),
    );
    expect(await withValue(text, ['hooks', 'preShutdown', 0, 'takes'], 'never')).toBe(
      text.replace('8s', 'never'),
    );
  });

  test('is added where there was none', async () => {
    const added = await withValue(text, ['server', 'shutdown-send-retry-after'], true);
    expect(added).toContain('shutdown-send-retry-after: true');
    expect(added).toContain('# keep me');
    expect(added).toContain('# five');
  });
});

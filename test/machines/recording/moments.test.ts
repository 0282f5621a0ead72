/** The moments of a shutdown are the same ones on every version; only their names come and go. */
import { describe, expect, test } from 'vitest';
import { signalsOf } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import { type Moment, momentsOf } from '../../../machines/recording/moments.ts';
import { told } from '../simulation/told.ts';

function momentsOn(lineage: Lineage, server = ''): Moment[] {
  const { recording } = told(
    `lineage: "${lineage}"\n${server}\nhooks: { preShutdown: [{ name: lease, takes: 2s }] }\nscript: [{ at: 1s, signal: SIGTERM }]`,
  );
  return momentsOf(recording.events, recording.header);
}

function times(moments: readonly Moment[]): Record<string, number> {
  return Object.fromEntries(moments.map(({ key, t }) => [key, t - 1000]));
}

const DELAY = 'server: { shutdown-delay-duration: 3s }';

describe('the moments', () => {
  test.each([
    ['1.6', '', { stopRequested: 0 }],
    [
      '1.10',
      '',
      {
        stopRequested: 0,
        notAccepting: 0,
        drained: 0,
        listenerClosed: 0,
        hooksStopped: 2000,
        runReturned: 2000,
      },
    ],
    [
      '1.14',
      '',
      {
        stopRequested: 0,
        listenerClosed: 0,
        notAccepting: 0,
        drained: 0,
        hooksStopped: 2000,
        runReturned: 2000,
      },
    ],
    [
      '1.16',
      DELAY,
      {
        stopRequested: 0,
        hooksStopped: 2000,
        delayOver: 3000,
        readyzRed: 3000,
        listenerClosed: 3000,
        notAccepting: 3000,
        drained: 3000,
        runReturned: 3000,
      },
    ],
    [
      '1.20',
      DELAY,
      {
        stopRequested: 0,
        readyzRed: 0,
        hooksStopped: 2000,
        delayOver: 3000,
        listenerClosed: 3000,
        notAccepting: 3000,
        drained: 3000,
        runReturned: 3000,
      },
    ],
    [
      '1.24',
      DELAY,
      {
        stopRequested: 0,
        hooksStopped: 2000,
        delayOver: 3000,
        listenerClosed: 3000,
        notAccepting: 3000,
        drained: 3000,
        runReturned: 3000,
      },
    ],
    [
      '1.27',
      DELAY,
      {
        stopRequested: 0,
        hooksStopped: 2000,
        delayOver: 3000,
        listenerClosed: 3000,
        notAccepting: 3000,
        drained: 3000,
        runReturned: 3000,
      },
    ],
  ] as const)('of %s', (lineage, server, expected) => {
    const moments = momentsOn(lineage, server);
    expect(times(moments)).toEqual(expected);
    expect(moments.map(({ t }) => t)).toEqual(moments.map(({ t }) => t).toSorted((a, b) => a - b));
    expect(moments.at(-1)?.key).toBe(lineage === '1.6' ? 'stopRequested' : 'runReturned');
  });

  test.each(LINEAGES)('of %s have the names that the version has, and no others', lineage => {
    const named = momentsOn(lineage).flatMap(({ signal }) => signal ?? []);
    const shutdown = signalsOf(lineage).filter(
      name => !['HasBeenReady', 'MuxAndDiscoveryComplete'].includes(name),
    );
    expect(named.toSorted()).toEqual(shutdown.toSorted());
  });

  test('a signal that nobody handles is no request to stop', () => {
    expect(momentsOn('1.6')).toMatchObject([{ key: 'stopRequested', label: 'the signal kills the process' }]);
    expect(momentsOn('1.10')[0]).toMatchObject({ key: 'stopRequested', label: 'the stop is requested' });
  });
});

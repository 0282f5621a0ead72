import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signalPredecessors, signalsOf } from '../../../machines/lifecycle/lineage-facts.ts';
import {
  atLeast,
  hasPreShutdownHooks,
  hasRetryAfter,
  hasShutdownDelay,
  hasSignals,
  LINEAGES,
  type Lineage,
} from '../../../machines/lineage.ts';
import { type MomentKey, momentsOf } from '../../../machines/recording/moments.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { LAMPS, type LampName } from '../../../machines/view/maps/map-plan.ts';
import { mapOfLineage } from '../../../machines/view/maps/older.ts';
import { emptyView } from '../../../machines/view/run-view.ts';
import { signalMapOf } from '../../../machines/view/signal-map.ts';
import { RUNS, TIMEOUT_MS } from '../simulation/property-runs.ts';
import { runOn } from './lineage-runs.ts';

const MAPS = LINEAGES.flatMap(lineage =>
  (hasRetryAfter(lineage) ? [false, true] : [false]).map(sendRetryAfter => ({
    lineage,
    sendRetryAfter,
    name: `${lineage}${sendRetryAfter ? ' with retry-after' : ''}`,
    map: mapOfLineage(lineage)(sendRetryAfter),
  })),
);

describe.each(MAPS)('the map of $name', ({ lineage, sendRetryAfter, map }) => {
  const names = map.lamps.map(lamp => lamp.name);

  test('has a lamp for each signal of its shutdown, and no other name', () => {
    const named = map.lamps.filter(lamp => lamp.unnamed === null).map(lamp => lamp.name);
    const signals = signalsOf(lineage).filter(name => (LAMPS as readonly string[]).includes(name));
    expect([...named].sort()).toEqual([...signals].sort());
  });

  test('says who waits for whom as the facts of the lineage do', () => {
    const facts = signalPredecessors(lineage, sendRetryAfter);
    for (const lamp of map.lamps.filter(({ unnamed }) => unnamed === null)) {
      const waitsFor = lamp.after.filter(
        cause => cause !== 'stop' && map.lamps.some(other => other.name === cause && other.unnamed === null),
      );
      expect([...waitsFor].sort(), lamp.name).toEqual([...(facts[lamp.name] ?? [])].sort());
    }
  });

  test('its ways lead from what there is to what there is, and something leads to every lamp', () => {
    const from = ['stop', ...names, ...(map.gate ? ['gate'] : [])];
    const to = [...names, 'exit', 'nobody', ...(map.gate ? ['gate'] : [])];
    for (const edge of map.edges) {
      expect(from, edge.name).toContain(edge.from);
      expect(to, edge.name).toContain(edge.to);
    }
    for (const name of [...names, 'exit'])
      expect(
        map.edges.filter(edge => edge.to === name),
        name,
      ).not.toEqual([]);
    expect(new Set(map.edges.map(edge => edge.name)).size).toBe(map.edges.length);
  });

  test('a lamp is reached by a way from each thing that it waits for', () => {
    for (const lamp of map.lamps) {
      const gated = map.edges.some(edge => edge.from === 'gate' && edge.to === lamp.name);
      const into = map.edges.filter(edge => edge.to === lamp.name || (gated && edge.to === 'gate'));
      expect(into.map(edge => edge.from).filter(from => from !== 'gate')).toEqual(
        expect.arrayContaining([...lamp.after]),
      );
    }
  });

  test('shows the values that the version had', () => {
    expect(map.values).toMatchObject({
      delay: hasShutdownDelay(lineage),
      hooks: hasPreShutdownHooks(lineage),
      retryAfter: hasRetryAfter(lineage),
    });
  });

  test('says of every moment without a fact of today when it comes and what follows', () => {
    for (const lamp of map.lamps) expect(lamp.unnamed === null || lamp.fact !== null, lamp.name).toBe(true);
  });
});

const LAMP_OF: Readonly<Partial<Record<MomentKey, LampName>>> = {
  delayOver: 'AfterShutdownDelayDuration',
  hooksStopped: 'PreShutdownHooksStopped',
  notAccepting: 'NotAcceptingNewRequest',
  drained: 'InFlightRequestsDrained',
  listenerClosed: 'HTTPServerStoppedListening',
};

/** What a recording says has come, as lamps of its version's map. */
function told(events: Parameters<typeof momentsOf>[0], lineage: Lineage): LampName[] {
  return momentsOf(events, { lineage }).flatMap(({ key, signal }) => {
    if (signal === 'ShutdownInitiated') return [signal];
    if (key === 'readyzRed') return hasSignals(lineage) ? [] : ['ShutdownInitiated' as const];
    const lamp = LAMP_OF[key];
    return lamp === undefined ? [] : [lamp];
  });
}

describe('the lamps of any run', () => {
  test(
    'are lit when the recording says so, and never otherwise',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...LIBRARY.map(entry => entry.name)),
          fc.constantFrom(...LINEAGES),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (name, lineage, part) => {
            const { plan, recording } = runOn(name, lineage);
            const { events } = recording;
            const count = Math.round(part * events.length);
            const view = applyEvents(emptyView(plan), events, 0, count);
            const map = signalMapOf(view, plan, view.t, null, mapOfLineage(lineage));
            const lit = map.plan.lamps.filter(lamp => map.lamps[lamp.name]?.state === 'lit');
            const has = new Set(map.plan.lamps.map(lamp => lamp.name));
            const expected = told(events.slice(0, count), lineage).filter(lamp => has.has(lamp));
            expect(lit.map(lamp => lamp.name).sort()).toEqual([...new Set(expected)].sort());
          },
        ),
        RUNS,
      );
    },
    TIMEOUT_MS * 2,
  );

  test.each(LINEAGES.filter(lineage => !hasSignals(lineage)))('%s fires no signal', lineage => {
    const { recording } = runOn('slow-hook', lineage);
    expect(recording.events.some(event => event.type === 'signal.fired')).toBe(false);
  });
});

test('a log of a named version lights what had no name by what it tells, dashed', () => {
  const told = [
    { seq: 1, t: 0, type: 'process.signalled', signal: 'SIGTERM' },
    { seq: 2, t: 10, type: 'signal.fired', name: 'ShutdownInitiated' },
    { seq: 3, t: 20, type: 'signal.fired', name: 'PreShutdownHooksStopped', inferred: true },
  ] as const;
  const view = applyEvents(emptyView(null), told, 0, told.length);
  const map = signalMapOf(view, null, 30, null, mapOfLineage('1.22'));
  expect(map.lamps.PreShutdownHooksStopped).toMatchObject({
    unnamed: 'the hooks are done',
    state: 'lit',
    inferred: true,
  });
  expect(map.lamps.NotAcceptingNewRequest).toBeUndefined();
});

describe('what was wrong is to be seen', () => {
  const at = (name: string, lineage: Lineage, sinceStop: number) => {
    const { plan, recording, stop } = runOn(name, lineage);
    const count = recording.events.filter(event => event.t <= stop + sinceStop).length;
    const view = applyEvents(emptyView(plan), recording.events, 0, count);
    return signalMapOf(view, plan, stop + sinceStop, null, mapOfLineage(lineage));
  };

  test('1.24: it rejects though the hook runs and the door is open', () => {
    const map = at('slow-hook', '1.24', 6_400);
    expect(map.gate).toMatchObject({ left: true, right: false });
    expect(map.lamps.HTTPServerStoppedListening).toMatchObject({
      state: 'armed',
      note: { kind: 'waitsFor', signals: ['PreShutdownHooksStopped'], areNamed: false },
    });
    expect(map.edges['delay-drain']).toBe('past');
  });

  test('1.23: the listener closes with the delay, whatever the hook does', () => {
    const map = at('slow-hook', '1.23', 6_400);
    expect(map.lamps.HTTPServerStoppedListening?.state).toBe('lit');
    expect(map.lamps.PreShutdownHooksStopped?.state).toBe('armed');
  });

  test('1.20: /readyz turns red at once, and nothing is rejected before Server.Shutdown has returned', () => {
    const map = at('slow-hook', '1.20', 6_400);
    expect(map.lamps.ShutdownInitiated).toMatchObject({ unnamed: '/readyz turns red', state: 'lit' });
    expect(map.lamps.HTTPServerStoppedListening?.state).toBe('lit');
    expect(map.lamps.NotAcceptingNewRequest).toMatchObject({
      state: 'armed',
      note: { kind: 'waitsForServer' },
    });
  });

  test('1.16: /readyz turns red only with the end of the delay, and nobody waits for the listener', () => {
    const map = at('slow-hook', '1.16', 6_400);
    expect(map.lamps.ShutdownInitiated).toBeUndefined();
    expect(map.lamps.AfterShutdownDelayDuration).toMatchObject({ state: 'lit', turnsReadyzRed: true });
    expect(map.edges['http-nobody']).toBe('past');
    expect(
      map.plan.edges.some(edge => edge.from === 'HTTPServerStoppedListening' && edge.to === 'exit'),
    ).toBe(false);
  });

  test('1.10: the door shuts and everything is rejected in the instant of the stop', () => {
    const map = at('slow-hook', '1.10', 1);
    expect(map.lamps.HTTPServerStoppedListening?.state).toBe('lit');
    expect(map.lamps.NotAcceptingNewRequest?.state).toBe('lit');
    expect(map.lamps.AfterShutdownDelayDuration).toBeUndefined();
  });

  test('1.6: from SIGTERM straight to the end', () => {
    const map = at('slow-hook', '1.6', 1);
    expect(map.lamps).toEqual({});
    expect(map.edges).toEqual({ 'ctx-exit': 'past' });
    expect(map.exit?.code).toBe(143);
  });

  test('what came before its causes says why, and no way claims to have led there', () => {
    const map = at('slow-hook', '1.14', 7_000);
    expect(map.lamps.PreShutdownHooksStopped?.state).toBe('armed');
    expect(map.lamps.NotAcceptingNewRequest).toMatchObject({ state: 'lit', byServer: true });
    expect(map.edges['hook-nanr']).toBe('next');
  });

  test('since 1.25 the map is that of today', () => {
    for (const lineage of LINEAGES.filter(step => atLeast(step, '1.25')))
      expect(mapOfLineage(lineage)).toBe(mapOfLineage('1.33'));
  });
});

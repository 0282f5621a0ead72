import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import type { Message } from '../../../machines/inspect/protocol.ts';
import { RunActors } from '../../../machines/inspect/run-actors.ts';
import type { Sighting } from '../../../machines/inspect/sighting.ts';
import { statelySpeaker } from '../../../machines/inspect/stately.ts';
import { xstate4Speaker } from '../../../machines/inspect/xstate4.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { emptyView } from '../../../machines/view/run-view.ts';
import { statechartOf } from '../../../machines/view/statechart.ts';
import { createMachine4, State4 } from '../../inspect/xstate4/receiver.ts';

const SCENARIOS = ['graceful', 'slow-hook', 'retry-after'];

function recordingOf(name: string): Recording {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`no scenario ${name}`);
  return simulate(entry.scenario, entry.source);
}

function sightingsOf(recording: Recording, rows = 1000): { sightings: Sighting[]; actors: RunActors } {
  const probes = (recording.header.scenario?.clients ?? []).flatMap(client =>
    client.kind === 'probe' ? [client.name] : [],
  );
  const actors = new RunActors({ run: 'run-1', lineage: null, context: {}, probes, rows });
  const sightings = [
    ...actors.begin(),
    ...recording.events.flatMap(event => actors.see(event)),
    ...actors.end(recording.events.at(-1)),
  ];
  return { sightings, actors };
}

/** `shuttingDown.waiting`, as recordings write it. */
function path(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([key, inner]) => `${key}.${path(inner)}`)
    .join(',');
}

describe.each(SCENARIOS)('an inspected run of %s', name => {
  const recording = recordingOf(name);
  const { sightings } = sightingsOf(recording);

  test('ends with every machine in the state that the page shows', () => {
    const view = applyEvents(emptyView(null), recording.events, 0, recording.events.length);
    const last = new Map<string, unknown>();
    for (const sighting of sightings)
      if (sighting.kind !== 'event') last.set(sighting.actor.name, sighting.value);
    expect(view.states.size).toBeGreaterThan(5);
    for (const [key, { state }] of view.states) {
      const region = key.slice(key.lastIndexOf('/') + 1);
      const machine = key.slice(0, key.lastIndexOf('/'));
      const value = last.get(machine);
      expect(path(machine === 'lifecycle' ? (value as Record<string, unknown>)[region] : value), key).toBe(
        state,
      );
    }
  });

  test('has every actor born before it is heard of, after its parent, and stopped once', () => {
    const alive = new Set<string>();
    const ever = new Set<string>();
    for (const { kind, actor } of sightings) {
      if (kind === 'actor') {
        expect(ever.has(actor.id), actor.id).toBe(false);
        expect(actor.parent === null || alive.has(actor.parent), actor.id).toBe(true);
        alive.add(actor.id);
        ever.add(actor.id);
      } else {
        expect(alive.has(actor.id), `${kind} ${actor.id}`).toBe(true);
        if (kind === 'stop') alive.delete(actor.id);
      }
    }
    expect(alive).toEqual(new Set());
    const requests = recording.events.filter(event => event.type === 'request.sent').length;
    expect([...ever].filter(id => /\/r\d+$/.test(id))).toHaveLength(requests);
  });

  test('XState 5 takes every definition and every value', () => {
    const speak = statelySpeaker(t => t);
    const machines = new Map<string, AnyStateMachine>();
    for (const message of sightings.flatMap(speak) as (Message & StatelyFields)[]) {
      expect(message).toMatchObject({ rootId: 'run-1', createdAt: expect.stringMatching(/^\d+$/) });
      if (message.definition !== undefined)
        machines.set(message.sessionId, createMachine(JSON.parse(message.definition)));
      if (message.snapshot === undefined) continue;
      const machine = machines.get(message.sessionId);
      expect(machine?.resolveState({ value: message.snapshot.value as never, context: {} }).value).toEqual(
        message.snapshot.value,
      );
    }
    expect(machines.size).toBeGreaterThan(5);
  });

  test('XState 4 takes every definition and every state', () => {
    const machines = new Map<string, ReturnType<typeof createMachine4>>();
    for (const message of sightings.flatMap(xstate4Speaker) as (Message & ServiceFields)[]) {
      if (message.machine !== undefined)
        machines.set(message.sessionId, createMachine4(JSON.parse(message.machine)));
      if (message.event !== undefined) expect(JSON.parse(message.event)).toMatchObject({ $$type: 'scxml' });
      if (message.state === undefined) continue;
      const state = State4.create(JSON.parse(message.state));
      expect(machines.get(message.sessionId)?.resolveState(state).value).toEqual(state.value);
    }
    expect(machines.size).toBeGreaterThan(5);
  });
});

interface StatelyFields {
  readonly sessionId: string;
  readonly definition?: string;
  readonly snapshot?: { readonly value: unknown };
}

interface ServiceFields {
  readonly sessionId: string;
  readonly machine?: string;
  readonly state?: string;
  readonly event?: string;
}

test('the definition that travels draws the same states and transitions as the machine itself', () => {
  const { sightings } = sightingsOf(recordingOf('graceful'));
  for (const sighting of sightings) {
    if (sighting.kind !== 'actor') continue;
    const [message] = statelySpeaker(t => t)(sighting) as unknown as StatelyFields[];
    const drawn = statechartOf(createMachine(JSON.parse(message?.definition ?? '')));
    const { chart } = sighting.actor;
    const sketch = (of: typeof chart) => ({
      root: of.root,
      transitions: of.transitions
        .map(({ source, targets, label, guard }) => ({ source, targets, label, guard }))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    });
    expect(sketch(drawn).transitions).toEqual(sketch(chart).transitions);
    expect(ids(drawn.root)).toEqual(ids(chart.root));
  }
});

function ids(state: {
  readonly id: string;
  readonly children: readonly never[] | readonly object[];
}): unknown {
  return [state.id, (state.children as (typeof state)[]).map(ids)];
}

test('what a machine was told comes before what became of it, with its sender', () => {
  const { sightings } = sightingsOf(recordingOf('graceful'), 0);
  const stop = sightings.findIndex(
    sighting => sighting.kind === 'event' && sighting.event.type === 'stop.requested',
  );
  expect(sightings[stop]).toMatchObject({ actor: { name: 'lifecycle' }, source: 'run-1/process' });
  expect(sightings[stop + 1]).toMatchObject({
    kind: 'snapshot',
    actor: { name: 'lifecycle' },
    event: { type: 'stop.requested' },
    value: { delay: 'delaying' },
  });
});

test('requests and connections beyond the bound are left out and counted', () => {
  const { sightings, actors } = sightingsOf(recordingOf('graceful'), 2);
  let open = 0;
  for (const { kind, actor } of sightings) {
    if (!/\/[cr]\d+$/.test(actor.id)) continue;
    if (kind === 'actor') open++;
    if (kind === 'stop') open--;
    expect(open).toBeLessThanOrEqual(2);
  }
  expect(actors.leftOut).toBeGreaterThan(0);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signalsOf } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import { compareRuns } from '../../../machines/recording/compare.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { type LineageRow, lineageRow, type RowPart } from '../../../machines/recording/lineage-table.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { timeSpent } from '../../../machines/recording/time-spent.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import type { ScenarioSource } from '../../../machines/scenario/schema.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';

function runOf(source: ScenarioSource, lineage: Lineage): Recording {
  const on = onLineage(source, lineage).source;
  const result = validateScenario(on);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return simulate(result.scenario, on);
}

function library(name: string): ScenarioSource {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(name);
  return entry.source;
}

const rowOf = (name: string, lineage: Lineage): LineageRow => lineageRow(runOf(library(name), lineage));
const part = (row: LineageRow, wanted: RowPart) => {
  const found = row.spans.find(span => span.part === wanted);
  return found === undefined ? null : [found.from, found.to];
};
const momentOf = (row: LineageRow, key: string) => row.moments.find(moment => moment.key === key)?.t ?? null;

describe('graceful, a row for each lineage', () => {
  test('1.6 is killed at once: nothing lasts, and what was in flight is dropped with its audit events', () => {
    const row = rowOf('graceful', '1.6');
    expect(row).toMatchObject({ spans: [], exit: { code: 143, reason: 'killed', t: 0 } });
    expect(row.dropped).toBeGreaterThan(0);
    expect(row.auditLost).toBeGreaterThan(0);
  });

  test('1.10 takes no new connections from the stop on, and has no /readyz that could fail', () => {
    const row = rowOf('graceful', '1.10');
    expect(part(row, 'listening')).toBeNull();
    expect(part(row, 'unready')).toBeNull();
    expect(part(row, 'delay')).toBeNull();
    expect(part(row, 'rejecting')?.[0]).toBe(0);
  });

  test('1.16 turns /readyz red when its delay is over, 1.20 when it begins', () => {
    expect(part(rowOf('graceful', '1.16'), 'unready')?.[0]).toBe(5_000);
    expect(part(rowOf('graceful', '1.20'), 'unready')?.[0]).toBe(0);
  });

  test('1.20 rejects only once Server.Shutdown has returned, 1.22 from the end of the delay on', () => {
    const old = rowOf('graceful', '1.20');
    expect(part(old, 'rejecting')).toBeNull();
    expect(momentOf(old, 'notAccepting')).toBe(part(old, 'serverShutdown')?.[1]);
    expect(part(rowOf('graceful', '1.22'), 'rejecting')?.[0]).toBe(5_000);
  });

  test('moments have the names of their version, and none before 1.22', () => {
    const names = (lineage: Lineage) =>
      rowOf('graceful', lineage).moments.flatMap(({ signal }) => signal ?? []);
    expect(names('1.20')).toEqual([]);
    expect(names('1.24')).not.toContain('NotAcceptingNewRequest');
    expect(names('1.25')).toContain('NotAcceptingNewRequest');
  });
});

describe('any row', () => {
  const anyRun = fc
    .tuple(fc.constantFrom(...LIBRARY), fc.constantFrom(...LINEAGES), fc.integer({ min: 0, max: 1_000 }))
    .map(([{ source }, lineage, seed]) => runOf({ ...source, seed }, lineage));

  test('lies between the stop and the exit, and says what the summary says', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyRun, recording => {
        const row = lineageRow(recording);
        const { dropped, turnedAway, watchesCut, exit } = summarize(recording);
        expect(row).toMatchObject({ dropped, turnedAway, watchesCut, exit });
        for (const { from, to } of row.spans) {
          expect(from).toBeGreaterThanOrEqual(0);
          if (to !== null) expect(to).toBeGreaterThan(from);
          if (row.exit !== null) expect(to).toBeLessThanOrEqual(row.exit.t);
        }
        const own = signalsOf(recording.header.lineage as Lineage);
        for (const { signal } of row.moments) if (signal !== null) expect(own).toContain(signal);
      }),
      { numRuns: 30 },
    );
  });

  test('of a run that was never stopped has requests, and nothing else', () => {
    const source: ScenarioSource = { ...library('graceful'), script: [], duration: '2s' };
    const row = lineageRow(runOf(source, '1.20'));
    expect(row).toMatchObject({ isStopped: false, spans: [], moments: [], exit: null });
    expect(row.ok).toBeGreaterThan(0);
  });

  test('of a recording that ends before the process does leaves open what had not ended', () => {
    const { header, events } = runOf(library('graceful'), '1.25');
    const cut = events.findIndex(event => event.type === 'hook.finished' && event.phase === 'preShutdown');
    const row = lineageRow({ header, events: events.slice(0, cut) });
    expect(row.exit).toBeNull();
    expect(part(row, 'hooks')).toEqual([0, null]);
    expect(part(row, 'listening')).toEqual([0, null]);
  });
});

describe('two lineages compared', () => {
  const compared = (a: Lineage, b: Lineage) =>
    compareRuns(runOf(library('graceful'), a), runOf(library('graceful'), b));

  test('are aligned at the stop, where one has no ShutdownInitiated', () => {
    expect(compared('1.20', '1.27')).toMatchObject({ alignment: 'stop', origins: { a: 4_000, b: 4_000 } });
  });

  test('have their moments side by side, with the name that one of them has', () => {
    const { moments } = compared('1.20', '1.27');
    expect(moments.find(({ key }) => key === 'delayOver')).toMatchObject({
      signal: 'AfterShutdownDelayDuration',
      a: 5_000,
      b: 5_000,
      difference: 0,
    });
    const rejecting = moments.find(({ key }) => key === 'notAccepting');
    expect(rejecting?.difference).toBeLessThan(0);
  });

  test('with all signals on both sides have no need of moments', () => {
    expect(compared('1.25', '1.33').moments).toEqual([]);
  });

  test('differ first in what one did otherwise, not in what it has no name for', () => {
    const late = compared('1.16', '1.20').divergence;
    expect(late).toMatchObject({
      by: 'milestones',
      t: 0,
      b: { type: 'health.changed', endpoint: '/readyz' },
    });
    const rejecting = compared('1.20', '1.27').divergence;
    expect(rejecting).toMatchObject({
      t: 5_000,
      a: { type: 'listener.closed' },
      b: { type: 'signal.fired', name: 'NotAcceptingNewRequest' },
    });
    expect(compared('1.22', '1.23').divergence).toBeNull();
  });

  test('say how they spent their time, whatever their moments are called', () => {
    const spent = timeSpent(runOf(library('graceful'), '1.16'));
    expect(spent).toMatchObject({ delay: 5_000, hooks: 2_000 });
    expect(spent.drain).toBeGreaterThan(0);
    expect(timeSpent(runOf(library('graceful'), '1.6'))).toMatchObject({
      delay: null,
      hooks: null,
      shutdown: 0,
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportRecording } from '../../../machines/formats/exporter.ts';
import { perfettoFormat } from '../../../machines/formats/perfetto.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { requestFates } from '../../../machines/recording/outcomes.ts';
import { RUNS } from '../simulation/property-runs.ts';
import { arbitraryRun, LIBRARY_RUNS, requestsOf } from './recordings.ts';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly s?: string;
  readonly args: Readonly<Record<string, unknown>>;
}

function traceOf(recording: Recording): TraceEvent[] {
  return JSON.parse(exportRecording(perfettoFormat, recording)).traceEvents;
}

/** The rules of the Trace Event Format, as far as they concern what is written here. */
function expectValid(trace: readonly TraceEvent[]): void {
  const named = new Set<string>();
  const lastEnd = new Map<string, number>();
  for (const event of trace) {
    expect(Number.isInteger(event.pid) && Number.isInteger(event.tid)).toBe(true);
    if (event.ph === 'M') {
      if (event.name === 'process_name') named.add(`${event.pid}`);
      if (event.name === 'thread_name') named.add(`${event.pid}/${event.tid}`);
      continue;
    }
    // Whoever has a place has a name, and had it before.
    expect(named.has(`${event.pid}`) && named.has(`${event.pid}/${event.tid}`)).toBe(true);
    expect(Number.isInteger(event.ts) && (event.ts as number) >= 0).toBe(true);
    if (event.ph === 'X') expect(Number.isInteger(event.dur) && (event.dur as number) >= 0).toBe(true);
    else if (event.ph === 'i') expect(event.s).toBe('t');
    else expect(event.ph).toBe('C');
  }
  // Slices of one track do not overlap: they would be drawn as if one had called the other.
  const slices = trace.filter(({ ph }) => ph === 'X');
  slices.sort((a, b) => (a.ts as number) - (b.ts as number) || (a.dur as number) - (b.dur as number));
  for (const { pid, tid, ts = 0, dur = 0 } of slices) {
    const track = `${pid}/${tid}`;
    expect(ts).toBeGreaterThanOrEqual(lastEnd.get(track) ?? 0);
    lastEnd.set(track, ts + dur);
  }
}

function expectAllRequests(recording: Recording, trace: readonly TraceEvent[]): void {
  const slices = trace.filter(({ ph, args }) => ph === 'X' && 'request' in args);
  expect(slices.map(({ args }) => args.request).sort()).toEqual(requestsOf(recording));
  const endT = recording.events.at(-1)?.t ?? 0;
  for (const fate of requestFates(recording.events)) {
    const slice = slices.find(({ args }) => args.request === fate.request);
    const ts = Math.round(fate.sentT * 1000);
    expect(slice).toMatchObject({ ts, dur: Math.round((fate.endT ?? endT) * 1000) - ts });
    expect(slice?.args).toMatchObject({ outcome: fate.outcome ?? 'open', fate: fate.fate });
  }
}

describe('a trace for Perfetto', () => {
  test.each(LIBRARY_RUNS)('%s: is a valid trace with each request once, at its times', (_, recording) => {
    const trace = traceOf(recording);
    expectValid(trace);
    expectAllRequests(recording, trace);
  });

  test.each(LIBRARY_RUNS)('%s: has every signal, hook and connection', (_, recording) => {
    const trace = traceOf(recording);
    const ofType = (type: string) => recording.events.filter(event => event.type === type);
    const instants = trace.filter(({ ph }) => ph === 'i');
    for (const event of [
      ...ofType('signal.fired'),
      ...ofType('process.signalled'),
      ...ofType('connection.goaway'),
    ])
      expect(
        instants.some(({ ts, args }) => args.seq === event.seq && ts === Math.round(event.t * 1000)),
      ).toBe(true);
    const slices = trace.filter(({ ph }) => ph === 'X');
    for (const event of [
      ...ofType('hook.started'),
      ...ofType('connection.opened'),
      ...ofType('listener.opened'),
    ])
      expect(slices.some(({ ts, args }) => args.seq === event.seq && ts === Math.round(event.t * 1000))).toBe(
        true,
      );
  });

  test('of any run is valid', () => {
    fc.assert(
      fc.property(arbitraryRun, recording => {
        const trace = traceOf(recording);
        expectValid(trace);
        expectAllRequests(recording, trace);
      }),
      RUNS,
    );
  });

  test('begins with its events, and ends with what the recording is', () => {
    const [name, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const text = exportRecording(perfettoFormat, recording);
    expect(text.startsWith('{"traceEvents":[')).toBe(true);
    expect(JSON.parse(text).otherData).toMatchObject({ scenario: name, source: 'simulated' });
    expect(traceOf({ ...recording, events: [] })).toEqual([]);
  });
});

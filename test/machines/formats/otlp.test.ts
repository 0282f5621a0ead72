import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportRecording } from '../../../machines/formats/exporter.ts';
import { otlpFormat } from '../../../machines/formats/otlp.ts';
import { nanosAt, type Span } from '../../../machines/formats/otlp-span.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { requestFates } from '../../../machines/recording/outcomes.ts';
import { RUNS } from '../simulation/property-runs.ts';
import { arbitraryRun, LIBRARY_RUNS, requestsOf } from './recordings.ts';

function spansOf(recording: Recording): Span[] {
  const { resourceSpans } = JSON.parse(exportRecording(otlpFormat, recording));
  expect(resourceSpans).toHaveLength(1);
  expect(resourceSpans[0].resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'kube-apiserver' },
  });
  expect(resourceSpans[0].scopeSpans).toHaveLength(1);
  return resourceSpans[0].scopeSpans[0].spans;
}

const attributeOf = (span: Span, key: string): unknown =>
  Object.values(span.attributes.find(attribute => attribute.key === key)?.value ?? {})[0];

function expectValid(spans: readonly Span[]): void {
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  for (const span of spans) {
    expect(span.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(span.spanId).toMatch(/^(?!0{16})[0-9a-f]{16}$/);
    if (span.parentSpanId !== undefined) expect(ids.has(span.parentSpanId)).toBe(true);
    expect(span.startTimeUnixNano).toMatch(/^\d+$/);
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
    expect(span.name).not.toBe('');
    for (const event of span.events) expect(event.timeUnixNano).toMatch(/^\d+$/);
    for (const { key, value } of span.attributes) {
      expect(key).not.toBe('');
      expect(Object.keys(value)).toHaveLength(1);
    }
  }
  expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
}

function expectAllRequests(recording: Recording, spans: readonly Span[]): void {
  const requests = new Map<unknown, Span>();
  for (const span of spans) {
    const id = attributeOf(span, 'lastcall.request');
    if (id === undefined) continue;
    expect(requests.has(id)).toBe(false);
    requests.set(id, span);
  }
  expect([...requests.keys()].sort()).toEqual(requestsOf(recording));
  for (const fate of requestFates(recording.events)) {
    const span = requests.get(fate.request);
    expect(span?.startTimeUnixNano).toBe(nanosAt(recording.header.startedAt, fate.sentT));
    if (fate.endT !== null)
      expect(span?.endTimeUnixNano).toBe(nanosAt(recording.header.startedAt, fate.endT));
    expect(span && attributeOf(span, 'lastcall.outcome')).toBe(fate.outcome ?? 'open');
  }
}

describe('OpenTelemetry spans', () => {
  test.each(LIBRARY_RUNS)('%s: one trace, with each request once, at its times', (_, recording) => {
    const spans = spansOf(recording);
    expectValid(spans);
    expectAllRequests(recording, spans);
  });

  test.each(LIBRARY_RUNS)(
    '%s: the signals are events of the shutdown, or of the run before it',
    (_, recording) => {
      const spans = spansOf(recording);
      const [root] = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
      const shutdown = spans.find(({ name }) => name === 'shutdown');
      const stop = recording.events.find(event => event.type === 'process.signalled');
      expect(shutdown?.parentSpanId).toBe(stop === undefined ? undefined : root?.spanId);
      for (const event of recording.events) {
        if (event.type !== 'signal.fired') continue;
        const span = stop !== undefined && event.seq > stop.seq ? shutdown : root;
        expect(span?.events).toContainEqual(
          expect.objectContaining({ name: event.name, timeUnixNano: nanosAt(null, event.t) }),
        );
      }
    },
  );

  test('pre-shutdown hooks are children of the shutdown, and a failed one is in error', () => {
    const recording = LIBRARY_RUNS.find(([name]) => name === 'failing-hook')?.[1] as Recording;
    const spans = spansOf(recording);
    const shutdown = spans.find(({ name }) => name === 'shutdown');
    const hooks = spans.filter(span => attributeOf(span, 'lastcall.hook.phase') === 'preShutdown');
    expect(hooks.length).toBeGreaterThan(0);
    for (const hook of hooks) expect(hook.parentSpanId).toBe(shutdown?.spanId);
    expect(hooks.some(({ status }) => status.code === 2)).toBe(true);
  });

  test('the same recording gives the same spans, another one another trace', () => {
    const [[, one], [, other]] = LIBRARY_RUNS as unknown as [
      (typeof LIBRARY_RUNS)[0],
      (typeof LIBRARY_RUNS)[0],
    ];
    expect(exportRecording(otlpFormat, one)).toBe(exportRecording(otlpFormat, one));
    expect(spansOf(one)[0]?.traceId).not.toBe(spansOf(other)[0]?.traceId);
  });

  test('of any run are valid', () => {
    fc.assert(
      fc.property(arbitraryRun, recording => {
        const spans = spansOf(recording);
        expectValid(spans);
        expectAllRequests(recording, spans);
      }),
      RUNS,
    );
  });
});

describe('a moment in nanoseconds', () => {
  test('is exact to the microsecond', () => {
    expect(nanosAt('2026-03-01T12:00:00.123Z', 0.001)).toBe('1772366400123001000');
    expect(nanosAt(null, 1500.25)).toBe('1500250000');
  });

  test('agrees with the calendar, in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-02'), max: new Date('2200-01-01'), noInvalidDate: true }),
        fc.integer({ min: -720, max: 720 }),
        (date, offset) => {
          const nanos = String(BigInt(date.getTime()) * 1_000_000n);
          expect(nanosAt(date.toISOString(), 0)).toBe(nanos);
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
          const size = Math.abs(offset);
          const zone = [Math.floor(size / 60), size % 60]
            .map(part => String(part).padStart(2, '0'))
            .join(':');
          expect(nanosAt(`${local}${offset < 0 ? '-' : '+'}${zone}`, 0)).toBe(nanos);
        },
      ),
      RUNS,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvFormat, csvLine } from '../../../machines/formats/csv.ts';
import { exportRecording } from '../../../machines/formats/exporter.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { requestFates } from '../../../machines/recording/outcomes.ts';
import { RUNS } from '../simulation/property-runs.ts';
import { parseCsv } from './csv-parser.ts';
import { arbitraryRun, LIBRARY_RUNS } from './recordings.ts';

/** The rows of the table, by the names of its columns. */
function rowsOf(recording: Recording): Record<string, string>[] {
  const [titles = [], ...rows] = parseCsv(exportRecording(csvFormat, recording));
  return rows.map(row => {
    expect(row).toHaveLength(titles.length);
    return Object.fromEntries(row.map((cell, index) => [titles[index], cell]));
  });
}

/** What a cell says, without the apostrophe that keeps it from being a formula. */
const meant = (cell: string | undefined): string | undefined => cell?.replace(/^'(?=[=+\-@\t\r])/, '');
const written = (value: string | number | null): string => (value === null ? '' : String(value));

function expectAllRequests(recording: Recording): void {
  const rows = rowsOf(recording).sort((a, b) =>
    written(a.request ?? '') < written(b.request ?? '') ? -1 : 1,
  );
  const fates = requestFates(recording.events).sort((a, b) => (a.request < b.request ? -1 : 1));
  expect(
    rows.map(({ request, name, client, path, sent_ms, ended_ms, outcome, status, fate }) => [
      request,
      meant(name),
      meant(client),
      path,
      sent_ms,
      ended_ms,
      outcome,
      status,
      fate,
    ]),
  ).toEqual(
    fates.map(row =>
      [
        row.request,
        row.name,
        row.client,
        row.path,
        row.sentT,
        row.endT,
        row.outcome,
        row.status,
        row.fate,
      ].map(written),
    ),
  );
}

describe('requests as CSV', () => {
  test.each(LIBRARY_RUNS)(
    '%s: each request has one row, with its times, outcome and fate',
    (_, recording) => {
      expectAllRequests(recording);
    },
  );

  test('any text comes back as it was', () => {
    fc.assert(fc.property(arbitraryRun, expectAllRequests), RUNS);
  });

  test('tells when the server took a request and on which connection', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const [row] = rowsOf(recording);
    const events = recording.events.filter(event => 'request' in event && event.request === row?.request);
    const arrived = events.find(event => event.type === 'request.arrived');
    const admitted = events.find(event => event.type === 'request.admitted');
    expect(row).toMatchObject({
      arrived_ms: String(arrived?.t),
      admitted_ms: String(admitted?.t),
      connection: arrived?.type === 'request.arrived' ? arrived.connection : null,
      protocol: 'h2',
    });
  });

  test('a run without requests is a table without rows', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    expect(rowsOf({ ...recording, events: [] })).toEqual([]);
  });

  test.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'a text that a spreadsheet would calculate, %j, is a text',
    text => {
      expect(csvLine([text])).toMatch(/^"?'/);
    },
  );

  test('numbers stay numbers, also negative ones', () => {
    expect(csvLine([-1.5, null, true])).toBe('-1.5,,true\r\n');
  });

  test('says what it leaves out', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const exporter = csvFormat.begin(recording.header);
    for (const event of recording.events) exporter.take(event);
    exporter.take({ seq: 1e6, t: 1e6, type: 'requests.summarized', from: 0, to: 1, outcomes: { ok: 7 } });
    exporter.end();
    expect(exporter.leftOut).toEqual([
      '7 requests are recorded only as a number: they have no row of their own',
      expect.stringMatching(/^\d+ events that are not about requests$/),
    ]);
  });
});

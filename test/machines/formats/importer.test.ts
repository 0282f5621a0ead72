import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingFound } from '../../../machines/formats/import-problem.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { readRecording } from '../../../machines/recording/reader.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { SHUTDOWN_SIGNALS } from '../../../machines/signals.ts';
import { emitted, klogJson, klogText, PREFIXES, STOP_AT } from './emit.ts';
import { accountedLines, eventsOf, importLines, importText } from './importing.ts';
import { REAL_RUNS, type RealRun, realRuns } from './real-lines.ts';

/** One run of each scenario of each version. */
const FIRST_RUNS = REAL_RUNS.filter(
  (run, index) => index === 0 || REAL_RUNS[index - 1]?.scenario !== run.scenario,
);

function bare(run: RealRun): string[] {
  return emitted(run.lines).map(line => klogText(line));
}

/** What tells that the time zone is not known, and texts whose form depends on the format, do not matter. */
function comparable(events: readonly RunEvent[]): unknown[] {
  return events
    .filter(event => !(event.type === 'note' && event.text.includes('time zone')))
    .map(({ seq: _, t, ...event }) => ({
      ...event,
      t: Math.round(t * 100) / 100,
      ...(event.type === 'note' ? { text: event.text.replace(/ error=.*/, '') } : {}),
    }));
}

describe('all lines of recorded servers', () => {
  test('there are hundreds of runs, of nine versions', () => {
    expect(new Set(REAL_RUNS.map(run => run.version)).size).toBe(9);
    expect(REAL_RUNS.length).toBeGreaterThan(600);
  });

  test('every signal that was logged is found, at its time and in its order', () => {
    for (const run of REAL_RUNS) {
      const result = importLines(bare(run));
      const logged = run.lines.flatMap(({ t, text }) => {
        const name = /name="(\w+)"$/.exec(text)?.[1];
        return name === undefined ? [] : [{ name, at: Math.round((STOP_AT + t) * 1000) }];
      });
      const { header, events } = result.recording(1);
      const begin = Date.parse(header.startedAt ?? '') * 1000 + Number(header.startedAt?.slice(23, 26));
      const found = events.flatMap(event =>
        event.type === 'signal.fired' && event.name !== 'MuxAndDiscoveryComplete' && !event.inferred
          ? [{ name: event.name, at: Math.round(begin + event.t * 1000) }]
          : [],
      );
      const at = ({ at: time }: { at: number }): number => time;
      expect(
        found.map(({ name }) => name),
        `${run.version} ${run.scenario}`,
      ).toEqual(logged.toSorted((a, b) => at(a) - at(b)).map(({ name }) => name));
      for (const [index, signal] of found.entries())
        expect(Math.abs(signal.at - (logged[index]?.at ?? 0))).toBeLessThan(2);
      expect(result.found).toHaveLength(1);
      expect(accountedLines(result)).toBe(result.counts.total);
    }
  });

  test('the lineage follows from the lines', () => {
    const lineages = new Map<string, Set<string | null>>();
    for (const run of REAL_RUNS) {
      const [found] = importLines(bare(run)).found;
      lineages.set(run.version, (lineages.get(run.version) ?? new Set()).add(found?.lineage ?? null));
    }
    expect(Object.fromEntries([...lineages].map(([version, set]) => [version, [...set].sort()]))).toEqual({
      'v1.17.3': [null],
      'v1.20.1': ['1.20', null],
      'v1.22.2': ['1.22'],
      // A log has no line that 1.23 was the first to write in every run.
      'v1.23.1': ['1.22', '1.23'],
      'v1.24.0': ['1.22', '1.23'],
      'v1.25.2': ['1.25'],
      'v1.26.1': ['1.25'],
      // Where a hook fails, nothing is logged that 1.25 does not log too.
      'v1.27.2': ['1.25', '1.27'],
      'v1.34.1': ['1.25', '1.27', '1.33'],
    });
  });

  test('what becomes a recording is read back as it was', () => {
    for (const run of FIRST_RUNS) {
      const recording = importLines(bare(run)).recording(1);
      const read = readRecording(writeRecording(recording));
      expect(read).toEqual({ ok: true, recording, cut: null });
      expect(summarize(recording).mode).toBe('import');
    }
  });

  test('how the process ended is inferred, and marked so', () => {
    const reasons = (scenario: string): unknown[] =>
      ['v1.25.2', 'v1.27.2', 'v1.34.1'].flatMap(version =>
        realRuns(version, scenario).map(run => {
          const exit = eventsOf(importLines(bare(run))).findLast(event => event.type === 'process.exited');
          return exit?.inferred ? exit.reason : null;
        }),
      );
    expect(new Set(reasons('A.retryafter-off'))).toEqual(new Set(['completed']));
    expect(new Set(reasons('D-panic.retryafter-on'))).toEqual(new Set(['hook-panicked']));
    // Nothing of the library says that Run has returned an error; whoever runs it may.
    expect(new Set(reasons('D-error.retryafter-off'))).toEqual(new Set([null]));
  });
});

describe('forms of lines', () => {
  const samples = FIRST_RUNS.filter(
    ({ version, scenario }) =>
      /^v1\.(20|23|27|34)/.test(version) && /^(A|B|G1|G4|I1|D-panic)\b/.test(scenario),
  );

  for (const [name, prefix] of Object.entries(PREFIXES)) {
    test(`${name}: the same events`, () => {
      for (const run of samples) {
        const expected = comparable(eventsOf(importLines(bare(run))));
        const lines = emitted(run.lines);
        const text = importLines(lines.map(line => prefix(klogText(line), line.at)));
        expect(comparable(eventsOf(text)), `${run.version} ${run.scenario} as text`).toEqual(expected);
        expect(accountedLines(text)).toBe(text.counts.total);
        if (name === 'docker compose' || name === 'stern') continue;
        const json = importLines(lines.map(line => prefix(klogJson(line), line.at)));
        expect(comparable(eventsOf(json)), `${run.version} ${run.scenario} as JSON`).toEqual(expected);
      }
    });
  }

  test('JSON with times as RFC 3339 gives the same events', () => {
    for (const run of samples) {
      const json = importLines(emitted(run.lines).map(line => klogJson(line, true)));
      expect(comparable(eventsOf(json))).toEqual(comparable(eventsOf(importLines(bare(run)))));
    }
  });

  test('each line may come in another form', () => {
    const [run] = realRuns('v1.34.1', 'B.retryafter-on') as [RealRun];
    // Those that name the same source.
    const forms = ['journald short-iso', 'journald json', 'journald short-full', 'journald short-unix'];
    const lines = emitted(run.lines).map((line, index) => {
      const form = PREFIXES[forms[index % forms.length] as string];
      return form?.(index % 3 === 0 ? klogJson(line) : klogText(line), line.at) ?? '';
    });
    expect(comparable(eventsOf(importLines(lines)))).toEqual(comparable(eventsOf(importLines(bare(run)))));
  });

  test('the pieces in which the text arrives do not matter', () => {
    const [run] = realRuns('v1.27.2', 'G1-watch-grace3s.retryafter-on') as [RealRun];
    const text = emitted(run.lines)
      .map(line => PREFIXES['container runtime, in pieces']?.(klogText(line), line.at))
      .join('\r\n');
    const whole = importText(text);
    for (const pieces of [1, 7, 64, 1000]) {
      const result = importText(text, { pieces });
      expect(eventsOf(result)).toEqual(eventsOf(whole));
      expect(result.counts).toEqual(whole.counts);
    }
  });

  test('a last line that is cut off does no harm', () => {
    const [run] = realRuns('v1.27.2', 'A.retryafter-off') as [RealRun];
    const text = bare(run).join('\n');
    for (let length = text.length; length > text.length - 150; length--) {
      const result = importText(text.slice(0, length));
      expect(result.found[0]?.signals.length).toBeGreaterThan(4);
      expect(accountedLines(result)).toBe(result.counts.total);
    }
  });
});

describe('several processes', () => {
  const [first, second, third] = ['v1.25.2', 'v1.27.2', 'v1.34.1'].map(
    version => realRuns(version, 'A.retryafter-off')[0] as RealRun,
  ) as [RealRun, RealRun, RealRun];

  test('mixed with each other and thousands of other lines are told apart by their ids', () => {
    const all = [first, second, third].flatMap((run, index) => emitted(run.lines, { pid: 100 + index }));
    all.sort((a, b) => a.at - b.at);
    const noise = (index: number): string =>
      klogText({
        at: STOP_AT + index,
        severity: 'I',
        pid: 100 + (index % 3),
        text: '"Caches are synced" controller="x"',
      });
    const lines = all.flatMap((line, index) => [
      ...Array.from({ length: 100 }, (_, n) => noise(index + n)),
      klogText(line),
    ]);
    const result = importLines(lines);
    expect(result.found.map(({ pid, lineage }) => [pid, lineage]).sort()).toEqual([
      [100, '1.25'],
      [101, '1.27'],
      [102, '1.33'],
    ]);
    for (const { id, pid } of result.found) {
      const run = [first, second, third][(pid ?? 0) - 100] as RealRun;
      const alone = importLines(bare(run)).recording(1);
      const strip = (events: readonly RunEvent[]): unknown[] => events.map(({ line: _, ...event }) => event);
      expect(strip(result.recording(id).events)).toEqual(strip(alone.events));
    }
  });

  test('one after the other with the same id, as in a container, are told apart by what happens only once', () => {
    const lines = [first, second, third].flatMap((run, index) =>
      emitted(run.lines, { pid: 1, stopAt: STOP_AT + index * 3_600_000 }).map(line => klogText(line)),
    );
    const result = importLines(lines);
    expect(result.found.map(({ lineage }) => lineage)).toEqual(['1.25', '1.27', '1.33']);
    expect(result.chosen).toBe(3);
    expect(result.found.every(({ signals }) => SHUTDOWN_SIGNALS.every(name => signals.includes(name)))).toBe(
      true,
    );
  });

  test('with the same id on two hosts are two', () => {
    const on = (host: string, run: RealRun): string[] =>
      emitted(run.lines, { pid: 1 }).map(
        line => `2026-11-21T08:01:02Z ${host} kube-apiserver[1]: ${klogText(line)}`,
      );
    const [a, b] = [on('node-a', first), on('node-b', second)];
    const mixed = a.flatMap((line, index) => [line, ...(b[index] === undefined ? [] : [b[index]])]);
    expect(importLines([...mixed, ...b.slice(a.length)]).found.map(({ source }) => source)).toEqual([
      'node-a/kube-apiserver',
      'node-b/kube-apiserver',
    ]);
  });

  test('one that stopped in the middle and has a successor was killed', () => {
    const cut = emitted(first.lines, { pid: 1 }).slice(0, -4);
    const next = emitted(second.lines, { pid: 1, stopAt: STOP_AT + 60_000 });
    const result = importLines([...cut, ...next].map(line => klogText(line)));
    expect(result.recording(1).events.at(-1)).toMatchObject({
      type: 'process.exited',
      reason: 'killed',
      inferred: true,
    });
    expect(result.found[0]?.exitAt).not.toBeNull();
  });

  test('without an end and without a successor it is not known how it ended', () => {
    const result = importLines(
      emitted(first.lines)
        .slice(0, -4)
        .map(line => klogText(line)),
    );
    expect(result.found[0]?.exitAt).toBeNull();
    expect(summarize(result.recording(1)).exit).toBeNull();
  });
});

describe('a log without any such line', () => {
  test('says what was looked for and which verbosity prints it', () => {
    const result = importLines([
      'hello',
      klogText({ at: STOP_AT, severity: 'I', pid: 1, text: 'Caches are synced' }),
    ]);
    expect(result).toMatchObject({ found: [], chosen: null, counts: { total: 2, other: 2, used: 0 } });
    const message = nothingFound(result);
    for (const part of [
      '2 lines',
      '-v=1',
      '-v=2',
      '-v=3',
      '[graceful-termination]',
      '1.22',
      'Serving securely on',
    ])
      expect(message).toContain(part);
  });

  test('is told apart from one that has only HTTP requests, and from one that is empty', () => {
    const http = '"HTTP" verb="GET" URI="/readyz" latency="1.2ms" userAgent="x" srcIP="10.0.0.1:1" resp=200';
    const line = klogText({ at: STOP_AT, severity: 'I', pid: 1, text: http }).replace(
      'genericapiserver.go',
      'httplog.go',
    );
    expect(nothingFound(importLines([line]))).toContain('1 of them are HTTP requests');
    expect(nothingFound(importText(''))).toContain('the log is empty');
  });
});

describe('whatever comes', () => {
  const real = bare(realRuns('v1.34.1', 'B.retryafter-on')[0] as RealRun);
  const forms = Object.values(PREFIXES);
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom(...real),
    fc.tuple(fc.constantFrom(...real), fc.constantFrom(...forms)).map(([text, form]) => form(text, STOP_AT)),
    // Real lines with a few characters changed, or cut.
    fc
      .tuple(fc.constantFrom(...real), fc.nat(120), fc.string({ maxLength: 4 }), fc.constantFrom(...forms))
      .map(([text, at, change, form]) => form(text.slice(0, at) + change + text.slice(at + 2), STOP_AT)),
    fc.json().map(json => `{"log":${json},"msg":"[graceful-termination] x","ts":1}`),
  );

  test('nothing crashes, and every line is accounted for', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 300 }), (lines, pieces) => {
        const result = importText(lines.join('\n'), { pieces });
        expect(accountedLines(result)).toBe(result.counts.total);
        for (const count of Object.values(result.counts)) expect(count).toBeGreaterThanOrEqual(0);
        for (const { id } of result.found) {
          const recording = result.recording(id);
          const read = readRecording(writeRecording(recording));
          expect(read).toEqual({ ok: true, recording, cut: null });
          summarize(recording);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('lines around those that matter change nothing', () => {
    const expected = importLines(real)
      .recording(1)
      .events.map(({ line: _, ...event }) => event);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 30 }), noise => {
        const lines = real.flatMap((text, index) => [noise[index]?.replaceAll('\n', ' ') ?? '', text]);
        const events = importLines(lines).recording(1).events;
        expect(events.map(({ line: _, ...event }) => event)).toEqual(expected);
      }),
    );
  });
});

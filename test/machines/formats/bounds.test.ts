import { describe, expect, test } from 'vitest';
import { LineScanner } from '../../../machines/formats/line-scanner.ts';
import { klogText, STOP_AT } from './emit.ts';
import { accountedLines, importLines, importText } from './importing.ts';

const at = (seconds: number, text: string, pid = 1): string =>
  klogText({ at: STOP_AT + seconds * 1000, severity: 'I', pid, text });
const SERVING = 'Serving securely on [::]:6443';

/** Lines on which a careless pattern would take for ever. */
const EVIL = [
  `GET /a: (1ms) 200${' ['.repeat(60_000)}`,
  `GET /a: (1ms) 200 ${'[1.1.1.1:1] '.repeat(20_000)}`,
  `"HTTP" verb="GET" URI="${'\\'.repeat(100_000)}`,
  `"HTTP" ${'verb="GET" URI="'.repeat(10_000)}`,
  `"[graceful-termination] shutdown event" ${'a=" '.repeat(40_000)}`,
  `"[graceful-termination] ${'\\"'.repeat(50_000)}`,
  `${'PreShutdownHook "a" failed: '.repeat(5_000)}`,
  `${'PreShutdownHook "'.repeat(8_000)}`,
  `${'a,'.repeat(60_000)} check failed: readyz`,
  `MuxAndDiscoveryComplete ${'x '.repeat(60_000)}`,
  `reason: 'Termination${'x'.repeat(100_000)}`,
];

describe('long lines', () => {
  test.each(EVIL.map((line, index) => [index, line]))(
    'a line made to be slow is read at once (%i)',
    (_, text) => {
      const forms = [
        at(0, text).replace('genericapiserver.go', 'httplog.go'),
        text,
        `2026-11-21T08:01:02Z ${text}`,
        `2026-11-21T08:01:02Z {${text}} httplog.go: check failed: graceful-termination]`,
        `{"log":${JSON.stringify(at(0, text))}}`,
      ];
      const began = performance.now();
      for (const form of forms) importLines([at(-9, SERVING), form]).recording(1);
      expect(performance.now() - began).toBeLessThan(5000);
    },
  );

  test('one without an end takes no memory, and is counted', () => {
    const result = importText(
      `${at(-9, SERVING)}\n${'x'.repeat(5_000_000)}\n${at(0, 'Stopped listening on [::]:6443')}\n`,
      {
        pieces: 65_536,
      },
    );
    expect(result.counts).toMatchObject({ total: 3, used: 2, leftOut: 1 });
  });
});

describe('many', () => {
  test('facts of one process are kept up to a bound', () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      at(index, `[graceful-termination] number ${index}`),
    );
    const result = importLines(lines);
    expect(result.counts).toMatchObject({ total: 3000, used: 2000, leftOut: 1000 });
  });

  test('processes are kept up to a bound, those that were stopped longest', () => {
    const lines = [
      at(0, '"[graceful-termination] shutdown event" name="ShutdownInitiated"', 7),
      ...Array.from({ length: 800 }, (_, index) => at(index, SERVING, 1000 + index)),
    ];
    const result = importLines(lines);
    expect(result.found).toHaveLength(500);
    expect(result.found[0]?.pid).toBe(7);
    expect(result.leftOutRuns).toBe(301);
    expect(accountedLines(result)).toBe(801);
  });

  test('failing probes that say the same are kept as one', () => {
    const lines = Array.from({ length: 500 }, (_, index) => at(index, 'shutdown check failed: readyz'));
    const result = importLines([at(-9, SERVING), ...lines]);
    expect(result.counts).toMatchObject({ used: 2, merged: 499 });
  });

  test('lines that are never completed are forgotten', () => {
    const pieces = Array.from(
      { length: 1000 },
      (_, index) => `[pod/p${index}/c] 2026-11-21T08:01:02Z stderr P x`,
    );
    const result = importLines([...pieces, at(0, SERVING)]);
    expect(result.counts).toMatchObject({ total: 1001, used: 1, other: 1000 });
  });
});

describe('the scanner', () => {
  test('finds each line with a marker once, wherever the text is cut', () => {
    const text = 'a\nx MARK MARK\n\nMARK\r\nb\nc MARK';
    for (let length = 1; length <= text.length; length++) {
      const found: [string, number][] = [];
      const scanner = new LineScanner(['MARK', 'other ('], (line, number) => found.push([line, number]));
      for (let from = 0; from < text.length; from += length) scanner.push(text.slice(from, from + length));
      scanner.end();
      expect(found).toEqual([
        ['x MARK MARK', 2],
        ['MARK', 4],
        ['c MARK', 6],
      ]);
      expect(scanner.lines).toBe(6);
    }
  });
});

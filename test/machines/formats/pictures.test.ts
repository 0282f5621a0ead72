import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportRecording } from '../../../machines/formats/exporter.ts';
import { mermaidFormat, mermaidText } from '../../../machines/formats/mermaid.ts';
import { svgFormat } from '../../../machines/formats/svg.ts';
import { xmlText } from '../../../machines/formats/xml.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { RUNS } from '../simulation/property-runs.ts';
import { arbitraryRun, LIBRARY_RUNS, requestsOf } from './recordings.ts';
import { elementsOf } from './well-formed.ts';

/** Every line that Mermaid may be given here. */
const MERMAID_LINE =
  /^(sequenceDiagram|title [^;\n]*|participant P\d+ as \S.*|Note over P\d+: \S.*|P\d+(->>|-->>|--x)P\d+: \S.*)$/;

function expectMermaid(text: string): void {
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe('sequenceDiagram');
  const participants = new Set(text.match(/(?<=participant )P\d+/g) ?? []);
  for (const line of lines) {
    expect(line.trim()).toMatch(MERMAID_LINE);
    // What has a meaning in Mermaid stands only in the codes of characters.
    expect(line.replace(/#\d+;/g, '')).not.toMatch(/[#;<"%{}]|>(?!>)(?<!>>)/);
    for (const used of line.match(/\bP\d+(?=->>|-->>|--x|:)/g) ?? [])
      expect(participants.has(used)).toBe(true);
  }
  expect(lines.length).toBeLessThan(160);
}

function requestBars(svg: string): number {
  return (svg.match(/, sent at /g) ?? []).length;
}

describe('a sequence diagram', () => {
  test.each(LIBRARY_RUNS)('%s: is Mermaid, has every signal, and says what it leaves out', (_, recording) => {
    const text = exportRecording(mermaidFormat, recording);
    expectMermaid(text);
    for (const event of recording.events)
      if (event.type === 'signal.fired') expect(text).toContain(`: ${event.name} (`);
    const shown = requestsOf(recording).length - Number(/not shown, (\d+) requests? of/.exec(text)?.[1] ?? 0);
    // Each request that is shown is sent once.
    expect(text.match(/^ +P[2-9]\d*->>P1: /gm)).toHaveLength(shown);
  });

  test('of any run is Mermaid', () => {
    fc.assert(
      fc.property(arbitraryRun, recording => expectMermaid(exportRecording(mermaidFormat, recording))),
      RUNS,
    );
  });

  test('escapes what Mermaid would read', () => {
    expect(mermaidText('a;b #1 <i>\n100%%{x}')).toBe('a#59;b #35;1 #60;i#62; 100#37;#37;#123;x#125;');
  });
});

describe('a picture', () => {
  test.each(LIBRARY_RUNS)('%s: has every signal and every request', (_, recording) => {
    const svg = exportRecording(svgFormat, recording);
    expect(elementsOf(svg)[0]).toBe('svg');
    expect(requestBars(svg)).toBe(requestsOf(recording).length);
    for (const event of recording.events)
      if (event.type === 'signal.fired') expect(svg).toContain(`>${event.name}</text>`);
    expect(svg).toContain('prefers-color-scheme: dark');
    // Nothing is fetched from anywhere.
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|<script/);
  });

  test('of any run is well-formed', () => {
    fc.assert(
      fc.property(arbitraryRun, recording => {
        const svg = exportRecording(svgFormat, recording);
        elementsOf(svg);
        expect(requestBars(svg)).toBe(requestsOf(recording).length);
      }),
      RUNS,
    );
  });

  test('of a run with more requests than fit says how many are not shown', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const svg = exportRecording(svgFormat, manyRequests(recording, 2000));
    expect(requestBars(svg)).toBe(1500);
    expect(svg).toContain('not shown: 500 requests');
  });

  test('has no characters that XML has no place for', () => {
    expect(xmlText('a\u0000<b>&"\'\ud800\u0007')).toBe('a\ufffd&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd');
  });
});

/** A run of nothing but requests that are answered at once. */
function manyRequests({ header }: Recording, number: number): Recording {
  const place = { connection: 'c1', stream: 1 };
  const events = Array.from({ length: number }, (_, index) => {
    const [request, t, seq] = [`r${index + 1}`, index, index * 2 + 1];
    return [
      { seq, t, type: 'request.arrived', request, ...place, method: 'GET', path: '/echo' },
      { seq: seq + 1, t, type: 'request.responded', request, ...place, status: 200, headers: {} },
    ] as const;
  });
  return { header, events: events.flat() };
}

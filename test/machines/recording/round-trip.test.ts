import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../machines/recording/events.ts';
import { readEventLine, readRecording } from '../../../machines/recording/reader.ts';
import { eventLine, headerLine, writeRecording } from '../../../machines/recording/writer.ts';
import { headerOf, request, shutdown, story, together } from './story.ts';

const run = story(
  together(request({ id: 'r1', at: 10, until: 20.125, outcome: 'ok', name: 'slow' }), shutdown(1000)),
);

function read(text: string | string[]) {
  const result = readRecording(text);
  if (!result.ok) throw new Error(`line ${result.problem.line}: ${result.problem.message}`);
  return result;
}

function problemOf(text: string | string[]) {
  const result = readRecording(text);
  if (result.ok) throw new Error('it was read');
  return result.problem;
}

describe('writing', () => {
  test('puts seq, t and type first, whatever the order of the keys in memory', () => {
    const line = eventLine({
      by: 'client',
      connection: 'c1',
      type: 'connection.closed',
      cause: [3],
      t: 1.5,
      seq: 7,
    });
    expect(line).toBe(
      '{"seq":7,"t":1.5,"type":"connection.closed","cause":[3],"connection":"c1","by":"client"}',
    );
  });

  test('begins with the header, its type first', () => {
    const { type: _, ...rest } = headerOf({ scenario: null });
    expect(headerLine({ ...rest, type: 'recording' })).toBe(
      '{"type":"recording","version":1,"source":"simulated","scenario":null,"lineage":"1.25","seed":1,"clock":"virtual","startedAt":null,"speed":1}',
    );
  });

  test('ends every line, the last one too', () => {
    expect(writeRecording(run).endsWith('}\n')).toBe(true);
  });
});

describe('what was written is read back', () => {
  test('a whole run', () => {
    expect(read(writeRecording(run))).toEqual({ ok: true, recording: run, cut: null });
  });

  test('from lines, with or without their ends', () => {
    const lines = writeRecording(run).trimEnd().split('\n');
    expect(read(lines).recording).toEqual(run);
    expect(read(lines.map(line => `${line}\n`)).recording).toEqual(run);
  });

  const anyValue = fc.jsonValue({ maxDepth: 3 });
  const extras = fc.dictionary(
    fc.string().filter(key => !['seq', 't', 'type', 'server', 'cause'].includes(key)),
    anyValue,
  );

  test('events of unknown types, and unknown fields of known ones, to the byte', () => {
    const known = fc
      .record({ text: fc.string({ unit: 'binary' }) })
      .map(fields => ({ type: 'note', ...fields }));
    const unknown = fc.record({ type: fc.string().filter(type => !/^[a-z]+(\.[a-z]+)?$/.test(type)) });
    const fields = fc.tuple(fc.oneof(known, unknown), extras).map(([event, more]) => ({ ...more, ...event }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fields, fc.double({ min: 0, max: 1e9, noNaN: true }))),
        fc.dictionary(
          fc.string().map(key => `x${key}`),
          anyValue,
        ),
        (drafts, moreHeader) => {
          let t = 0;
          const events = drafts.map(([draft, gap], index) => {
            t = Math.round((t + gap) * 1000) / 1000;
            return { ...draft, seq: index * 3 + 1, t };
          });
          const recording = { header: { ...headerOf(), ...moreHeader }, events } as unknown as Recording;
          const text = writeRecording(recording);
          const again = read(text);
          // JSON has no -0 and no order of keys: the text is what must not change.
          expect(writeRecording(again.recording)).toBe(text);
          expect(JSON.parse(JSON.stringify(again.recording))).toEqual(JSON.parse(JSON.stringify(recording)));
        },
      ),
    );
  });

  test('a file with a byte order mark and Windows line ends', () => {
    expect(read(`\uFEFF${writeRecording(run).replaceAll('\n', '\r\n')}`).recording).toEqual(run);
  });
});

describe('a recording that was cut off', () => {
  test('wherever the last line ends, the lines before it are used', () => {
    const text = writeRecording(run).trimEnd();
    const lastLine = text.lastIndexOf('\n') + 1;
    fc.assert(
      fc.property(fc.integer({ min: lastLine + 1, max: text.length - 1 }), end => {
        const { recording, cut } = read(text.slice(0, end));
        expect(recording.events).toEqual(run.events.slice(0, -1));
        expect(cut).toEqual({ line: run.events.length + 1, message: 'the last line is cut off' });
      }),
    );
  });

  test('exactly between two lines is whole', () => {
    const text = writeRecording(run);
    expect(read(text.slice(0, text.trimEnd().lastIndexOf('\n'))).cut).toBeNull();
  });

  test('in its header is of no use', () => {
    expect(problemOf(headerLine(headerOf()).slice(0, 30)).line).toBe(1);
  });
});

describe('a malformed recording is refused with its line', () => {
  const lines = writeRecording(run).trimEnd().split('\n');
  const withLine = (number: number, line: string): string => `${lines.with(number - 1, line).join('\n')}\n`;

  test.each([
    ['a line that is not JSON', 4, '{"seq":3,', 'not JSON'],
    ['an empty line in the middle', 4, '', 'empty'],
    ['a line that is no object', 4, '[1]', 'no JSON object'],
    ['an event without a type', 4, '{"seq":3,"t":1}', '"type" is missing'],
    ['an event without a time', 4, '{"seq":3,"type":"note","text":""}', '"t" is missing'],
    ['a seq that is no integer', 4, '{"seq":3.5,"t":10,"type":"note","text":""}', '"seq" must be an integer'],
    ['a seq that does not rise', 4, '{"seq":2,"t":10,"type":"note","text":""}', 'must rise: 2 comes after 2'],
    [
      'a time that goes back',
      4,
      '{"seq":3,"t":1,"type":"note","text":""}',
      'order of time: 1 comes after 10',
    ],
    [
      'a field of the wrong type',
      4,
      '{"seq":3,"t":10,"type":"note","text":7}',
      '"text" must be a string, found 7',
    ],
    [
      'a signal that Kubernetes does not have',
      4,
      '{"seq":3,"t":10,"type":"signal.fired","name":"Terminating"}',
      '"name" must be one of ShutdownInitiated, ',
    ],
    ['a malformed last line that is not cut off', lines.length, '{"seq":', 'not JSON'],
  ])('%s', (_, line, content, message) => {
    const problem = problemOf(withLine(line, content));
    expect(problem.line).toBe(line);
    expect(problem.message).toContain(message);
  });

  test('an empty file', () => {
    expect(problemOf('')).toEqual({ line: 1, message: 'the file is empty' });
  });

  test('a file of another kind', () => {
    expect(problemOf('{"level":"info"}\n').message).toContain('this is no recording');
  });

  test('a newer version, which it names', () => {
    const { message } = problemOf(`${headerLine(headerOf({ version: 2 }))}\n`);
    expect(message).toContain('version 2');
  });

  test.each([
    ['version', '1'],
    ['version', 0],
    ['source', 'dreamt'],
    ['speed', 0],
    ['clock', null],
  ])('a header whose %s is %j', (key, value) => {
    const problem = problemOf(`${JSON.stringify({ ...headerOf(), [key]: value })}\n`);
    expect(problem.line).toBe(1);
    expect(problem.message).toContain(`"${key}"`);
  });

  test('no line that a person could write makes the reader throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), line => void readEventLine(line)));
    fc.assert(fc.property(fc.json(), line => void readEventLine(line)));
    fc.assert(fc.property(fc.array(fc.string()), pieces => void readRecording(pieces)));
  });
});

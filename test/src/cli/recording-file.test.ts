import { writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { CliFailure } from '../../../src/cli/failure.ts';
import { linesOf } from '../../../src/cli/lines.ts';
import { openRecording } from '../../../src/cli/recording-file.ts';
import { TextOutput } from '../../../src/cli/text-output.ts';
import { CliFixture } from './fixture.ts';
import { recordedRun, runOf } from './recordings.ts';

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
});
afterEach(() => cli.remove());

const stderr = new TextOutput(new PassThrough());
const noInput = { stdin: chunks(), stderr };

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* parts;
}

async function readAll(argument: string, stdin: AsyncIterable<string | Uint8Array> = chunks()) {
  const opened = await openRecording(argument, { stdin, stderr });
  const events: RunEvent[] = [];
  for await (const batch of opened.events()) events.push(...batch);
  return { opened, events };
}

async function failureOf(argument: string, stdin?: AsyncIterable<string | Uint8Array>): Promise<string> {
  const error = await readAll(argument, stdin).then(
    () => null,
    reason => reason,
  );
  expect(error).toBeInstanceOf(CliFailure);
  expect(error.exitCode).toBe(2);
  return error.message;
}

describe('a recording on the disk', () => {
  test('is read with its header, its events in their order, and their lines', async () => {
    const { opened, events } = await readAll(await recordedRun(cli, 'slow-hook'));
    const recording = runOf('slow-hook');
    expect({ header: opened.header, events }).toEqual(recording);
    expect(opened.remarks).toEqual([]);
    for (const [index, event] of events.entries()) expect(opened.lineOf(event.seq)).toBe(index + 2);
  });

  test('loses nothing but a last line that is cut off, wherever that is', async () => {
    const recording = runOf('no-delay');
    const text = writeRecording(recording);
    const headerEnd = text.indexOf('\n') + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: headerEnd, max: text.length }), async length => {
        const part = text.slice(0, length);
        const { opened, events } = await readAll('-', chunks(part));
        const whole = part.slice(0, part.lastIndexOf('\n') + 1).split('\n').length - 2;
        const isWhole = part.endsWith('\n') || part.endsWith('}') ? events.length : whole;
        expect(events).toEqual(recording.events.slice(0, isWhole));
        expect(events.length).toBeGreaterThanOrEqual(whole);
        if (events.length === whole && !part.endsWith('\n'))
          expect(opened.remarks).toEqual([`<stdin>:${whole + 2}: the last line is cut off; it is left out`]);
      }),
      { numRuns: 50 },
    );
  });

  test('that is malformed in the middle says where', async () => {
    const lines = writeRecording(runOf('no-delay')).split('\n');
    lines[7] = '{"seq":7';
    await writeFile(cli.path('bad.jsonl'), lines.join('\n'));
    expect(await failureOf(cli.path('bad.jsonl'))).toBe(
      `${cli.path('bad.jsonl')}:8: the line is not JSON: {"seq":7`,
    );
  });

  test('of a newer version is refused with its version', async () => {
    expect(await failureOf('-', chunks('{"type":"recording","version":7}\n'))).toMatch(
      /^<stdin>:1: this recording has version 7 of the format/,
    );
  });

  test('that is not there, a folder, or empty cannot be used', async () => {
    expect(await failureOf(cli.path('none.jsonl'))).toBe(
      `cannot read ${cli.path('none.jsonl')}: no such file or folder`,
    );
    expect(await failureOf(cli.folder)).toBe(`cannot read ${cli.folder}: it is a folder`);
    expect(await failureOf('-')).toBe('<stdin>:1: the file is empty');
  });

  test('may be abandoned after its first events', async () => {
    const opened = await openRecording(await recordedRun(cli, 'slow-hook'), noInput);
    for await (const events of opened.events()) {
      expect(events.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('lines', () => {
  test('are the same however the bytes are cut, also within a character', async () => {
    const text = 'first\n\nzweite Zeile: ä € 😀\r\nlast';
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: bytes.length })), async cuts => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const parts = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
        const lines: string[] = [];
        for await (const some of linesOf(chunks(...parts), 'x')) lines.push(...some);
        expect(lines).toEqual(['first\n', '\n', 'zweite Zeile: ä € 😀\r\n', 'last']);
      }),
    );
  });
});

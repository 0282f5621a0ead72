/** FILE on the command line: a recording or a log, on the disk or on standard input; recordings are read piece by piece. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { leftOutOf, nothingFound } from '../../machines/formats/import-problem.ts';
import { Condenser } from '../../machines/recording/condense.ts';
import type { Recording, RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import { RecordingReader } from '../../machines/recording/reader.ts';
import { english } from '../../machines/words/translate.ts';
import { reasonOf } from '../reason.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';
import { importLogFrom } from './import-log.ts';
import { linesOf } from './lines.ts';

/** So much is read at a time. */
const CHUNK_BYTES = 262_144;
/** A first line that is longer is no header of a recording. */
const MOST_PEEKED = 2_097_152;
const NEWLINE = 0x0a;

/** A recording that has been opened: its header is known, its events are read as they are asked for, once. */
export interface OpenedRecording {
  /** What it is called in messages: its path, or `<stdin>`. */
  readonly label: string;
  readonly header: RecordingHeader;
  /**
   * The events in their order, some at a time.
   * @throws CliFailure, a usage error, `FILE:LINE: message`, at the first line that is malformed
   */
  events(): AsyncIterable<readonly RunEvent[]>;
  /** What the person should know: a last line that was cut off, other processes of a log. Complete after the last event. */
  readonly remarks: readonly string[];
  /** The line that an event stands in, counted from 1; null where that is not known. For events that have been read. */
  lineOf(seq: number): number | null;
}

/** Where files come from, and where progress is shown. */
export type FileSource = Pick<Environment, 'stdin' | 'stderr'>;

/**
 * Opens a recording, or a log, which is imported; `-` is standard input. What it is, its content says, not its name.
 * @throws CliFailure, a usage error, for what cannot be read or is neither of the two
 */
export async function openRecording(argument: string, source: FileSource): Promise<OpenedRecording> {
  const label = argument === '-' ? '<stdin>' : argument;
  const chunks = argument === '-' ? source.stdin : await fileChunks(argument);
  const { firstLine, all } = await peekLine(chunks, label);
  if (!isOfRecording(firstLine)) return importedRecording(argument, all, source);
  const lines = linesOf(all, label);
  return RecordingFile.begin(label, (await nextLines(lines, label)) ?? [], lines);
}

/** An empty file is a recording that has not begun; one without its header is a recording that is broken. */
function isOfRecording(firstLine: string): boolean {
  return (
    firstLine === '' || /^\s*\{.*"type"\s*:\s*"recording"/.test(firstLine) || /^\s*\{"seq":\d/.test(firstLine)
  );
}

/** The process of a log that was asked to stop last. */
async function importedRecording(
  argument: string,
  chunks: AsyncGenerator<Uint8Array, void>,
  { stdin: _, stderr }: FileSource,
): Promise<OpenedRecording> {
  // A file is opened once more, from its beginning.
  if (argument !== '-') await chunks.return();
  const { label, result } = await importLogFrom({ stdin: chunks, stderr }, argument);
  if (result.chosen === null) throw new CliFailure(EXIT_USAGE, `${label}: ${nothingFound(result)}`, true);
  const { header, events } = result.recording(result.chosen);
  const others = result.found.length - 1;
  const choice = `${label}: the log has ${result.found.length} processes, this is number ${result.chosen}; "lastcall import --run" chooses another`;
  return {
    label,
    header,
    remarks: [...(others === 0 ? [] : [choice]), ...leftOutOf(result)],
    events: async function* () {
      yield events;
    },
    lineOf: seq => events.find(event => event.seq === seq)?.line ?? null,
  };
}

/**
 * A whole recording, or, where it is long, what summary, table, checks and comparison ask for.
 * @throws CliFailure as {@link OpenedRecording.events} does, or when there is too much even of that
 */
export async function gatherRecording(opened: OpenedRecording): Promise<Recording> {
  const condenser = new Condenser(opened.header);
  for await (const events of opened.events()) {
    for (const event of events) condenser.take(event);
    if (condenser.isFull) {
      throw new CliFailure(
        EXIT_USAGE,
        `${opened.label}: too many of its requests were dropped or refused to be held in memory`,
        true,
      );
    }
  }
  return condenser.finish();
}

/** As much as it takes to see the first line, at most; and everything again. */
async function peekLine(
  chunks: AsyncIterable<Uint8Array | string>,
  label: string,
): Promise<{ readonly firstLine: string; readonly all: AsyncGenerator<Uint8Array, void> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let length = 0;
  let isEnd = false;
  try {
    while (!isEnd && length < MOST_PEEKED && !seen.some(chunk => chunk.includes(NEWLINE))) {
      const { done = false, value } = await iterator.next();
      isEnd = done;
      if (value === undefined) continue;
      const chunk = Buffer.from(value);
      seen.push(chunk);
      length += chunk.length;
    }
  } catch (error) {
    throw new CliFailure(EXIT_USAGE, `cannot read ${label}: ${reasonOf(error)}`);
  }
  const text = new TextDecoder().decode(Buffer.concat(seen).subarray(0, MOST_PEEKED));
  return { firstLine: text.split('\n', 1)[0] ?? '', all: rejoined(seen, iterator) };
}

async function* rejoined(
  seen: readonly Buffer[],
  rest: AsyncIterator<Uint8Array | string>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* seen;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield Buffer.from(next.value);
  } finally {
    // Whoever stops early leaves no file open.
    await rest.return?.();
  }
}

async function fileChunks(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    if ((await stat(path)).isDirectory()) throw new Error('it is a folder');
  } catch (error) {
    throw new CliFailure(EXIT_USAGE, `cannot read ${path}: ${reasonOf(error)}`);
  }
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

/** The next lines; null at the end. */
async function nextLines(lines: AsyncIterator<string[], void>, label: string): Promise<string[] | null> {
  try {
    const { value } = await lines.next();
    return value ?? null;
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(EXIT_USAGE, `cannot read ${label}: ${reasonOf(error)}`);
  }
}

/** Line numbers of events, as the difference between `seq` and line, which changes where events were sampled. */
class LineNumbers {
  readonly #changes: { readonly seq: number; readonly difference: number }[] = [];

  take(seq: number, line: number): void {
    const difference = seq - line;
    if (this.#changes.at(-1)?.difference !== difference && this.#changes.length < MOST_CHANGES)
      this.#changes.push({ seq, difference });
  }

  of(seq: number): number | null {
    // A list that is full says nothing about what came after.
    if (this.#changes.length >= MOST_CHANGES) return null;
    const change = this.#changes.findLast(candidate => candidate.seq <= seq);
    return change === undefined ? null : seq - change.difference;
  }
}

const MOST_CHANGES = 100_000;

class RecordingFile implements OpenedRecording {
  readonly label: string;
  readonly header: RecordingHeader;
  remarks: readonly string[] = [];
  readonly #reader: RecordingReader;
  readonly #lines: AsyncIterator<string[], void>;
  readonly #numbers = new LineNumbers();
  #first: readonly string[];
  #line = 1;

  private constructor(
    label: string,
    header: RecordingHeader,
    reader: RecordingReader,
    first: readonly string[],
    lines: AsyncIterator<string[], void>,
  ) {
    this.label = label;
    this.header = header;
    this.#reader = reader;
    this.#first = first;
    this.#lines = lines;
  }

  /** Reads the header, the first of the lines. */
  static begin(label: string, first: readonly string[], lines: AsyncIterator<string[], void>): RecordingFile {
    const reader = new RecordingReader();
    const [line, ...more] = first;
    if (line !== undefined) reader.take(line);
    if (reader.header === null) throw malformed(label, reader);
    return new RecordingFile(label, reader.header, reader, more, lines);
  }

  async *events(): AsyncGenerator<readonly RunEvent[], void> {
    let lines: readonly string[] | null = this.#first;
    this.#first = [];
    try {
      while (lines !== null) {
        for (const line of lines) if (!this.#reader.take(line)) throw malformed(this.label, this.#reader);
        yield this.#takeOut();
        lines = await nextLines(this.#lines, this.label);
      }
    } finally {
      // Whoever stops early leaves no file open.
      await this.#lines.return?.();
    }
    const end = this.#reader.finish();
    if (!end.ok) throw malformed(this.label, this.#reader);
    if (end.cut !== null)
      this.remarks = [`${this.label}:${end.cut.line}: ${end.cut.says(english)}; it is left out`];
  }

  lineOf(seq: number): number | null {
    return this.#numbers.of(seq);
  }

  /** The events that have been read since the last time. */
  #takeOut(): RunEvent[] {
    const events = this.#reader.takeOut();
    for (const event of events) this.#numbers.take(event.seq, ++this.#line);
    return events;
  }
}

function malformed(label: string, reader: RecordingReader): CliFailure {
  const end = reader.finish();
  if (end.ok) throw new Error('a recording without a problem was called malformed');
  return new CliFailure(EXIT_USAGE, `${label}:${end.problem.line}: ${end.problem.says(english)}`, true);
}

/** Lines → recording. Never throws: a malformed file is a result that names the line. */
import {
  type EventType,
  RECORDING_VERSION,
  type Recording,
  type RecordingHeader,
  type RunEvent,
} from './events.ts';
import { COMMON_FIELDS, EVENT_FIELDS, type FieldKind, HEADER_FIELDS, shorten, wrongField } from './fields.ts';

/** What is wrong with a recording, and where. Lines count from 1. */
export interface RecordingProblem {
  readonly line: number;
  readonly message: string;
}

/** What came of reading a recording. `cut` tells that the last line was cut off and left out. */
export type RecordingResult =
  | { readonly ok: true; readonly recording: Recording; readonly cut: RecordingProblem | null }
  | { readonly ok: false; readonly problem: RecordingProblem };

/** What came of reading one line. `incomplete`: it is not even JSON, as when its end is missing. */
export type LineResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly incomplete: boolean };

type Fields = Record<string, unknown>;

/** The first line of a recording. */
export function readHeaderLine(line: string): LineResult<RecordingHeader> {
  const parsed = parseObject(line);
  if (!parsed.ok) return parsed;
  const header = parsed.value;
  if (header.type !== 'recording') {
    return wrong('this is no recording: its first line must be {"type":"recording","version":1,…}');
  }
  if (Number.isSafeInteger(header.version) && (header.version as number) > RECORDING_VERSION) {
    return wrong(
      `this recording has version ${header.version} of the format, and this program reads up to version ${RECORDING_VERSION}; a newer one reads it`,
    );
  }
  if (header.version !== RECORDING_VERSION) {
    return wrong(
      `"version" must be ${RECORDING_VERSION}, found ${shorten(String(JSON.stringify(header.version)))}`,
    );
  }
  const problem = wrongField(header, HEADER_FIELDS);
  // The kinds above are those of RecordingHeader, except that a scenario's inside is checked by who runs it.
  return problem === null ? { ok: true, value: header as unknown as RecordingHeader } : wrong(problem);
}

/** Any other line. Types and fields that this program does not know are kept. */
export function readEventLine(line: string): LineResult<RunEvent> {
  const parsed = parseObject(line);
  if (!parsed.ok) return parsed;
  const event = parsed.value;
  const problem = wrongField(event, COMMON_FIELDS) ?? wrongField(event, fieldsOf(event.type as string));
  // What an unknown type carries is passed on as it is: whoever goes through events skips types it does not know.
  return problem === null ? { ok: true, value: event as unknown as RunEvent } : wrong(problem);
}

/** Reads a recording from its text, or from its lines (with or without their ends). */
export function readRecording(source: string | Iterable<string>): RecordingResult {
  let header: RecordingHeader | null = null;
  const events: RunEvent[] = [];
  let number = 0;
  // Only the end of a file may be empty lines or a line that is cut off: what comes after one makes it a problem.
  let blank: RecordingProblem | null = null;
  let cut: RecordingProblem | null = null;
  for (const line of typeof source === 'string' ? linesOf(source) : source) {
    number++;
    const at = (message: string): RecordingProblem => ({ line: number, message });
    if (cut !== null) return { ok: false, problem: cut };
    if (line.trim() === '') {
      blank ??= at('the line is empty');
      continue;
    }
    if (blank !== null) return { ok: false, problem: blank };
    if (header === null) {
      const read = readHeaderLine(line.replace(/^\uFEFF/, ''));
      if (!read.ok) return { ok: false, problem: at(read.message) };
      header = read.value;
      continue;
    }
    const read = readEventLine(line);
    if (!read.ok) {
      if (!read.incomplete || line.endsWith('\n')) return { ok: false, problem: at(read.message) };
      cut = at('the last line is cut off');
      continue;
    }
    const disorder = disorderOf(events.at(-1), read.value);
    if (disorder !== null) return { ok: false, problem: at(disorder) };
    events.push(read.value);
  }
  if (header === null) return { ok: false, problem: { line: 1, message: 'the file is empty' } };
  return { ok: true, recording: { header, events }, cut };
}

function wrong<T>(message: string, incomplete = false): LineResult<T> {
  return { ok: false, message, incomplete };
}

function parseObject(line: string): LineResult<Fields> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return wrong(`the line is not JSON: ${shorten(line.trim())}`, true);
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Fields }
    : wrong(`the line is no JSON object: ${shorten(line.trim())}`);
}

const NO_FIELDS: Readonly<Record<string, FieldKind>> = {};

function fieldsOf(type: string): Readonly<Record<string, FieldKind>> {
  return Object.hasOwn(EVENT_FIELDS, type) ? EVENT_FIELDS[type as EventType] : NO_FIELDS;
}

function disorderOf(previous: RunEvent | undefined, event: RunEvent): string | null {
  if (previous === undefined) return null;
  if (event.seq <= previous.seq) return `"seq" must rise: ${event.seq} comes after ${previous.seq}`;
  if (event.t < previous.t) return `events must be in order of time: ${event.t} comes after ${previous.t}`;
  return null;
}

/** The lines of a text, each with its end, without a copy of the whole. */
function* linesOf(text: string): Generator<string, void> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    const next = end === -1 ? text.length : end + 1;
    yield text.slice(start, next);
    start = next;
  }
}

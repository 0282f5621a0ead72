/** Lines → recording. Never throws: a malformed file is a result that names the line. */
import { english, type Translate } from '../words/translate.ts';
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

/** What is wrong, in the language of whoever reads it. */
export type Says = (tr: Translate) => string;

/** As {@link RecordingProblem}, in any language. */
export interface LineProblem {
  readonly line: number;
  readonly says: Says;
}

/** What came of reading a recording. `cut` tells that the last line was cut off and left out. */
export type RecordingResult =
  | { readonly ok: true; readonly recording: Recording; readonly cut: RecordingProblem | null }
  | { readonly ok: false; readonly problem: RecordingProblem };

/** As {@link RecordingResult}, in any language. */
export type ReadEnd =
  | { readonly ok: true; readonly recording: Recording; readonly cut: LineProblem | null }
  | { readonly ok: false; readonly problem: LineProblem };

/** What came of reading one line. `incomplete`: it is not even JSON, as when its end is missing. */
export type LineResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly says: Says; readonly incomplete: boolean };

type Fields = Record<string, unknown>;

/** The first line of a recording. */
export function readHeaderLine(line: string): LineResult<RecordingHeader> {
  const parsed = parseObject(line);
  if (!parsed.ok) return parsed;
  const header = parsed.value;
  if (header.type !== 'recording') {
    return wrong(tr =>
      tr('this is no recording: its first line must be {start}', {
        start: `{"type":"recording","version":${RECORDING_VERSION},…}`,
      }),
    );
  }
  if (Number.isSafeInteger(header.version) && (header.version as number) > RECORDING_VERSION) {
    const version = header.version as number;
    return wrong(tr =>
      tr(
        'this recording has version {version} of the format, and this program reads up to version {known}; a newer one reads it',
        { version, known: RECORDING_VERSION },
      ),
    );
  }
  if (header.version !== RECORDING_VERSION) {
    const found = shorten(String(JSON.stringify(header.version)));
    return wrong(tr =>
      tr('"{field}" must be {expected}, found {found}', {
        field: 'version',
        expected: RECORDING_VERSION,
        found,
      }),
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

/**
 * Reads a recording line by line, as they come. Only the end of a file may be empty lines or a line that is cut off:
 * what comes after one makes it a problem.
 */
export class RecordingReader {
  header: RecordingHeader | null = null;
  /** Everything up to the first problem, except what {@link takeOut} has taken. */
  readonly events: RunEvent[] = [];
  /** Lines that were taken. */
  lines = 0;
  /** What is wrong, if anything is: nothing is taken after it. */
  problem: LineProblem | null = null;
  /** The last line was cut off. */
  cut: LineProblem | null = null;
  private blank: LineProblem | null = null;
  private previous: RunEvent | undefined;

  /** Takes the next line, with its end where it has one; false: there is a problem. */
  take(line: string): boolean {
    if (this.problem !== null) return false;
    this.lines++;
    this.problem = this.cut ?? this.read(line);
    return this.problem === null;
  }

  /** The events so far, which are then no longer held: a file of any length is read in constant memory. */
  takeOut(): RunEvent[] {
    return this.events.splice(0);
  }

  /** What came of it, after the last line. */
  finish(): ReadEnd {
    const { header, events, cut } = this;
    if (header !== null && this.problem === null) return { ok: true, recording: { header, events }, cut };
    this.problem ??= { line: 1, says: tr => tr('the file is empty') };
    return { ok: false, problem: this.problem };
  }

  private read(line: string): LineProblem | null {
    const at = (says: Says): LineProblem => ({ line: this.lines, says });
    if (line.trim() === '') {
      this.blank ??= at(tr => tr('the line is empty'));
      return null;
    }
    if (this.blank !== null) return this.blank;
    if (this.header === null) {
      const read = readHeaderLine(line.replace(/^\uFEFF/, ''));
      if (!read.ok) return at(read.says);
      this.header = read.value;
      return null;
    }
    const read = readEventLine(line);
    if (!read.ok) {
      if (!read.incomplete || line.endsWith('\n')) return at(read.says);
      this.cut = at(tr => tr('the last line is cut off'));
      return null;
    }
    const disorder = disorderOf(this.previous, read.value);
    if (disorder !== null) return at(disorder);
    this.previous = read.value;
    this.events.push(read.value);
    return null;
  }
}

/** Reads a recording from its text, or from its lines (with or without their ends). */
export function readRecording(source: string | Iterable<string>): RecordingResult {
  const reader = new RecordingReader();
  for (const line of typeof source === 'string' ? linesOf(source) : source) if (!reader.take(line)) break;
  const end = reader.finish();
  if (!end.ok) return { ok: false, problem: inEnglish(end.problem) };
  const { recording, cut } = end;
  return { ok: true, recording, cut: cut && inEnglish(cut) };
}

function inEnglish({ line, says }: LineProblem): RecordingProblem {
  return { line, message: says(english) };
}

function wrong<T>(says: Says, incomplete = false): LineResult<T> {
  return { ok: false, says, incomplete };
}

function parseObject(line: string): LineResult<Fields> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return wrong(tr => tr('the line is not JSON: {line}', { line: shorten(line.trim()) }), true);
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ok: true, value: value as Fields }
    : wrong(tr => tr('the line is no JSON object: {line}', { line: shorten(line.trim()) }));
}

const NO_FIELDS: Readonly<Record<string, FieldKind>> = {};

function fieldsOf(type: string): Readonly<Record<string, FieldKind>> {
  return Object.hasOwn(EVENT_FIELDS, type) ? EVENT_FIELDS[type as EventType] : NO_FIELDS;
}

function disorderOf(previous: RunEvent | undefined, event: RunEvent): Says | null {
  if (previous === undefined) return null;
  const values = (key: 'seq' | 't') => ({ value: event[key], before: previous[key] });
  if (event.seq <= previous.seq)
    return tr => tr('"seq" must rise: {value} comes after {before}', values('seq'));
  if (event.t < previous.t)
    return tr => tr('events must be in order of time: {value} comes after {before}', values('t'));
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

/** Recording → lines. The order of the keys is fixed, so that equal runs give equal bytes. */
import type { Recording, RecordingHeader, RunEvent } from './events.ts';
import { COMMON_FIELDS, EVENT_FIELDS, HEADER_FIELDS } from './fields.ts';

/** A key and how it looks in a line. */
interface WrittenKey {
  readonly key: string;
  readonly prefix: string;
}

interface EventPlan {
  readonly type: string;
  readonly keys: readonly WrittenKey[];
  /** All keys that have their place; others are unknown and come last. */
  readonly placed: ReadonlySet<string>;
}

const plans = new Map<string, EventPlan>(
  Object.entries(EVENT_FIELDS).map(([type, fields]) => [type, planOf(type, Object.keys(fields))]),
);

function planOf(type: string, fields: readonly string[]): EventPlan {
  const keys = ['server', 'cause', 'inferred', 'line', ...fields].map(key => ({ key, prefix: `,"${key}":` }));
  return { type: JSON.stringify(type), keys, placed: new Set([...Object.keys(COMMON_FIELDS), ...fields]) };
}

/**
 * One event as a line, without the line's end: `seq`, `t`, `type`, `server`, `cause`, `inferred`, `line`, what its type
 * carries, and last what this program does not know.
 */
export function eventLine(event: RunEvent): string {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  // A type of a newer version: everything it carries is unknown and keeps the order in which it was read.
  const plan = plans.get(event.type) ?? planOf(event.type, []);
  let line = `{"seq":${event.seq},"t":${event.t},"type":${plan.type}`;
  let left = -3;
  for (const _ in fields) left++;
  for (const { key, prefix } of plan.keys) {
    const value = fields[key];
    if (value === undefined) continue;
    line += prefix + encode(value);
    left--;
  }
  return left === 0 ? `${line}}` : `${line}${unplaced(fields, plan)}}`;
}

/** What JSON writes as it is: no control characters, no quotes, no backslashes, nothing that could be half a pair. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/** As `JSON.stringify`, twice as fast for what most fields hold. */
function encode(value: unknown): string {
  if (typeof value === 'string' && PLAIN_TEXT.test(value)) return `"${value}"`;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return JSON.stringify(value);
}

function unplaced(fields: Readonly<Record<string, unknown>>, plan: EventPlan): string {
  let text = '';
  for (const key in fields) {
    if (!plan.placed.has(key) && fields[key] !== undefined)
      text += `,${JSON.stringify(key)}:${JSON.stringify(fields[key])}`;
  }
  return text;
}

const headerKeys = Object.keys(HEADER_FIELDS) as (keyof RecordingHeader)[];

/** The first line of a recording, without the line's end. */
export function headerLine(header: RecordingHeader): string {
  const placed = Object.fromEntries(headerKeys.map(key => [key, header[key]]));
  return JSON.stringify({ ...placed, ...header });
}

/** A recording line by line, each without its end. */
export function* recordingLines(recording: Recording): Generator<string, void> {
  yield headerLine(recording.header);
  for (const event of recording.events) yield eventLine(event);
}

/** A recording as the text of a `.jsonl` file. */
export function writeRecording(recording: Recording): string {
  const lines = [...recordingLines(recording), ''];
  return lines.join('\n');
}

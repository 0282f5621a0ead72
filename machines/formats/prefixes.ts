/**
 * What stands before a line of a log because of the way it came: journald, the container runtime, kubectl, docker,
 * Loki; several of them nested, each line from another source. Recognised, taken off, and what it knew is kept.
 */
import { findKlogHeader, type KlogRecord, klogOfJson, parseObject } from './klog.ts';
import type { Stamp } from './log-time.ts';
import { readEpoch, readRfc3339, readSyslogTime } from './stamps.ts';

/** A line without what stood before it. */
export interface StrippedLine {
  /** Where the line is from: host, unit, pod, container, as far as anybody said so; lines of one process agree in it. */
  readonly source: string;
  /** The name of the host or of the pod alone, for what another process says about this one. */
  readonly host: string;
  readonly stamp: Stamp | null;
  /** The process, where journald says so. */
  readonly pid: number | null;
  readonly text: string;
  /** Null where no container runtime has written the line. */
  readonly piece: Piece | null;
  /** The record, where the text was JSON and has been read already. */
  readonly record: KlogRecord | null;
}

/** What a container runtime has written: long lines come in pieces. */
export interface Piece {
  /** Tells whose line it is a piece of. */
  readonly key: string;
  /** Everything after the runtime's own prefix. */
  readonly text: string;
  /** The line goes on in the next piece. */
  readonly partial: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<Omit<StrippedLine, 'source' | 'host'>> & { readonly names: string[] };

/** More than so many are not nested by anybody. */
const DEEPEST = 5;

/** Takes everything off that stands before a line, as far as it is known. */
export function stripPrefixes(line: string): StrippedLine {
  const draft: Draft = { names: [], stamp: null, pid: null, text: line, piece: null, record: null };
  for (let depth = 0; depth < DEEPEST && stripOne(draft) && !draft.piece?.partial; depth++);
  const { names, stamp, pid, text, piece, record } = draft;
  return { source: names.join('/'), host: names[0] ?? '', stamp, pid, text, piece, record };
}

function stripOne(draft: Draft): boolean {
  const first = draft.text.charCodeAt(0);
  if (first === 0x7b) return stripJson(draft);
  // The header of klog itself.
  if (KLOG_START.test(draft.text)) return false;
  if (first === 0x5b) return stripPod(draft);
  return stripDated(draft) || stripSyslog(draft) || stripUnixTime(draft) || stripUnknown(draft);
}

const KLOG_START = /^[IWEF]\d{4} /;

/** `[pod/NAME/CONTAINER] `, of `kubectl logs --prefix`. */
function stripPod(draft: Draft): boolean {
  const match = /^\[pod\/([^\]\s]+)\] /.exec(draft.text);
  if (match === null) return false;
  draft.names.push(match[1] as string);
  draft.text = draft.text.slice(match[0].length);
  return true;
}

/** What comes after `TIME `: of the container runtime, of journald, or the labels of Loki. */
const RUNTIME = /^(std(?:out|err)) ([FP])(?::\S*)? /;
const UNIT = /^(\S+) ([^\s:[\]]+)(?:\[(\d+)\])?: /;
const LABELS = /^\{((?:[^"{}]|"(?:[^"\\]|\\.)*")*)\} ?/;

function stripDated(draft: Draft): boolean {
  const weekday = /^\p{L}{2,4}\.? (?=\d{4}-)/u.exec(draft.text)?.[0].length ?? 0;
  const read = readRfc3339(weekday === 0 ? draft.text : draft.text.slice(weekday));
  if (read === null) return false;
  const end = weekday + read.length;
  const gap = draft.text[end];
  if (gap !== ' ' && gap !== '\t' && end !== draft.text.length) return false;
  prefer(draft, read.stamp);
  draft.text = draft.text.slice(end + 1);
  if (KLOG_START.test(draft.text)) return true;
  const runtime = RUNTIME.exec(draft.text);
  if (runtime !== null) {
    draft.text = draft.text.slice(runtime[0].length);
    // Standard output and standard error are cut each on its own.
    const key = `${runtime[1]} ${draft.names.join('/')}`;
    draft.piece = { key, text: draft.text, partial: runtime[2] === 'P' };
    return true;
  }
  const labels = LABELS.exec(draft.text);
  if (labels !== null && /=\s*"/.test(labels[1] as string)) {
    draft.names.push(...namesInLabels(labels[1] as string));
    draft.text = draft.text.slice(labels[0].length);
    return true;
  }
  stripUnit(draft);
  return true;
}

/** `HOST IDENTIFIER[PID]: `, of syslog and journald. */
function stripUnit(draft: Draft): void {
  const unit = UNIT.exec(draft.text);
  if (unit === null) return;
  draft.names.push(unit[1] as string, unit[2] as string);
  if (unit[3] !== undefined) draft.pid = Number(unit[3]);
  draft.text = draft.text.slice(unit[0].length);
}

function stripSyslog(draft: Draft): boolean {
  const read = readSyslogTime(draft.text);
  if (read === null || !UNIT.test(draft.text.slice(read.length + 1))) return false;
  if (read.stamp !== null) prefer(draft, read.stamp);
  draft.text = draft.text.slice(read.length + 1);
  stripUnit(draft);
  return true;
}

/** `1448374521.123456 HOST IDENTIFIER[PID]: `, of `journalctl -o short-unix`. */
function stripUnixTime(draft: Draft): boolean {
  const match = /^(\d{9,10}\.\d{6}) (?=\S+ [^\s:[\]]+(?:\[\d+\])?: )/.exec(draft.text);
  if (match === null) return false;
  const stamp = readEpoch(Number(match[1]));
  if (stamp !== null) prefer(draft, stamp);
  draft.text = draft.text.slice(match[0].length);
  stripUnit(draft);
  return true;
}

/** Anything else before a header of klog (`apiserver-1  | `, `POD CONTAINER `): words are names, numbers are not. */
function stripUnknown(draft: Draft): boolean {
  const at = findKlogHeader(draft.text);
  if (at <= 0 || at > 300) return false;
  const words = draft.text.slice(0, at).split(/[\s|]+/);
  draft.names.push(...words.filter(word => /\p{L}/u.test(word) && !/\d:\d\d/.test(word)).slice(0, 4));
  draft.text = draft.text.slice(at);
  return true;
}

/** Fields of JSON logs that hold the line itself, and those that hold its time. */
const LINE_FIELDS = ['log', 'MESSAGE', 'line', 'message', 'textPayload'] as const;
const TIME_FIELDS = ['time', '__REALTIME_TIMESTAMP', 'timestamp', '@timestamp', 'ts'] as const;
/** Fields and labels that tell one source from another. */
const NAME_FIELDS = [
  ...['_HOSTNAME', 'host', 'hostname', 'node', 'node_name', 'instance', 'pod', 'pod_name'],
  ...['SYSLOG_IDENTIFIER', 'container', 'container_name', 'CONTAINER_NAME', 'unit', 'filename'],
];

/** JSON of docker, journald, Loki and collectors; a record of klog stays. */
function stripJson(draft: Draft): boolean {
  const value = parseObject(draft.text);
  if (value === null) return false;
  draft.record = klogOfJson(value);
  if (draft.record !== null) return false;
  const field = LINE_FIELDS.find(name => typeof value[name] === 'string' || Array.isArray(value[name]));
  if (field === undefined) return false;
  const text = lineOf(value[field]);
  if (text === null) return false;
  const time = TIME_FIELDS.map(name => stampOf(value[name])).find(stamp => stamp !== null);
  if (time) prefer(draft, time);
  for (const part of [value, value.labels, value.kubernetes, value.stream]) {
    if (typeof part === 'object' && part !== null)
      draft.names.push(...namesIn(part as Record<string, unknown>));
  }
  const pid = Number(value._PID ?? Number.NaN);
  if (Number.isSafeInteger(pid)) draft.pid = pid;
  draft.text = text.replace(/\r?\n$/, '');
  return true;
}

/** A line in JSON; journald writes one that is no UTF-8 as a list of bytes. */
function lineOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length > 65_536) return null;
  return value.every(byte => Number.isInteger(byte) && byte >= 0 && byte < 256)
    ? String.fromCharCode(...(value as number[]))
    : null;
}

function stampOf(value: unknown): Stamp | null {
  if (typeof value === 'number') return readEpoch(value);
  if (typeof value !== 'string') return null;
  return /^\d+(\.\d+)?$/.test(value) ? readEpoch(Number(value)) : (readRfc3339(value)?.stamp ?? null);
}

function namesIn(value: Readonly<Record<string, unknown>>): string[] {
  return NAME_FIELDS.map(name => value[name]).filter((name): name is string => typeof name === 'string');
}

function namesInLabels(labels: string): string[] {
  const value: Record<string, unknown> = Object.create(null);
  for (const [, key, text] of labels.matchAll(/([\w.-]+)\s*=\s*"((?:[^"\\]|\\.)*)"/g))
    value[key as string] = text;
  return namesIn(value);
}

/** The innermost time with a zone is the best one; any other is better than none. */
function prefer(draft: Draft, stamp: Stamp): void {
  const rank = { instant: 2, dated: 1, yearless: 0 } as const;
  if (draft.stamp === null || rank[stamp.kind] >= rank[draft.stamp.kind]) draft.stamp = stamp;
}

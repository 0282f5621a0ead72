/**
 * Lines of klog, the logger of Kubernetes: text (`I1121 08:01:02.123456   12345 file.go:123] "message" key="value"`,
 * and the unstructured ones of old) and JSON (`--logging-format=json`).
 */
import { ofDayMicros } from './calendar.ts';
import type { Stamp } from './log-time.ts';
import { readEpoch, readRfc3339 } from './stamps.ts';

/** What one line of klog says. */
export interface KlogRecord {
  readonly stamp: Stamp | null;
  /** Null in JSON, which has none. */
  readonly pid: number | null;
  /** `I`, `W`, `E` or `F`. */
  readonly severity: string;
  /** File name of the source, without its folder. */
  readonly file: string;
  /** The message without its fields. */
  readonly message: string;
  /** The message was logged with fields (InfoS), so it is a constant text. */
  readonly structured: boolean;
  /** Everything after the header, as it was written; empty in JSON. */
  readonly body: string;
  /** Values as texts; none where `body` begins with {@link HTTP_START}. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The HTTP log's lines are most of a log: whoever wants their fields reads them from the body. */
export const HTTP_START = '"HTTP" verb=';

const NO_FIELDS: Readonly<Record<string, string>> = {};

const HEADER = /^([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})\s+(\d+) ([^\s\]]+):\d+\] ?/;
const HEADER_INSIDE = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d+ [^\s\]]+:\d+\] /;

/** Where a text header of klog begins in a line that has something before it; -1: nowhere. */
export function findKlogHeader(line: string): number {
  return HEADER_INSIDE.exec(line)?.index ?? -1;
}

/** Reads a line of klog, text or JSON; null if it is none. */
export function readKlog(line: string): KlogRecord | null {
  return line.charCodeAt(0) === 0x7b ? readJson(line) : readText(line);
}

function readText(line: string): KlogRecord | null {
  const header = HEADER.exec(line);
  if (header === null) return null;
  const [whole, severity, month, day, hours, minutes, seconds, fraction, pid, file] =
    header as unknown as readonly string[];
  const ofDay = ofDayMicros(hours as string, minutes as string, seconds as string, fraction);
  if (ofDay < 0) return null;
  const rest = line.slice((whole as string).length);
  const isHttp = rest.startsWith(HTTP_START);
  const read = isHttp ? { message: 'HTTP', fields: NO_FIELDS } : readStructured(rest);
  return {
    stamp: { kind: 'yearless', wall: { month: Number(month), day: Number(day), ofDay } },
    pid: Number(pid),
    severity: severity as string,
    file: file as string,
    message: read?.message ?? rest.trimEnd(),
    structured: read !== null,
    body: rest,
    fields: read?.fields ?? NO_FIELDS,
  };
}

const JSON_SEVERITY: Readonly<Record<string, string>> = { error: 'E', warn: 'W', warning: 'W', fatal: 'F' };

function readJson(line: string): KlogRecord | null {
  const value = parseObject(line);
  return value === null ? null : klogOfJson(value);
}

/** As {@link readKlog}, of a line that has been parsed already. */
export function klogOfJson(value: Readonly<Record<string, unknown>>): KlogRecord | null {
  const { ts, msg, caller, level, severity, ...rest } = value;
  if (typeof msg !== 'string' || (typeof ts !== 'number' && typeof ts !== 'string')) return null;
  const fields: Record<string, string> = Object.create(null);
  for (const key in rest) fields[key] = textOf(rest[key]);
  return {
    stamp: typeof ts === 'number' ? readEpoch(ts) : (readRfc3339(ts)?.stamp ?? readEpoch(Number(ts))),
    pid: typeof value.pid === 'number' ? value.pid : null,
    // Errors have the field err and no level in old versions.
    severity: JSON_SEVERITY[String(level ?? severity).toLowerCase()] ?? ('err' in rest ? 'E' : 'I'),
    file: typeof caller === 'string' ? (/([^/]*?)(?::\d+)?$/.exec(caller)?.[1] ?? '') : '',
    message: msg.trimEnd(),
    structured: true,
    body: '',
    fields,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The object that a line is, as JSON; null if it is none. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const KEY = /\s*([^\s="]+)=/y;
const BARE_VALUE = /[^\s"]*/y;

/** `"message" key="value" key=value …`; null for a message that is not quoted. What comes after a slip is left out. */
function readStructured(
  text: string,
): { readonly message: string; readonly fields: Record<string, string> } | null {
  if (text.charCodeAt(0) !== 0x22) return null;
  QUOTED.lastIndex = 0;
  const quoted = QUOTED.exec(text);
  if (quoted === null) return null;
  // No inherited names: a key may be `__proto__`.
  const fields: Record<string, string> = Object.create(null);
  let at = QUOTED.lastIndex;
  for (;;) {
    KEY.lastIndex = at;
    const key = KEY.exec(text);
    if (key === null) break;
    const pattern = text.charCodeAt(KEY.lastIndex) === 0x22 ? QUOTED : BARE_VALUE;
    pattern.lastIndex = KEY.lastIndex;
    const value = pattern.exec(text);
    if (value === null) break;
    fields[key[1] as string] = pattern === QUOTED ? unquote(value[1] as string) : value[0];
    at = pattern.lastIndex;
  }
  return { message: unquote(quoted[1] as string), fields };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** What Go's strconv.Quote has escaped. */
function unquote(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_, hex: string | undefined, unicode: string | undefined, char: string | undefined) => {
      const code = hex ?? unicode;
      return code === undefined
        ? (ESCAPES[char as string] ?? (char as string))
        : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}

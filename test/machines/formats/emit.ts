/** Log lines as klog writes them, and as journald, container runtimes, kubectl, docker and Loki hand them on. */
import type { RealLine } from './real-lines.ts';

/** One line before it has its form. */
export interface Emitted {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly severity: string;
  readonly pid: number;
  /** As klog writes it to a text log; may have several lines. */
  readonly text: string;
}

/** Some instant: the stop signal. */
export const STOP_AT = Date.parse('2026-11-21T08:01:02.345Z');

export function emitted(lines: readonly RealLine[], { stopAt = STOP_AT, pid = 12345 } = {}): Emitted[] {
  return lines.map(({ t, severity, text }) => ({ at: stopAt + t, severity, pid, text }));
}

/** Milliseconds with a fraction → digits after the second. */
function digits(at: number, count: number): string {
  const micros = Math.round((at - Math.floor(at / 1000) * 1000) * 1000);
  return String(micros).padStart(6, '0').padEnd(9, '0').slice(0, count);
}

/** `2026-11-21T08:01:02` in a time zone. */
function dateTime(at: number, zoneMinutes = 0): string {
  return new Date(Math.floor(at / 1000) * 1000 + zoneMinutes * 60_000).toISOString().slice(0, 19);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** klog as text; `zoneMinutes`: what the clock of the process shows is so much ahead of UTC. */
export function klogText({ at, severity, pid, text }: Emitted, zoneMinutes = 0): string {
  const [date = '', time = ''] = dateTime(at, zoneMinutes).split('T');
  const header = `${severity}${date.slice(5).replace('-', '')} ${time}.${digits(at, 6)}`;
  return `${header} ${String(pid).padStart(7)} genericapiserver.go:548] ${text}`;
}

/** klog as JSON; `ts` in milliseconds, or as RFC 3339. */
export function klogJson({ at, severity, text }: Emitted, rfc3339 = false): string {
  const structured = /^("(?:[^"\\]|\\.)*")(.*)$/s.exec(text);
  const fields: Record<string, unknown> = {};
  for (const [, key, value] of (structured?.[2] ?? '').matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*"|\S*)/g))
    fields[key as string] =
      value?.startsWith('"') || /^\d+$/.test(value as string) ? JSON.parse(value as string) : null;
  return JSON.stringify({
    ts: rfc3339 ? `${dateTime(at)}.${digits(at, 9)}Z` : Number(at.toFixed(3)),
    caller: 'server/genericapiserver.go:548',
    msg: structured === null ? text : JSON.parse(structured[1] as string),
    v: severity === 'E' ? undefined : 1,
    ...fields,
  });
}

/** A way in which lines come; each gets `line`, which may have several lines of its own. */
export type Prefix = (line: string, at: number) => string;

const each = (line: string, prefix: (part: string) => string): string =>
  line.split('\n').map(prefix).join('\n');
/** What takes a line a moment after it was written. */
const later = (at: number): number => at + 0.2;
const stamp = (at: number): string => `${dateTime(later(at))}.${digits(later(at), 9)}Z`;
const quoted = (line: string): string => JSON.stringify(line).slice(1, -1);

const unit = (line: string, time: string): string =>
  each(line, part => `${time} node-1 kube-apiserver[12345]: ${part}`);

function syslogTime(at: number): string {
  const [date = '', time = ''] = dateTime(later(at)).split('T');
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${String(Number(date.slice(8))).padStart(2)} ${time}`;
}

const criOf = (line: string, at: number): string => each(line, part => `${stamp(at)} stderr F ${part}`);

export const PREFIXES: Readonly<Record<string, Prefix>> = {
  bare: line => line,
  'journald short': (line, at) => unit(line, syslogTime(at)),
  'journald short-precise': (line, at) => unit(line, `${syslogTime(at)}.${digits(later(at), 6)}`),
  'journald short-iso': (line, at) => unit(line, `${dateTime(later(at), 60)}+0100`),
  'journald short-iso-precise': (line, at) =>
    unit(line, `${dateTime(later(at))}.${digits(later(at), 6)}+00:00`),
  'journald short-full': (line, at) => unit(line, `Sat ${dateTime(later(at)).replace('T', ' ')} UTC`),
  'journald short-unix': (line, at) => unit(line, (later(at) / 1000).toFixed(6)),
  'journald in another language': (line, at) => unit(line, syslogTime(at).replace(/^\w+/, 'сен')),
  'journald json': (line, at) =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: (later(at) * 1000).toFixed(0),
      _HOSTNAME: 'node-1',
      SYSLOG_IDENTIFIER: 'kube-apiserver',
      _PID: '12345',
      MESSAGE: line,
    }),
  'journald json, bytes': (line, at) =>
    JSON.stringify({ MESSAGE: [...Buffer.from(line)], __REALTIME_TIMESTAMP: (later(at) * 1000).toFixed(0) }),
  'container runtime': criOf,
  'container runtime, in pieces': (line, at) =>
    each(line, part => {
      const cut = Math.floor(part.length / 2);
      return [
        `P ${part.slice(0, 7)}`,
        `P ${part.slice(7, Math.max(7, cut))}`,
        `F ${part.slice(Math.max(7, cut))}`,
      ]
        .map(piece => `${stamp(at)} stderr ${piece}`)
        .join('\n');
    }),
  'kubectl logs --timestamps': (line, at) => each(line, part => `${stamp(at)} ${part}`),
  'kubectl logs --prefix --timestamps': (line, at) =>
    each(line, part => `[pod/kube-apiserver-node-1/kube-apiserver] ${stamp(at)} ${part}`),
  'a runtime within kubectl timestamps': (line, at) => each(criOf(line, at), part => `${stamp(at)} ${part}`),
  'docker json-file': (line, at) =>
    each(line, part => `{"log":"${quoted(`${part}\n`)}","stream":"stderr","time":"${stamp(at)}"}`),
  'docker json-file within kubectl timestamps': (line, at) =>
    each(
      line,
      part => `${stamp(at)} {"log":"${quoted(`${part}\n`)}","stream":"stderr","time":"${stamp(at)}"}`,
    ),
  'logcli, with labels': (line, at) =>
    each(line, part => `${stamp(at)} {container="kube-apiserver", pod="kube-apiserver-node-1"} ${part}`),
  'logcli -o jsonl': (line, at) =>
    JSON.stringify({ labels: { pod: 'kube-apiserver-node-1' }, line, timestamp: stamp(at) }),
  'docker compose': line => each(line, part => `apiserver-1  | ${part}`),
  stern: line => each(line, part => `kube-apiserver-node-1 kube-apiserver ${part}`),
};

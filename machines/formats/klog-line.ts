/** Lines of klog as kube-apiserver writes them: `I0325 09:53:50.838659    4711 genericapiserver.go:548] message`. */
import { type EpochMicros, isoTime } from './calendar.ts';

/** The severity, and where in the source the line is written. */
export interface KlogPlace {
  readonly severity: 'I' | 'W' | 'E' | 'F';
  /** File and line, such as `genericapiserver.go:548`. */
  readonly source: string;
}

/** One line, with its newline. `pid` is written right-justified in seven places, as klog does. */
export function klogLine(
  at: EpochMicros,
  pid: number,
  { severity, source }: KlogPlace,
  message: string,
): string {
  const iso = isoTime(at);
  const date = `${iso.slice(5, 7)}${iso.slice(8, 10)}`;
  return `${severity}${date} ${iso.slice(11, 26)} ${String(pid).padStart(7)} ${source}] ${message}\n`;
}

/** A quoted value of a structured line. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

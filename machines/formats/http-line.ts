/**
 * The line of the HTTP log that is written when a response is over (k8s.io/apiserver pkg/server/httplog/httplog.go), as
 * each version writes it; `access-line.ts` reads them all.
 */
import { atLeast, type Lineage } from '../lineage.ts';
import { formatDuration } from '../scenario/duration.ts';
import { micros } from '../time.ts';
import type { EpochMicros } from './calendar.ts';
import { type KlogPlace, quoted } from './klog-line.ts';

/** A request whose response is over. */
export interface HttpLogEntry {
  readonly at: EpochMicros;
  readonly method: string;
  /** The verb of Kubernetes. */
  readonly verb: string;
  /** Path and query. */
  readonly target: string;
  readonly latencyMicros: number;
  readonly userAgent: string;
  readonly auditId: string;
  /** Address and port of the client. */
  readonly peer: string;
  /** 0 where nothing was written. */
  readonly status: number;
}

/** Where the line is written from. */
export function httpLogPlace(lineage: Lineage): KlogPlace {
  return { severity: 'I', source: atLeast(lineage, '1.20') ? 'httplog.go:109' : 'wrap.go:47' };
}

/** Its message, as this version has it. */
export function httpLogMessage(entry: HttpLogEntry, lineage: Lineage): string {
  const { method, target, userAgent, peer, status } = entry;
  const latency = formatDuration(micros(Math.max(0, entry.latencyMicros)));
  if (!atLeast(lineage, '1.20')) return `${method} ${target}: (${latency}) ${status} [${userAgent} ${peer}]`;
  if (!atLeast(lineage, '1.22')) {
    const agent = `UserAgent=${quoted(userAgent)} srcIP=${quoted(peer)}`;
    return `verb=${quoted(method)} URI=${quoted(target)} latency=${latency} resp=${status} ${agent}: `;
  }
  const what = `verb=${quoted(verbOf(entry))} URI=${quoted(target)} latency=${quoted(latency)}`;
  const who = `userAgent=${quoted(userAgent)} audit-ID=${quoted(entry.auditId)} srcIP=${quoted(peer)}`;
  return `"HTTP" ${what} ${who} resp=${status}`;
}

/** Since 1.22 lists and watches are told apart from other GETs. */
function verbOf({ verb, method }: HttpLogEntry): string {
  return verb === 'list' || verb === 'watch' ? verb.toUpperCase() : method;
}

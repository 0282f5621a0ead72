/**
 * What the lines of an API server say about its life: those of kube-apiserver and of every server that is built on
 * k8s.io/apiserver (pkg/server, genericapiserver.go, secure_serving.go, hooks.go, healthz.go), by version, and what
 * OpenShift's wrapper and systemd say about the process.
 */
import { SIGNALS, type SignalName } from '../signals.ts';
import type { KlogRecord } from './klog.ts';

/** One statement of a line. */
export type LogFact =
  | { readonly kind: 'signal'; readonly name: SignalName }
  | { readonly kind: 'serving' | 'stoppedListening'; readonly address: string }
  /** SIGTERM or SIGINT came; `from` tells who says so. */
  | { readonly kind: 'stopRequested'; readonly signal: 'SIGTERM' | 'SIGINT'; readonly outside: boolean }
  | { readonly kind: 'exiting' }
  /** Somebody else saw the process end. */
  | { readonly kind: 'exited'; readonly code: number; readonly killed: boolean; readonly unit: string | null }
  /** `Run` has returned an error. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly hooks: readonly FailedHook[];
      readonly phase: FailedPhase;
    }
  | {
      readonly kind:
        | 'hooksRun'
        | 'inFlightDrained'
        | 'noWatchWait'
        | 'auditShutdown'
        | 'serverShutdownFailed';
    }
  | { readonly kind: 'watchesDrained'; readonly before: number; readonly after: number }
  | { readonly kind: 'waiting' | 'shutdownTimeout' | 'muxIncomplete' | 'panic' | 'other' }
  | { readonly kind: 'health'; readonly endpoint: string; readonly failing: readonly string[] }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'flag'; readonly name: string; readonly value: string }
  /** The certificate controller stops with the server; its line is quoted since 1.22. */
  | { readonly kind: 'certificatesStopped'; readonly structured: boolean };

/** A hook that a message names, and what it said. */
export interface FailedHook {
  readonly name: string;
  readonly error: string;
}

type FailedPhase = 'postStart' | 'preShutdown' | null;

/** Without one of these in it a line says nothing of the kind: they are looked for before anything is read. */
export const MARKERS = [
  'graceful-termination]',
  'Serving securely on ',
  'Serving insecurely on ',
  'Stopped listening on ',
  'MuxAndDiscoveryComplete',
  'DynamicServingCertificateController',
  'Failed to shutdown server',
  'Observed a panic',
  'ShutdownHook ',
  'PostStartHook ',
  ' check failed: ',
  'Version: v',
  'FLAG: --',
  "reason: 'Termination",
  "reason: 'ShutdownInitiated",
  'Received signal ',
  'Termination finished with exit code ',
  'Main process exited, ',
] as const;

const TERMINATION = '[graceful-termination] ';

/** What a line of klog says; null if it says nothing about this. */
export function factOfRecord(record: KlogRecord): LogFact | null {
  const { message } = record;
  if (message.startsWith(TERMINATION)) return ofTermination(record, message.slice(TERMINATION.length));
  const found = /^(Serving (?:in)?securely|Stopped listening) on (\S+)/.exec(message);
  if (found !== null)
    return {
      kind: found[1] === 'Stopped listening' ? 'stoppedListening' : 'serving',
      address: found[2] as string,
    };
  if (message.includes('MuxAndDiscoveryComplete')) return ofMux(message);
  if (message === 'Shutting down DynamicServingCertificateController')
    return { kind: 'certificatesStopped', structured: record.structured };
  if (message.startsWith('Failed to shutdown server')) return { kind: 'serverShutdownFailed' };
  if (message.startsWith('Observed a panic')) return { kind: 'panic' };
  if (
    message.includes('StartHook ') ||
    message.includes('ShutdownHook ') ||
    record.fields.err?.includes('Hook ')
  )
    return ofHookFailure(record.fields.err ?? message);
  return ofHealth(message) ?? ofStart(message) ?? ofOpenShift(message);
}

/** What a line without a header of klog says: what the program prints itself, and what systemd says about it. */
export function factOfText(text: string): LogFact | null {
  if (/^(?:Error: |panic: )?.*\bPreShutdownHook "/.test(text)) return ofHookFailure(text);
  const exited = /^(\S+)\.service: Main process exited, code=(exited|killed|dumped), status=(\d+)/.exec(text);
  if (exited === null) return null;
  const killed = exited[2] !== 'exited';
  const status = Number(exited[3]);
  return { kind: 'exited', code: killed ? 128 + status : status, killed, unit: exited[1] as string };
}

function ofTermination({ fields }: KlogRecord, text: string): LogFact {
  const name = SIGNALS.find(signal => signal === fields.name);
  if (name !== undefined && (text === 'shutdown event' || text === 'pre-shutdown hooks completed'))
    return { kind: 'signal', name };
  const [plain] = PLAIN.find(([, start]) => text.startsWith(start)) ?? [];
  if (plain !== undefined) return { kind: plain };
  if (text.startsWith('active watch request(s) have drained')) {
    const before = Number(fields.activeWatchesBefore);
    const after = Number(fields.activeWatchesAfter);
    if (Number.isSafeInteger(before) && Number.isSafeInteger(after) && before >= 0 && after >= 0)
      return { kind: 'watchesDrained', before, after };
  }
  return { kind: 'other' };
}

const PLAIN = [
  ['waiting', 'waiting for shutdown to be initiated'],
  ['hooksRun', 'RunPreShutdownHooks has completed'],
  ['inFlightDrained', 'in-flight non long-running request(s) have drained'],
  ['noWatchWait', 'not going to wait for active watch request(s) to drain'],
  ['auditShutdown', 'audit backend shutdown completed'],
  ['exiting', 'apiserver is exiting'],
  ['shutdownTimeout', 'using HTTP Server shutdown timeout'],
  ['shutdownTimeout', 'ShutdownTimeout='],
] as const;

function ofMux(message: string): LogFact | null {
  if (message.startsWith('MuxAndDiscoveryComplete has all endpoints registered'))
    return { kind: 'signal', name: 'MuxAndDiscoveryComplete' };
  return message.startsWith("haven't completed MuxAndDiscoveryComplete") ? { kind: 'muxIncomplete' } : null;
}

/** `PreShutdownHook "deregister" failed: no route`, one or several in brackets; `PostStartHook "x" failed: …` is fatal. */
function ofHookFailure(text: string): LogFact | null {
  const hooks: FailedHook[] = [];
  let phase: FailedPhase = null;
  for (const [, kind, name, error] of text.matchAll(
    /\b(PreShutdown|PostStart)Hook "((?:[^"\\]|\\.)*)" failed: (.*?)(?=, (?:PreShutdown|PostStart)Hook "|\]?$)/gm,
  )) {
    phase = kind === 'PreShutdown' ? 'preShutdown' : 'postStart';
    if (hooks.length < 100) hooks.push({ name: name as string, error: error as string });
  }
  return phase === null ? null : { kind: 'failed', reason: text, hooks, phase };
}

/** `shutdown check failed: readyz`, with the names of the checks, since 1.19 (-v=2). */
function ofHealth(message: string): LogFact | null {
  const match = /^([\w./,-]+) check failed: (readyz|livez|healthz)\b/.exec(message);
  if (match === null) return null;
  return { kind: 'health', endpoint: `/${match[2]}`, failing: (match[1] as string).split(',').slice(0, 100) };
}

function ofStart(message: string): LogFact | null {
  const version = /^Version: (v\d+\.\d+\S*)/.exec(message);
  if (version !== null) return { kind: 'version', version: version[1] as string };
  const flag = /^FLAG: --([\w-]+)="((?:[^"\\]|\\.)*)"/.exec(message);
  return flag === null ? null : { kind: 'flag', name: flag[1] as string, value: flag[2] as string };
}

/** What OpenShift's fork logs as events, and what the wrapper around the process (watch-termination) says. */
function ofOpenShift(message: string): LogFact | null {
  const event = /\breason: '(\w+)' /.exec(message)?.[1];
  if (event !== undefined) {
    if (event === 'TerminationStart' || event === 'ShutdownInitiated')
      return { kind: 'stopRequested', signal: 'SIGTERM', outside: false };
    if (event === 'TerminationGracefulTerminationFinished') return { kind: 'exiting' };
    return event.startsWith('Termination') ? { kind: 'other' } : null;
  }
  const signal = /^Received signal (terminated|interrupt|SIGTERM|SIGINT)\b/i
    .exec(message)?.[1]
    ?.toLowerCase();
  if (signal !== undefined) {
    const isInterrupt = signal === 'interrupt' || signal === 'sigint';
    return { kind: 'stopRequested', signal: isInterrupt ? 'SIGINT' : 'SIGTERM', outside: true };
  }
  const code = /^Termination finished with exit code (\d{1,3})\b/.exec(message)?.[1];
  return code === undefined
    ? null
    : { kind: 'exited', code: Number(code), killed: Number(code) === 137, unit: null };
}

/**
 * What was done by hand, in an address: `do=6.4s:SIGTERM,7s:hook.hang:deregister,8s:send:reuse:/echo`. Times count from
 * the start of the run. What would be taken for a mark of this notation stands there as `~.` (a comma), `~-` (a colon)
 * and `~~`: programs that pass an address on may change its percent signs, but not these.
 */
import type { ProcessSignal } from '../recording/events.ts';
import type { Act, Deed } from '../simulation/deed.ts';
import type { Instant } from '../time.ts';
import { FAULT_KINDS, type Fault, PROBES_LOST } from '../traffic/fault.ts';
import { readSeconds, writeSeconds } from './link-time.ts';

/** A link holds at most so many deeds. */
export const MOST_DEEDS = 200;

const SIGNALS: readonly ProcessSignal[] = ['SIGTERM', 'SIGINT', 'SIGKILL'];
const SEND = 'send';
const HTTP1 = 'http/1.1';
/** Longer names and paths are not in any scenario. */
const LONGEST_ARGUMENT = 2_000;

/** The deeds of a link's `do`, or the first part of it that is none. They come in order of time. */
export type ReadDeeds =
  | { readonly ok: true; readonly deeds: readonly Deed[] }
  | { readonly ok: false; readonly part: string };

/** Reads the value of `do`. Never throws. */
export function readDeeds(text: string): ReadDeeds {
  const parts = text.split(',');
  const deeds: Deed[] = [];
  let last = 0;
  for (const part of parts) {
    const deed = deeds.length < MOST_DEEDS ? readDeed(part) : null;
    if (!deed || deed.at < last) return { ok: false, part };
    last = deed.at;
    deeds.push(deed);
  }
  return { ok: true, deeds };
}

/** The value of `do`; percent signs are the caller's. */
export function writeDeeds(deeds: readonly Deed[]): string {
  return deeds.map(({ at, act }) => [writeSeconds(at), ...wordsOf(act).map(escaped)].join(':')).join(',');
}

function readDeed(part: string): Deed | null {
  const [time = '', ...rest] = part.split(':');
  const at = readSeconds(time);
  const words = rest.map(unescaped);
  if (at === null || at < 0 || !words.every(word => word !== null && word.length <= LONGEST_ARGUMENT))
    return null;
  const act = readAct(words as string[]);
  return act && { at: at as Instant, act };
}

function readAct(words: readonly string[]): Act | null {
  const [what = '', ...args] = words;
  const signal = SIGNALS.find(name => name === what);
  if (signal) return args.length === 0 ? { kind: 'signal', signal } : null;
  if (what === SEND) return readRequest(args);
  const kind = FAULT_KINDS.find(name => name === what);
  const fault = kind && readFault(kind, args);
  return fault ? { kind: 'fault', fault } : null;
}

function readRequest([connection, path = '', protocol = 'h2', ...more]: readonly string[]): Act | null {
  if (connection !== 'new' && connection !== 'reuse') return null;
  if (protocol !== 'h2' && protocol !== HTTP1) return null;
  if (!/^\/[^\s#]*$/.test(path) || more.length > 0) return null;
  return { kind: 'request', path, connection, protocol };
}

function readFault(kind: Fault['kind'], args: readonly string[]): Fault | null {
  const [name = '', detail, ...more] = args;
  if (!/^.{1,100}$/su.test(name) || more.length > 0) return null;
  switch (kind) {
    case 'request.abort':
    case 'request.stall':
      return detail === undefined ? { kind, request: name } : null;
    case 'connection.reset':
      return detail === undefined ? { kind, connection: name } : null;
    case 'hook.hang':
    case 'hook.fail':
    case 'hook.finish':
      if (detail !== undefined && detail !== 'postStart') return null;
      return { kind, phase: detail ?? 'preShutdown', name };
    case 'probe.lose':
      if (detail !== undefined && !/^[1-9]\d{0,2}$|^1000$/.test(detail)) return null;
      return { kind, client: name, count: Number(detail ?? PROBES_LOST) };
  }
}

/** What stands behind the time; what is as it mostly is, is left out. */
function wordsOf(act: Act): readonly string[] {
  switch (act.kind) {
    case 'signal':
      return [act.signal];
    case 'request':
      return [SEND, act.connection, act.path, ...(act.protocol === 'h2' ? [] : [act.protocol])];
    case 'fault':
      return faultWords(act.fault);
  }
}

function faultWords(fault: Fault): readonly string[] {
  switch (fault.kind) {
    case 'request.abort':
    case 'request.stall':
      return [fault.kind, fault.request];
    case 'connection.reset':
      return [fault.kind, fault.connection];
    case 'probe.lose':
      return [fault.kind, fault.client, ...(fault.count === PROBES_LOST ? [] : [String(fault.count)])];
    default:
      return [fault.kind, fault.name, ...(fault.phase === 'preShutdown' ? [] : [fault.phase])];
  }
}

function escaped(word: string): string {
  return word.replaceAll('~', '~~').replaceAll(',', '~.').replaceAll(':', '~-');
}

const MARKS: Readonly<Record<string, string>> = { '~~': '~', '~.': ',', '~-': ':' };

/** Null where a `~` stands for nothing. */
function unescaped(word: string): string | null {
  const plain = word.replace(/~[~.-]/g, '');
  return plain.includes('~') ? null : word.replace(/~[~.-]/g, mark => MARKS[mark] ?? mark);
}

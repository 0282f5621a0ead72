/**
 * The line that the HTTP log writes when a request is over (k8s.io/apiserver, pkg/server/httplog, -v=3 and more):
 * `"HTTP" verb="GET" URI="/readyz" latency="1.2ms" … resp=200` since 1.19, `GET /readyz: (1.2ms) 200 [agent addr]`
 * before.
 */
import { parseDuration } from '../scenario/duration.ts';
import { toMs } from '../time.ts';
import { HTTP_START, type KlogRecord } from './klog.ts';

/** A request that is over. */
export interface AccessLine {
  readonly method: string;
  readonly path: string;
  readonly latencyMs: number;
  /** 0 where the handler wrote nothing. */
  readonly status: number;
  /** Address and port of the client; empty where it is not known. */
  readonly peer: string;
  readonly userAgent: string;
  /** It came as far as the filter that limits how many are in flight: priority and fairness has left its fields. */
  readonly wasQueued: boolean;
}

const OLD = /^([A-Z]+) (\S+): \(([0-9.a-zµμ]+)\) (\d+)/;
const OLD_START = /^[A-Z]+ \/\S*: \(/;
const STATUS = / resp=(\d+)/;
const PEER = / srcIP="([^"]*)"/;
const AGENT = / [uU]serAgent="((?:[^"\\]|\\.)*)"/;
const INLINE = /\bverb="([^"]*)" URI="((?:[^"\\]|\\.)*)" latency="?([^\s"]+)"?/;

/** Longer paths and agents are cut: nobody reads them to the end. */
const LONGEST = 300;

/** Whether a line is one of these; {@link readAccessLine} may still find it incomplete. */
export function isAccessLine(record: KlogRecord): boolean {
  if (record.structured) return record.message === 'HTTP' || record.message === 'Received HTTP request';
  return record.message.startsWith('verb="') || OLD_START.test(record.message);
}

/** Reads it; null where something is missing. Each text is put through `keep` before it is kept. */
export function readAccessLine(record: KlogRecord, keep: (text: string) => string): AccessLine | null {
  const access = read(record);
  if (access === null) return null;
  const { method, path, peer, userAgent } = access;
  return { ...access, method: keep(method), path: keep(path), peer: keep(peer), userAgent: keep(userAgent) };
}

function read(record: KlogRecord): AccessLine | null {
  if (!record.structured) return readInline(record.body || record.message) ?? readOld(record.message);
  return record.body.startsWith(HTTP_START) ? readInline(record.body) : readFields(record.fields);
}

function readFields(fields: Readonly<Record<string, string>>): AccessLine | null {
  const { verb, URI, latency, resp, srcIP } = fields;
  const userAgent = fields.userAgent ?? fields.UserAgent ?? '';
  if (verb === undefined || URI === undefined || latency === undefined) return null;
  return access([verb, URI, latency, resp ?? '0', srcIP ?? '', userAgent], 'apf_fs' in fields);
}

/** The fields as text; 1.19 and 1.20 write them without the quoted message before. */
function readInline(message: string): AccessLine | null {
  const match = INLINE.exec(message);
  if (match === null) return null;
  const value = (pattern: RegExp): string => pattern.exec(message)?.[1] ?? '';
  const [, verb, uri, latency] = match as unknown as readonly string[];
  const status = value(STATUS) || '0';
  const peer = value(PEER);
  const agent = value(AGENT);
  return access([verb, uri, latency, status, peer, agent] as string[], message.includes(' apf_fs='));
}

/** `GET /readyz: (1.2ms) 200 [agent address]`; older ones have brackets around the agent. */
function readOld(message: string): AccessLine | null {
  const match = OLD.exec(message);
  if (match === null) return null;
  const [, method, path, latency, status] = match as unknown as readonly string[];
  // Between them there may be a stack of many lines.
  const gap = message.lastIndexOf(' ');
  const agent = message.slice(message.lastIndexOf(' [', gap - 1) + 2, gap).replace(/^\[|\]$/g, '');
  const peer = /^(.*:\d{1,5})\]\s*$/.exec(message.slice(gap + 1, gap + 80))?.[1];
  const client = peer === undefined ? ['', ''] : [peer, agent];
  return access([method, path, latency, status, ...client] as string[], false);
}

function access(parts: readonly string[], wasQueued: boolean): AccessLine | null {
  const [verb, path, latency, status, peer, userAgent] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const duration = parseDuration(latency);
  const code = Number(status);
  if (typeof duration !== 'number' || !Number.isInteger(code) || code < 0 || code > 999) return null;
  return {
    method: METHODS[verb] ?? verb.slice(0, 20),
    path: path.slice(0, LONGEST),
    latencyMs: toMs(duration),
    status: code,
    peer: peer.slice(0, 60),
    userAgent: userAgent.slice(0, LONGEST),
    wasQueued,
  };
}

/** Since 1.19 the line has the verb of Kubernetes instead of the method. */
const METHODS: Readonly<Record<string, string>> = {
  GET: 'GET',
  LIST: 'GET',
  WATCH: 'GET',
  WATCHLIST: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  APPLY: 'PATCH',
  DELETE: 'DELETE',
  DELETECOLLECTION: 'DELETE',
  CONNECT: 'CONNECT',
  HEAD: 'HEAD',
  OPTIONS: 'OPTIONS',
};

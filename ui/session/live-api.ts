/** The control API of `lastcall serve`, as the page uses it. Addresses are relative: the page may stand under any path. */
import type {
  InjectFaultBody,
  Problem,
  RunInfo,
  SendRequestBody,
  SendSignalBody,
  StartedRun,
  StartRunBody,
} from '../../machines/api.ts';
import { tr } from '../words/language.ts';
import { authorization } from './secret.ts';

/** What the control API answered instead of what was asked for, in words for a person. */
export class LiveApiError extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'LiveApiError';
    this.status = status;
  }
}

/** The server cannot be reached at all. */
const UNREACHABLE = 0;
/** The secret is missing, or it is the one of a program that has ended. */
const UNAUTHORIZED = 401;

async function call(path: string, body?: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      cache: 'no-store',
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { ...authorization(), 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
  } catch {
    throw new LiveApiError(
      UNREACHABLE,
      tr('The program behind this page does not answer. Is `lastcall serve` still running?'),
    );
  }
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson ? await response.json() : null;
  if (response.ok && isJson) return answer;
  if (response.status === UNAUTHORIZED)
    throw new LiveApiError(
      UNAUTHORIZED,
      tr(
        'This page may only look on: to act, open it by the link with the secret that the program has printed.',
      ),
    );
  const detail =
    (answer as Partial<Problem> | null)?.detail ??
    tr('{path} was answered with {status}.', { path, status: response.status });
  throw new LiveApiError(response.status, detail);
}

/** The runs of the program, newest first; null where the page was not served by it. */
export async function listRuns(): Promise<readonly RunInfo[] | null> {
  if (!location.protocol.startsWith('http')) return null;
  try {
    const runs = await call('api/runs');
    return Array.isArray(runs) ? (runs as RunInfo[]) : null;
  } catch {
    return null;
  }
}

/** @throws LiveApiError 409 when a live run is going on already. */
export async function startRun(body: StartRunBody): Promise<StartedRun> {
  return (await call('api/runs', body)) as StartedRun;
}

export async function sendSignal(id: string, body: SendSignalBody): Promise<void> {
  await call(`api/runs/${encodeURIComponent(id)}/signals`, body);
}

export async function sendRequest(id: string, body: SendRequestBody): Promise<void> {
  await call(`api/runs/${encodeURIComponent(id)}/requests`, body);
}

/** @throws LiveApiError 409 when the thing has ended meanwhile. */
export async function sendFault(id: string, body: InjectFaultBody): Promise<void> {
  await call(`api/runs/${encodeURIComponent(id)}/faults`, body);
}

/** The events of a run: the header first, then everything so far, then what happens. */
export function openEvents(id: string): WebSocket {
  const url = new URL(`api/runs/${encodeURIComponent(id)}/events`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url);
}

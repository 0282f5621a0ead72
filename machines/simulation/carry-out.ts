/** What the handlers behind the chain do with a simulated request that was admitted. */
import type { RequestInfo } from '../filters/request-info.ts';
import type { Handled } from '../handlers/handler.ts';
import { micros, seconds } from '../time.ts';
import { endsAtOnce } from './api.ts';
import type { Run } from './run.ts';
import type { SimRequest } from './state.ts';

/**
 * Begins with it.
 * @param user who asks, for messages of the API
 * @returns whether the handler has done its work already; else a task is waited for
 */
export function carryOut(
  run: Run,
  request: SimRequest,
  handling: Exclude<Handled, { kind: 'reject' }>,
  info: RequestInfo,
  user: string,
): boolean {
  request.handling = handling;
  switch (handling.kind) {
    case 'sleep': {
      request.begun = handling.early;
      run.after(handling.duration, { kind: 'finish', request: request.id });
      const timeout = request.admission?.timeout;
      if (timeout !== null && timeout !== undefined)
        run.after(timeout, { kind: 'deadline', request: request.id });
      return false;
    }
    case 'watch':
      request.begun = true;
      stayFor(run, request, null);
      return false;
    case 'api':
    case 'proxy':
      return ask(run, request, handling, info, user);
    case 'answer':
    case 'panic':
    case 'metrics':
      return true;
  }
}

/** Asks the API: an answer is given at once, a watch stays until its time is over. */
function ask(
  run: Run,
  request: SimRequest,
  handling: Extract<Handled, { kind: 'api' | 'proxy' }>,
  info: RequestInfo,
  user: string,
): boolean {
  const { accept = '', 'content-type': contentType = '' } = request.headers;
  const result = run.api.answer(handling, { info, accept, contentType, body: request.body, user });
  const { answeredBy } = handling;
  if (result.kind === 'answer') {
    const { status, headers } = result;
    request.handling = { kind: 'answer', answeredBy, status, headers, body: '' };
    return true;
  }
  const { headers, timeoutSeconds } = result;
  request.begun = true;
  request.handling = {
    kind: 'watch',
    answeredBy,
    status: 200,
    headers,
    // Nothing is sent over the simulated network: its watches have no events.
    interval: seconds(60),
    ignoresShutdown: false,
  };
  if (endsAtOnce(result)) return true;
  stayFor(run, request, timeoutSeconds);
  return false;
}

/** A watch ends after the time that its client asked for, or a random one from `min-request-timeout` on. */
function stayFor(run: Run, request: SimRequest, timeoutSeconds: number | null): void {
  const shortest = run.scenario.server['min-request-timeout'];
  const lasts =
    timeoutSeconds === null ? micros(shortest + run.random.unit() * shortest) : seconds(timeoutSeconds);
  run.after(lasts, { kind: 'finish', request: request.id });
}

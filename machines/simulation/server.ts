/** The server's end of the simulated network: the same filters, handlers and tables as the real one. */
import type { HandlerChain } from '../filters/chain.ts';
import type { FilterInput, Rejection } from '../filters/filter.ts';
import { identify, whoAsks } from '../filters/identity.ts';
import { PANIC_RESPONSE } from '../filters/panic.ts';
import type { RequestInfo } from '../filters/request-info.ts';
import { TIMEOUT_RESPONSE } from '../filters/timeout.ts';
import { type Handled, handle, panicNote } from '../handlers/handler.ts';
import type { ResponseHeaders } from '../recording/events.ts';
import { type Answerer, outermost } from '../servers/chain.ts';
import { between, seconds } from '../time.ts';
import {
  GOAWAY_TIMEOUT,
  type H2State,
  type Http1State,
  h2ConnectionTable,
  http1ConnectionTable,
  IDLE_TIMEOUT,
} from '../traffic/connection.ts';
import { shortRequestTable } from '../traffic/request.ts';
import { move } from '../traffic/table.ts';
import { auditEnded, auditReceived } from './audit.ts';
import { carryOut } from './carry-out.ts';
import { reportDrain } from './drain.ts';
import type { Run } from './run.ts';
import { LATENCY, type SimConnection, type SimRequest } from './state.ts';

/** The headers that a recording keeps. */
export function recordedHeaders(headers: ResponseHeaders, closes: boolean): ResponseHeaders {
  return closes ? { ...headers, connection: 'close' } : headers;
}

/** A request has reached the server. */
export function arrive(run: Run, request: SimRequest): void {
  const connection = request.connection === null ? undefined : run.connection(request.connection);
  if (!connection || connection.state === 'closed' || request.settled) return;
  if (connection.protocol === 'h2') {
    // A stream that the client opens after the GOAWAY is ignored without a word.
    if (connection.goaway !== null && (request.stream ?? 0) > connection.goaway) return;
    connection.highestStream = Math.max(connection.highestStream, request.stream ?? 0);
    if (connection.state === 'idle') connection.state = move(h2ConnectionTable, 'idle', 'stream.opened');
  } else {
    connection.state = move(http1ConnectionTable, connection.state as Http1State, 'request.read');
  }
  connection.open++;
  connection.idleEpoch++;
  request.served = move(shortRequestTable, request.served, 'request.arrived');
  const place = { request: request.id, connection: connection.id, stream: request.stream };
  const port = connection.port === 'insecure' ? { port: connection.port } : {};
  const arrived = [run.emit({ type: 'request.arrived', ...place, ...port })];
  const info = run.requestInfos.get(request.method, request.target, request.userAgent);
  request.info = info;
  const chain = chainOf(run, connection);
  const input = inputOf(run, request, info);
  const refusal = chain.reject(input);
  if (refusal && !refusal.isAnswer) return reject(run, request, connection, refusal, arrived);
  const handling: Handled = refusal
    ? { answeredBy: outermost(run.scenario.lineage), kind: 'answer', ...refusal }
    : handle(info, run.view, run.config, run.api.chain);
  if (handling.kind === 'reject') return reject(run, request, connection, handling, arrived);
  if (chain.sendsAway(connection.protocol, () => run.random.unit())) goAway(run, connection, arrived);
  admit(run, request, input, handling.answeredBy, arrived);
  auditReceived(run, request);
  if (carryOut(run, request, handling, info, identify(input).user.name)) finish(run, request);
}

function admit(
  run: Run,
  request: SimRequest,
  input: FilterInput,
  answeredBy: Answerer,
  cause: readonly number[],
): void {
  const chain = run.chains[input.port];
  const admission = chain.admit(input);
  request.admission = admission;
  request.served = move(shortRequestTable, request.served, 'request.admitted');
  const { counts } = run.state;
  if (admission.counted) counts.nonLongRunning++;
  if (admission.countedWatch) counts.countedWatches++;
  if (input.request.verb === 'watch') counts.watches++;
  if (admission.slot === 'read') counts.reads++;
  if (admission.slot === 'write') counts.writes++;
  run.emit({
    type: 'request.admitted',
    request: request.id,
    connection: request.connection ?? '',
    stream: request.stream,
    answeredBy,
    ...whoAsks(identify(input)),
    ...(chain.isUncounted(input.request, admission) ? { counted: false } : {}),
    cause,
  });
}

/** The chain of the port that a connection came in on. */
function chainOf(run: Run, { port }: SimConnection): HandlerChain {
  return run.chains[port];
}

/** Whether the server behind a connection has been told to stop: then its HTTP/1.1 responses close theirs. */
function isShuttingDown(run: Run, { port }: SimConnection): boolean {
  return port === 'insecure' ? run.state.insecureStopping : run.view.serverShuttingDown;
}

/** What the filters see of a request now. */
function inputOf(run: Run, { headers, connection }: SimRequest, request: RequestInfo): FilterInput {
  return {
    request,
    headers,
    port: run.connection(connection ?? '')?.port ?? 'secure',
    view: run.view,
    config: run.config,
    load: run.state.counts,
  };
}

function reject(
  run: Run,
  request: SimRequest,
  connection: SimConnection,
  rejection: Rejection,
  cause: readonly number[],
): void {
  request.served = move(shortRequestTable, request.served, 'request.rejected');
  if (rejection.closesConnection && connection.protocol === 'h2') goAway(run, connection, cause);
  const closes =
    connection.protocol === 'http/1.1' && (rejection.closesConnection || isShuttingDown(run, connection));
  run.emit({
    type: 'request.rejected',
    request: request.id,
    connection: connection.id,
    stream: request.stream,
    filter: rejection.filter,
    status: rejection.status,
    headers: recordedHeaders(rejection.headers, closes),
    ...(rejection.status === 403 && request.info
      ? whoAsks(identify(inputOf(run, request, request.info)))
      : {}),
    cause,
  });
  request.reply = { outcome: 'rejected', status: rejection.status };
  run.after(LATENCY, { kind: 'reply', request: request.id });
  release(run, request, connection, closes);
}

/** The handler has done its work. */
export function finish(run: Run, request: SimRequest): void {
  const connection = run.connection(request.connection ?? '');
  const handling = request.handling;
  if (request.served !== 'executing' || !connection || !handling) return;
  if (handling.kind === 'panic') {
    run.emit({ type: 'note', text: panicNote(request.method, request.target, 'somebody asked for /panic') });
    return respond(run, request, connection, PANIC_RESPONSE.status, PANIC_RESPONSE.headers, true);
  }
  const [status, headers] = 'status' in handling ? [handling.status, handling.headers] : [200, {}];
  respond(run, request, connection, status, headers);
  if (request.info?.path === '/readyz' && status === 200 && !run.state.readyzSucceeded) {
    run.state.readyzSucceeded = true;
    run.feed({ type: 'readyz.succeeded' });
  }
}

function respond(
  run: Run,
  request: SimRequest,
  connection: SimConnection,
  status: number,
  plain: ResponseHeaders,
  panicked = false,
): void {
  request.served = move(shortRequestTable, request.served, 'request.responded');
  const headers = request.info
    ? chainOf(run, connection).dress(plain, inputOf(run, request, request.info))
    : plain;
  // An HTTP/1.1 response that ends after Shutdown began carries Connection: close, unless its head was sent before.
  const closes = connection.protocol === 'http/1.1' && isShuttingDown(run, connection);
  const responded = run.emit({
    type: 'request.responded',
    request: request.id,
    connection: connection.id,
    stream: request.stream,
    status,
    headers: recordedHeaders(headers, closes && !request.begun),
    ...(panicked ? { panicked } : {}),
    ...causeOf(request),
  });
  auditEnded(run, request, [responded]);
  request.reply = { outcome: status === TIMEOUT_RESPONSE.status ? 'timeout' : 'ok', status };
  run.after(LATENCY, { kind: 'reply', request: request.id });
  leave(run, request, [responded]);
  release(run, request, connection, closes);
}

/** The request's time is over: 504 if nothing has been written, else its stream is reset. */
export function expire(run: Run, request: SimRequest): void {
  const connection = run.connection(request.connection ?? '');
  if (request.served !== 'executing' || !connection) return;
  if (!request.begun)
    return respond(run, request, connection, TIMEOUT_RESPONSE.status, TIMEOUT_RESPONSE.headers);
  request.reply = { outcome: 'reset', status: null };
  run.after(LATENCY, { kind: 'reply', request: request.id });
  abort(run, request, 'timeout', connection.protocol === 'http/1.1');
}

/** Ends a request without a complete response. */
export function abort(run: Run, request: SimRequest, reason: string, closesConnection: boolean): void {
  const connection = run.connection(request.connection ?? '');
  if ((request.served !== 'executing' && request.served !== 'arrived') || !connection) return;
  request.served = move(shortRequestTable, request.served, 'request.aborted');
  const aborted = run.emit({
    type: 'request.aborted',
    request: request.id,
    connection: connection.id,
    stream: request.stream,
    reason,
    ...causeOf(request),
  });
  if (reason === 'exit') run.emit({ type: 'audit.lost', request: request.id, cause: [aborted] });
  else auditEnded(run, request, [aborted]);
  leave(run, request, [aborted]);
  release(run, request, connection, closesConnection);
}

/** Nobody counts the request any more. */
function leave(run: Run, request: SimRequest, cause: readonly number[]): void {
  const { counts } = run.state;
  const { admission } = request;
  if (!admission) return;
  if (admission.counted) counts.nonLongRunning--;
  if (admission.countedWatch) counts.countedWatches--;
  if (request.info?.verb === 'watch') counts.watches--;
  if (admission.slot === 'read') counts.reads--;
  if (admission.slot === 'write') counts.writes--;
  request.admission = null;
  reportDrain(run, cause);
}

/** The request's stream has ended; its connection may become idle or close. */
function release(run: Run, request: SimRequest, connection: SimConnection, closes: boolean): void {
  connection.open--;
  run.forgetIfDone(request);
  if (connection.state === 'closed') return;
  if (closes) return closeConnection(run, connection, 'server');
  if (connection.open > 0) return;
  if (connection.protocol === 'h2') {
    connection.state = move(h2ConnectionTable, connection.state as H2State, 'streams.ended');
    if (connection.state === 'lingering')
      return run.after(GOAWAY_TIMEOUT, { kind: 'linger', connection: connection.id });
  } else {
    connection.state = move(http1ConnectionTable, connection.state as Http1State, 'response.ended');
  }
  run.after(IDLE_TIMEOUT, { kind: 'idle', connection: connection.id, epoch: connection.idleEpoch });
}

/** Sends GOAWAY with the highest stream that has been opened; a connection gets only one. */
export function goAway(run: Run, connection: SimConnection, cause: readonly number[]): void {
  if (connection.protocol !== 'h2' || connection.goaway !== null || connection.state === 'closed') return;
  connection.goaway = connection.highestStream;
  connection.state = move(h2ConnectionTable, connection.state as H2State, 'goaway.sent');
  run.emit({
    type: 'connection.goaway',
    connection: connection.id,
    lastStreamId: connection.highestStream,
    errorCode: 'NO_ERROR',
    cause,
  });
  run.after(LATENCY, { kind: 'goawayRead', connection: connection.id });
  if (connection.state === 'lingering')
    run.after(GOAWAY_TIMEOUT, { kind: 'linger', connection: connection.id });
}

/** The cause of what happens to a request after a fault. */
export function causeOf({ fault }: SimRequest): { readonly cause?: readonly number[] } {
  return fault === null ? {} : { cause: [fault] };
}

function isClosed(connection: SimConnection): boolean {
  return connection.state === 'closed';
}

/** What the server works on for a connection, or may still come to. */
export function requestsOn(run: Run, connection: SimConnection): SimRequest[] {
  const listed = connection.requests.flatMap(id => run.request(id) ?? []);
  const executing = listed.filter(request => request.served === 'executing');
  if (executing.length === connection.open) return listed;
  // A client that has given up has taken its request off the connection, and the server has not heard of that yet.
  const { requests } = run.state;
  return [
    ...listed,
    ...[...requests.values()].filter(request => request.settled && request.connection === connection.id),
  ];
}

/** Closes a connection; what was on it without an answer is lost. */
export function closeConnection(
  run: Run,
  connection: SimConnection,
  by: 'client' | 'server' | 'timeout' | 'reset',
  cause?: readonly number[],
): void {
  if (connection.state === 'closed') return;
  for (const request of requestsOn(run, connection)) {
    if (by === 'client' || by === 'reset') abort(run, request, by, false);
    if (!request.settled && request.reply === null) {
      const outcome = connection.goaway === null ? 'reset' : 'goaway';
      request.reply = { outcome, status: null };
      run.after(LATENCY, { kind: 'reply', request: request.id });
    }
  }
  for (const id of connection.waiting.splice(0)) {
    const request = run.request(id);
    if (!request || request.settled) continue;
    request.reply = { outcome: 'reset', status: null };
    run.after(LATENCY, { kind: 'reply', request: id });
  }
  // The end of the last request may have been what the process waited for: then its exit has closed the connection.
  if (isClosed(connection)) return;
  connection.state = 'closed';
  // A client that gave up before it was accepted has closed nothing that the server knows of.
  if (connection.accepted)
    run.emit({ type: 'connection.closed', connection: connection.id, by, ...(cause ? { cause } : {}) });
  run.forgetConnection(connection);
}

/** Whether `closeIdleConns` takes an HTTP/1.1 connection that was never used for idle: its age in whole seconds is over 5. */
export function isStale(run: Run, connection: SimConnection): boolean {
  const second = (instant: number): number => Math.floor((instant + run.state.secondOffset) / seconds(1));
  return (
    between(connection.openedAt, run.state.now) >= 0 &&
    second(connection.openedAt) < second(run.state.now) - 5
  );
}

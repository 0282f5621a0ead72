/** What events of requests do to a view: requests in flight, their places in the pipes, and the count of outcomes. */
import type { EventOf, Outcome } from '../recording/events.ts';
import { fateOf, SERVER_TIMEOUT } from '../recording/fate.ts';
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import { putPipe } from './apply-connection.ts';
import type { ViewDraft } from './apply-event.ts';
import { PIPE_WAITING, type PipeState, type RequestState } from './run-view.ts';

export function sendRequest(draft: ViewDraft, event: EventOf<'request.sent'>): void {
  draft.requests.set(event.request, {
    id: event.request,
    name: event.name,
    client: event.client,
    kind: event.kind,
    method: event.method,
    path: event.path,
    sentAt: event.t,
    arrivedAt: null,
    pipe: null,
    inside: false,
    admitted: false,
    stalled: false,
  });
}

export function arriveRequest(draft: ViewDraft, event: EventOf<'request.arrived'>): void {
  const connection = draft.connections.get(event.connection);
  // A client that is not ours sends no `request.sent`: all that is known of its request is that it came.
  const sent = draft.requests.get(event.request) ?? {
    id: event.request,
    name: null,
    client: connection?.client ?? EXTERNAL_CLIENT,
    kind: 'short' as const,
    method: '',
    path: '',
    sentAt: event.t,
    admitted: false,
    stalled: false,
  };
  const request = { ...sent, arrivedAt: event.t, pipe: connection?.pipe ?? null, inside: true };
  draft.requests.set(event.request, request);
  changePipe(draft, request, pipe => enter(pipe, request));
}

export function admitRequest(draft: ViewDraft, event: EventOf<'request.admitted'>): void {
  const request = draft.requests.get(event.request);
  if (request) draft.requests.set(event.request, { ...request, admitted: true });
}

export function rejectRequest(draft: ViewDraft, event: EventOf<'request.rejected'>): void {
  const request = draft.requests.get(event.request);
  draft.rejectedBy = { ...draft.rejectedBy, [event.status]: (draft.rejectedBy[event.status] ?? 0) + 1 };
  draft.rejectedAt = event.t;
  if (!request) return;
  changePipe(draft, request, pipe => ({ ...pipe, rejected: pipe.rejected + 1, rejectedAt: event.t }));
  finish(draft, request, 'rejected', event.status);
}

/** The server is done with a request: answered, or given up. The client may still have to notice. */
export function leaveServer(
  draft: ViewDraft,
  event: EventOf<'request.responded'> | EventOf<'request.aborted'>,
): void {
  const request = draft.requests.get(event.request);
  if (!request?.inside) return;
  if (event.type === 'request.aborted') finish(draft, request, 'reset', null);
  else finish(draft, request, event.status === SERVER_TIMEOUT ? 'timeout' : 'ok', event.status);
}

export function endRequest(draft: ViewDraft, event: EventOf<'request.settled'>): void {
  const request = draft.requests.get(event.request);
  if (!request) return;
  if (request.inside) changePipe(draft, request, pipe => leave(pipe, request));
  draft.requests.delete(event.request);
  if (event.outcome === 'refused') draft.refused = { count: draft.refused.count + 1, at: event.t };
  count(draft, request, event.outcome, event.status);
}

/** Takes a request out of its pipe; one of a client that is not ours has then ended, for nobody reports its outcome. */
function finish(draft: ViewDraft, request: RequestState, outcome: Outcome, status: number | null): void {
  changePipe(draft, request, pipe => leave(pipe, request));
  if (request.client === EXTERNAL_CLIENT) {
    draft.requests.delete(request.id);
    count(draft, request, outcome, status);
  } else {
    draft.requests.set(request.id, { ...request, inside: false });
  }
}

/** Requests that nobody will settle: those of clients that are not ours, when the process is gone. */
export function endExternalRequests(draft: ViewDraft): void {
  for (const request of draft.requests.values()) {
    if (request.client === EXTERNAL_CLIENT) finish(draft, request, 'failed', null);
  }
}

function count(draft: ViewDraft, request: RequestState, outcome: Outcome, status: number | null): void {
  const fate = fateOf(request, outcome, status);
  draft.outcomes = { ...draft.outcomes, [fate]: draft.outcomes[fate] + 1 };
  if (fate === 'turnedAway' && request.kind === 'probe') draft.probesTurnedAway++;
}

function changePipe(draft: ViewDraft, request: RequestState, change: (pipe: PipeState) => PipeState): void {
  const pipe = request.pipe === null ? undefined : draft.pipes.get(request.pipe);
  if (pipe) putPipe(draft, change(pipe));
}

function enter(pipe: PipeState, request: RequestState): PipeState {
  if (request.kind === 'watch') return { ...pipe, watches: pipe.watches + 1 };
  const short = pipe.short + 1;
  const free = pipe.slots.indexOf(null);
  if (free >= 0) return { ...pipe, short, slots: pipe.slots.with(free, request.id) };
  const waiting = pipe.waiting.length < PIPE_WAITING ? [...pipe.waiting, request.id] : pipe.waiting;
  return { ...pipe, short, waiting };
}

function leave(pipe: PipeState, request: RequestState): PipeState {
  if (request.kind === 'watch') return { ...pipe, watches: Math.max(0, pipe.watches - 1) };
  const short = Math.max(0, pipe.short - 1);
  const place = pipe.slots.indexOf(request.id);
  if (place < 0) return { ...pipe, short, waiting: pipe.waiting.filter(id => id !== request.id) };
  const [next = null, ...waiting] = pipe.waiting;
  return { ...pipe, short, slots: pipe.slots.with(place, next), waiting };
}

/** What events of connections do to a view: connections come and go, pipes keep their places in the server room. */
import type { EventOf } from '../recording/events.ts';
import type { ViewDraft } from './apply-event.ts';
import { PIPE_SLOTS, type PipeState } from './run-view.ts';

/** Replaces a pipe wherever it stands. */
export function putPipe(draft: ViewDraft, pipe: PipeState): void {
  if (draft.pipes.has(pipe.key)) draft.pipes.set(pipe.key, pipe);
  const row = draft.rows.findIndex(other => other?.key === pipe.key);
  if (row >= 0) draft.rows[row] = pipe;
}

export function openConnection(draft: ViewDraft, event: EventOf<'connection.opened'>): void {
  const kind = draft.pipeKinds.get(event.client) ?? 'byConnection';
  const key = kind === 'none' ? null : kind === 'byClient' ? event.client : event.connection;
  draft.connections.set(event.connection, {
    id: event.connection,
    client: event.client,
    protocol: event.protocol,
    pipe: key,
    goawayAt: null,
  });
  if (key === null) return;
  const known = draft.pipes.get(key);
  if (known) {
    putPipe(draft, { ...known, open: known.open + 1, closedAt: null });
    return;
  }
  const pipe: PipeState = {
    key,
    client: event.client,
    protocol: event.protocol,
    grouped: kind === 'byClient',
    open: 1,
    goingAway: 0,
    closedAt: null,
    short: 0,
    watches: 0,
    rejected: 0,
    rejectedAt: null,
    slots: Array.from({ length: PIPE_SLOTS }, () => null),
    waiting: [],
  };
  draft.pipes.set(key, pipe);
  const row = freeRow(draft);
  if (row !== null) draft.rows[row] = pipe;
}

export function tellToGoAway(draft: ViewDraft, event: EventOf<'connection.goaway'>): void {
  const connection = draft.connections.get(event.connection);
  if (!connection || connection.goawayAt !== null) return;
  draft.connections.set(event.connection, { ...connection, goawayAt: event.t });
  const pipe = connection.pipe === null ? undefined : draft.pipes.get(connection.pipe);
  if (pipe) putPipe(draft, { ...pipe, goingAway: pipe.goingAway + 1 });
}

export function closeConnection(draft: ViewDraft, event: EventOf<'connection.closed'>): void {
  const connection = draft.connections.get(event.connection);
  if (!connection) return;
  draft.connections.delete(event.connection);
  const pipe = connection.pipe === null ? undefined : draft.pipes.get(connection.pipe);
  if (!pipe) return;
  const open = pipe.open - 1;
  const goingAway = pipe.goingAway - (connection.goawayAt === null ? 0 : 1);
  putPipe(draft, { ...pipe, open, goingAway, closedAt: open === 0 ? event.t : null });
  if (open > 0 || pipe.grouped) return;
  draft.pipes.delete(pipe.key);
  promote(draft, pipe.key);
}

/** An empty row, else the one whose pipe has been closed for longest; null when all are in use. */
function freeRow(draft: ViewDraft): number | null {
  let best: number | null = null;
  let bestSince = Number.POSITIVE_INFINITY;
  for (const [index, pipe] of draft.rows.entries()) {
    if (pipe === null) return index;
    if (pipe.closedAt !== null && !pipe.grouped && pipe.closedAt < bestSince) {
      best = index;
      bestSince = pipe.closedAt;
    }
  }
  return best;
}

/** Gives the row of a closed pipe to the oldest open one that has none. */
function promote(draft: ViewDraft, closedKey: string): void {
  if (draft.pipes.size < draft.rows.length) return;
  const row = draft.rows.findIndex(pipe => pipe?.key === closedKey);
  if (row < 0) return;
  const shown = new Set(draft.rows.map(pipe => pipe?.key));
  for (const pipe of draft.pipes.values()) {
    if (shown.has(pipe.key)) continue;
    draft.rows[row] = pipe;
    return;
  }
}

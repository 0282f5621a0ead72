/** "Everybody press now": requests that seats fire at the live server, and what becomes of them. */
import type { SeatFire } from './messages.ts';
import { type Change, changed, refusal, withNews, without, withSeat } from './room-change.ts';
import { seatOf } from './room-news.ts';
import { ROOM_LIMITS, type Room, type RoomInput, type Seat } from './room-state.ts';
import { taken } from './token-bucket.ts';

/** A seat wants to fire. */
export function wantFire(
  room: Room,
  client: number,
  seat: Seat,
  connection: SeatFire['connection'],
  nowMs: number,
): Change {
  if (room.shown?.shown.fire !== true)
    return changed(room, refusal(client, 'closed', 'requests may not be fired now'));
  const own = taken(seat.fireBucket, ROOM_LIMITS.fires, nowMs);
  if (own === null)
    return changed(
      room,
      refusal(client, 'too-fast', `at most ${ROOM_LIMITS.fires.perSecond} requests a second`),
    );
  const all = taken(room.allFires, ROOM_LIMITS.allFires, nowMs);
  if (all === null || room.pending.size >= ROOM_LIMITS.pendingFires)
    return changed(room, refusal(client, 'too-fast', 'the room fires as much as it may; try again'));
  return changed(withSeat({ ...room, allFires: all }, { ...seat, fireBucket: own }), {
    kind: 'fire',
    client,
    connection,
  });
}

/** Its request is on its way. */
export function sent(
  room: Room,
  { client, key, request, connection }: Extract<RoomInput, { type: 'sent' }>,
  nowMs: number,
): Change {
  const seat = seatOf(room, room.clients.get(client));
  if (!seat) return changed(room);
  const fire: SeatFire = { request, connection, outcome: null, status: null, tookMs: null };
  const pending = { seat: seat.token, request, connection, sentMs: nowMs, round: room.fires.round };
  const next = withSeat(room, { ...seat, fires: [fire, ...seat.fires].slice(0, ROOM_LIMITS.keptFires) });
  return changed(
    withNews(
      {
        ...next,
        pending: new Map(next.pending).set(key, pending),
        fires: { ...next.fires, sent: next.fires.sent + 1 },
      },
      'fires',
    ),
    { kind: 'send', to: seat.clients, message: { type: 'fired', fire } },
  );
}

/** It is known what became of a request. */
export function settle(
  room: Room,
  { key, outcome, status }: Extract<RoomInput, { type: 'settled' }>,
  nowMs: number,
): Change {
  const pending = room.pending.get(key);
  if (!pending) return changed(room);
  const { request, connection, sentMs, round } = pending;
  const fire: SeatFire = { request, connection, outcome, status, tookMs: nowMs - sentMs };
  const seat = room.seats.get(pending.seat);
  let next: Room = { ...room, pending: without(room.pending, key) };
  if (seat) {
    const fires = seat.fires.map(each => (each.outcome === null && each.request === request ? fire : each));
    next = withSeat(next, { ...seat, fires });
  }
  // A round that was called off counts no more.
  if (round === next.fires.round) {
    const word = outcome === 'rejected' && status !== null ? String(status) : outcome;
    const outcomes = { ...next.fires.outcomes, [word]: (next.fires.outcomes[word] ?? 0) + 1 };
    next = withNews({ ...next, fires: { ...next.fires, outcomes } }, 'fires');
  }
  return seat
    ? changed(next, { kind: 'send', to: seat.clients, message: { type: 'fired', fire } })
    : changed(next);
}

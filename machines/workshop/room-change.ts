/** Small steps of a room, out of which the others are made. */
import type { RefusalCode } from './messages.ts';
import { type News, ROOM_LIMITS, type Room, type RoomEffect, type Seat } from './room-state.ts';

/** The next room, and what has to be done. */
export interface Change {
  readonly room: Room;
  readonly effects: readonly RoomEffect[];
}

export function changed(room: Room, ...effects: readonly RoomEffect[]): Change {
  return { room, effects };
}

export function withSeat(room: Room, seat: Seat): Room {
  return { ...room, seats: new Map(room.seats).set(seat.token, seat) };
}

/** The room has to be told of it. */
export function withNews(room: Room, ...news: readonly News[]): Room {
  return { ...room, news: new Set([...room.news, ...news]) };
}

/** A map with an entry more; beyond `most` without its oldest one. */
export function withEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V,
  most: number,
): Map<string, V> {
  const next = new Map(map).set(key, value);
  const [oldest] = next.keys();
  if (next.size > most && oldest !== undefined) next.delete(oldest);
  return next;
}

/** A map without one key. */
export function without<K, V>(map: ReadonlyMap<K, V>, key: K): Map<K, V> {
  const next = new Map(map);
  next.delete(key);
  return next;
}

export function refusal(client: number, code: RefusalCode, detail: string): RoomEffect {
  return { kind: 'send', to: [client], message: { type: 'refused', code, detail } };
}

/** Forgets seats that were left long ago, and those that are too many. */
export function withoutOldSeats(room: Room, nowMs: number): Room {
  const seats = new Map(room.seats);
  for (const { token, clients, leftMs } of room.seats.values()) {
    const isOld = nowMs - leftMs > ROOM_LIMITS.seatMs;
    if (clients.length === 0 && (isOld || seats.size > ROOM_LIMITS.seats)) seats.delete(token);
  }
  return seats.size === room.seats.size ? room : { ...room, seats };
}

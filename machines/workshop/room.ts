/**
 * The room of a workshop: who is in it, what is shown, what was answered and fired. A pure step: an input goes in, the
 * next room and what has to be done come out. Sockets only act.
 */
import { sent, settle } from './fire-step.ts';
import { deliver } from './follower-step.ts';
import { type PresenterMessage, type QuestionShown, type Shown, WORKSHOP_LIMITS } from './messages.ts';
import { personName } from './person-name.ts';
import {
  type Change,
  changed,
  refusal,
  withNews,
  without,
  withoutOldSeats,
  withSeat,
} from './room-change.ts';
import { clientsOf, isPresenting, seatOf, toldAll, toldOne, welcome } from './room-news.ts';
import {
  emptySeat,
  type News,
  ROOM_LIMITS,
  type Room,
  type RoomEffect,
  type RoomInput,
  type Seat,
} from './room-state.ts';

/** What a client is told after its welcome, in this order. */
const FIRST_NEWS: readonly News[] = ['presence', 'shown', 'answers', 'fires', 'task'];

type Joined = Extract<RoomInput, { type: 'joined' }>;

/** @param nowMs of a clock that only grows. */
export function stepRoom(room: Room, input: RoomInput, nowMs: number): Change {
  switch (input.type) {
    case 'joined':
      return input.hello.role === 'follower'
        ? joinFollower(room, input, nowMs)
        : joinPresenter(room, input, nowMs);
    case 'left':
      return leave(room, input.client, nowMs);
    case 'follower':
    case 'malformed':
      return deliver(room, input, nowMs);
    case 'presenter':
      return present(room, input.client, input.message, nowMs);
    case 'sent':
      return sent(room, input, nowMs);
    case 'settled':
      return settle(room, input, nowMs);
    case 'refused':
      return changed(room, refusal(input.client, input.code, input.detail));
    case 'tell': {
      const news = new Set([...room.news].filter(each => !input.news.includes(each)));
      const told = input.news.filter(each => room.news.has(each));
      return { room: { ...room, news }, effects: told.flatMap(each => toldAll(room, each, nowMs)) };
    }
  }
}

function joinFollower(room: Room, { client, hello, fresh }: Joined, nowMs: number): Change {
  if (hello.role !== 'follower') return changed(room);
  if (clientsOf(room, ({ role }) => role === 'follower').length >= WORKSHOP_LIMITS.followers)
    return refusedAtDoor(room, client, `the room is full: ${WORKSHOP_LIMITS.followers} follow`);
  const kept = hello.seat === undefined ? undefined : room.seats.get(hello.seat);
  const before = kept ?? emptySeat(fresh, nowMs);
  const [oldest, ...others] = before.clients;
  const isCrowded = before.clients.length >= ROOM_LIMITS.clientsOfSeat;
  const seat: Seat = {
    ...before,
    name: hello.name === undefined ? before.name : personName(hello.name),
    clients: [...(isCrowded ? others : before.clients), client],
  };
  const clients = new Map(room.clients).set(client, { role: 'follower', seat: seat.token });
  const next = withoutOldSeats(withNews(withSeat({ ...room, clients }, seat), 'presence'), nowMs);
  const close: RoomEffect[] =
    isCrowded && oldest !== undefined
      ? [{ kind: 'close', client: oldest, reason: 'this seat has too many pages' }]
      : [];
  return {
    room: next,
    effects: [
      ...close,
      welcome(seat, [client]),
      ...FIRST_NEWS.flatMap(news => toldOne(next, client, news, nowMs)),
      ...seat.fires
        .toReversed()
        .map((fire): RoomEffect => ({ kind: 'send', to: [client], message: { type: 'fired', fire } })),
    ],
  };
}

function joinPresenter(room: Room, { client, hello, audienceUrl }: Joined, nowMs: number): Change {
  if (hello.role === 'follower') return changed(room);
  if (clientsOf(room, isPresenting).length >= ROOM_LIMITS.presenters)
    return refusedAtDoor(room, client, `${ROOM_LIMITS.presenters} pages present already; close one`);
  const clients = new Map(room.clients).set(client, { role: hello.role });
  const next = withNews({ ...room, clients }, 'presence');
  return {
    room: next,
    effects: [
      {
        kind: 'send',
        to: [client],
        message: { type: 'welcome', role: hello.role, seat: null, name: null, answers: {}, audienceUrl },
      },
      ...FIRST_NEWS.flatMap(news => toldOne(next, client, news, nowMs)),
    ],
  };
}

function refusedAtDoor(room: Room, client: number, reason: string): Change {
  return changed(room, refusal(client, 'full', reason), { kind: 'close', client, reason: 'full' });
}

function leave(room: Room, client: number, nowMs: number): Change {
  const seat = seatOf(room, room.clients.get(client));
  const next = withNews({ ...room, clients: without(room.clients, client) }, 'presence');
  if (!seat) return changed(room.clients.has(client) ? next : room);
  const clients = seat.clients.filter(each => each !== client);
  // Put at the end: the seats that stand first are forgotten first.
  const seats = without(next.seats, seat.token).set(seat.token, { ...seat, clients, leftMs: nowMs });
  return changed(withoutOldSeats({ ...next, seats }, nowMs));
}

function present(room: Room, client: number, message: PresenterMessage, nowMs: number): Change {
  switch (message.type) {
    case 'show':
      return changed(show(room, client, message.shown, nowMs));
    case 'clear':
      return clear(room, message.question);
    case 'command': {
      const to = clientsOf(room, ({ role }) => role === 'presenter').filter(each => each !== client);
      return changed(room, { kind: 'send', to, message });
    }
  }
}

function show(room: Room, by: number, shown: Shown, nowMs: number): Room {
  const before = room.shown?.shown;
  const isNewRound = shown.fire && before?.fire !== true;
  const next: Room = {
    ...room,
    shown: { n: (room.shown?.n ?? 0) + 1, atMs: nowMs, by, shown },
    ...(isNewRound ? { fires: { round: room.fires.round + 1, sent: 0, outcomes: {} } } : {}),
  };
  return withNews(
    next,
    'shown',
    ...(isSameQuestion(before?.question, shown.question) ? [] : (['answers'] as const)),
    ...(isNewRound ? (['fires'] as const) : []),
    ...(before?.task === shown.task ? [] : (['task'] as const)),
  );
}

/** The same as far as concerns who is told of its answers. */
function isSameQuestion(a: QuestionShown | null | undefined, b: QuestionShown | null): boolean {
  return a?.id === b?.id && a?.bars === b?.bars && a?.choices === b?.choices;
}

/** The question is put again: nobody has answered it. */
function clear(room: Room, question: string): Change {
  const answered = [...room.seats.values()].filter(({ answers }) => answers.has(question));
  const seats = new Map(room.seats);
  for (const seat of answered) seats.set(seat.token, { ...seat, answers: without(seat.answers, question) });
  const next = withNews({ ...room, seats }, 'answers');
  // A welcome has all answers of a seat: what is not in it was not given.
  const effects = answered.flatMap(({ token, clients }) => {
    const seat = seats.get(token);
    return seat && clients.length > 0 ? [welcome(seat, clients)] : [];
  });
  return { room: next, effects };
}

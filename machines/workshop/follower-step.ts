/** What a follower sends: counted against how much a seat may send, then done. */
import { wantFire } from './fire-step.ts';
import type { FollowerMessage } from './messages.ts';
import { personName } from './person-name.ts';
import { type Change, changed, refusal, withEntry, withNews, withSeat } from './room-change.ts';
import { seatOf, welcome } from './room-news.ts';
import { ROOM_LIMITS, type Room, type RoomInput, type Seat } from './room-state.ts';
import { taken } from './token-bucket.ts';

type Sent = Extract<RoomInput, { type: 'follower' | 'malformed' }>;

/** A message of a follower, well formed or not. */
export function deliver(room: Room, input: Sent, nowMs: number): Change {
  const { client } = input;
  const before = seatOf(room, room.clients.get(client));
  if (!before) return changed(room);
  const messages = taken(before.messages, ROOM_LIMITS.messages, nowMs);
  const seat = { ...before, messages: messages ?? before.messages };
  if (messages === null || input.type === 'malformed') {
    const why =
      input.type === 'malformed'
        ? refusal(client, 'bad-message', input.detail)
        : refusal(client, 'too-fast', `at most ${ROOM_LIMITS.messages.perSecond} messages a second`);
    const offences = taken(seat.offences, ROOM_LIMITS.offences, nowMs);
    if (offences !== null) return changed(withSeat(room, { ...seat, offences }), why);
    return changed(withSeat(room, seat), why, { kind: 'close', client, reason: 'too many offences' });
  }
  return act(withSeat(room, seat), client, seat, input.message, nowMs);
}

function act(room: Room, client: number, seat: Seat, message: FollowerMessage, nowMs: number): Change {
  switch (message.type) {
    case 'name': {
      const named = { ...seat, name: personName(message.name) };
      return changed(withSeat(room, named), welcome(named, seat.clients));
    }
    case 'answer':
      return answer(room, client, seat, message);
    case 'fire':
      return wantFire(room, client, seat, message.connection, nowMs);
    case 'task':
      return tryTask(room, client, seat, message);
  }
}

function answer(
  room: Room,
  client: number,
  seat: Seat,
  { question, choice }: Extract<FollowerMessage, { type: 'answer' }>,
): Change {
  const asked = room.shown?.shown.question;
  if (asked?.id !== question || !asked.open)
    return changed(room, refusal(client, 'closed', 'this question takes no answers now'));
  if (choice >= asked.choices)
    return changed(room, refusal(client, 'bad-message', `choice: the question has ${asked.choices}`));
  const answers = withEntry(seat.answers, question, choice, ROOM_LIMITS.answersOfSeat);
  return changed(withNews(withSeat(room, { ...seat, answers }), 'answers'), {
    kind: 'send',
    to: seat.clients,
    message: { type: 'answered', question, choice },
  });
}

function tryTask(
  room: Room,
  client: number,
  seat: Seat,
  { lesson, tries, solved }: Extract<FollowerMessage, { type: 'task' }>,
): Change {
  if (room.shown?.shown.task !== lesson)
    return changed(room, refusal(client, 'closed', 'this task is not handed out now'));
  const before = seat.tasks.get(lesson);
  const task = {
    tries: Math.max(tries, before?.tries ?? 0),
    solved: solved || before?.solved === true,
  };
  const tasks = withEntry(seat.tasks, lesson, task, ROOM_LIMITS.answersOfSeat);
  return changed(withNews(withSeat(room, { ...seat, tasks }), 'task'));
}

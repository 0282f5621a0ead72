/** What a room tells of itself, and whom. */
import type { RoomTask, ServerMessage } from './messages.ts';
import type { Client, News, Room, RoomEffect, Seat } from './room-state.ts';

/** The connections of those whom `isMeant` means. */
export function clientsOf(room: Room, isMeant: (client: Client) => boolean): number[] {
  return [...room.clients].filter(([, client]) => isMeant(client)).map(([id]) => id);
}

export function isPresenting({ role }: Client): boolean {
  return role !== 'follower';
}

/** The message about one kind of news; null when there is nothing to say about it. */
function messageOf(room: Room, news: News, nowMs: number): ServerMessage | null {
  const shown = room.shown?.shown;
  switch (news) {
    case 'shown':
      return (
        room.shown && {
          type: 'shown',
          n: room.shown.n,
          ageMs: nowMs - room.shown.atMs,
          shown: room.shown.shown,
        }
      );
    case 'presence':
      return {
        type: 'presence',
        presenter: [...room.clients.values()].some(({ role }) => role === 'presenter'),
        followers: [...room.seats.values()].filter(({ clients }) => clients.length > 0).length,
      };
    case 'answers':
      return shown?.question ? { type: 'answers', question: shown.question.id, counts: counts(room) } : null;
    case 'fires':
      return { type: 'fires', sent: room.fires.sent, outcomes: room.fires.outcomes };
    case 'task':
      return shown?.task ? { type: 'task', ...roomTask(room, shown.task) } : null;
  }
}

/** Whether somebody may see it: the room's answers sway nobody who has not answered. */
function mayHear(room: Room, news: News, client: Client): boolean {
  if (news !== 'answers' || client.role !== 'follower') return true;
  const question = room.shown?.shown.question;
  return question?.bars === true || seatOf(room, client)?.answers.has(question?.id ?? '') === true;
}

/** Tells everybody who may hear it. */
export function toldAll(room: Room, news: News, nowMs: number): RoomEffect[] {
  const message = messageOf(room, news, nowMs);
  if (message === null) return [];
  const to = clientsOf(room, client => mayHear(room, news, client));
  // Whoever shows something is further by the time that it would come back.
  const others = news === 'shown' ? to.filter(client => client !== room.shown?.by) : to;
  return [{ kind: 'send', to: others, message }];
}

/** Tells one client, as far as it may hear it. */
export function toldOne(room: Room, id: number, news: News, nowMs: number): RoomEffect[] {
  const client = room.clients.get(id);
  const message = messageOf(room, news, nowMs);
  if (!client || message === null || !mayHear(room, news, client)) return [];
  return [{ kind: 'send', to: [id], message }];
}

/** What a follower's page is told first, and again when what it knows of itself has changed otherwise than by its own answer. */
export function welcome(seat: Seat, to: readonly number[]): RoomEffect {
  const { token, name, answers } = seat;
  return {
    kind: 'send',
    to,
    message: {
      type: 'welcome',
      role: 'follower',
      seat: token,
      name,
      answers: Object.fromEntries(answers),
      audienceUrl: null,
    },
  };
}

export function seatOf(room: Room, client: Client | undefined): Seat | undefined {
  return client?.role === 'follower' ? room.seats.get(client.seat) : undefined;
}

/** The answers to the question that is shown, by choice. */
export function counts(room: Room): number[] {
  const question = room.shown?.shown.question;
  if (!question) return [];
  const byChoice = Array.from({ length: question.choices }, () => 0);
  for (const { answers } of room.seats.values()) {
    const choice = answers.get(question.id) ?? -1;
    const count = byChoice[choice];
    if (count !== undefined) byChoice[choice] = count + 1;
  }
  return byChoice;
}

function roomTask(room: Room, lesson: string): RoomTask {
  const tasks = [...room.seats.values()].flatMap(({ tasks }) => tasks.get(lesson) ?? []);
  return { lesson, tried: tasks.length, solved: tasks.filter(({ solved }) => solved).length };
}

import { beforeEach, describe, expect, test } from 'vitest';
import type { ServerMessage } from '../../../machines/workshop/messages.ts';
import { Connection, LONGEST_SILENCE_MS, PAUSES_MS, pauseBefore } from '../../../ui/workshop/connection.ts';
import { EMPTY_ROOM, hear, MOST_FIRES } from '../../../ui/workshop/room-state.ts';
import { SHOWN } from './shown.ts';

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: unknown[] = [];
  closed = false;

  close(): void {
    this.closed = true;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const WELCOME = { type: 'welcome', role: 'follower', seat: 's1', name: null, answers: {}, audienceUrl: null };

let sockets: FakeSocket[];
let waiting: { ms: number; act: () => void }[];
let heard: ServerMessage[];
let seat: string | undefined;

beforeEach(() => {
  sockets = [];
  waiting = [];
  heard = [];
  seat = undefined;
});

function connect(): Connection {
  return new Connection(
    () => ({ type: 'hello', role: 'follower', ...(seat === undefined ? {} : { seat }) }),
    message => heard.push(message),
    {
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      later: (ms, act) => {
        const entry = { ms, act };
        waiting.push(entry);
        return () => {
          waiting = waiting.filter(each => each !== entry);
        };
      },
      random: () => 0.5,
    },
  );
}

describe('a page in a workshop', () => {
  test('says hello first, and is in when it is welcomed', () => {
    const connection = connect();
    sockets[0]?.onopen?.();
    expect(sockets[0]?.sent).toEqual([{ type: 'hello', role: 'follower' }]);
    expect(connection.send({ type: 'name', name: 'Li' })).toBe(false);
    sockets[0]?.say(WELCOME);
    expect(connection.store.get()).toBe('open');
    expect(connection.send({ type: 'name', name: 'Li' })).toBe(true);
    expect(heard).toEqual([WELCOME]);
  });

  test('comes back to its seat after the connection was lost, with growing pauses', () => {
    const connection = connect();
    sockets[0]?.onopen?.();
    sockets[0]?.say(WELCOME);
    seat = 's1';
    sockets[0]?.onclose?.();
    expect(connection.store.get()).toBe('lost');
    expect(waiting.map(({ ms }) => ms)).toEqual([500]);
    waiting.shift()?.act();
    sockets[1]?.onclose?.();
    expect(waiting.map(({ ms }) => ms)).toEqual([1_000]);
    waiting.shift()?.act();
    sockets[2]?.onopen?.();
    expect(sockets[2]?.sent).toEqual([{ type: 'hello', role: 'follower', seat: 's1' }]);
    sockets[2]?.say(WELCOME);
    expect(connection.store.get()).toBe('open');
  });

  test('takes a connection that has fallen silent for lost, and makes another one', () => {
    const connection = connect();
    sockets[0]?.onopen?.();
    sockets[0]?.say(WELCOME);
    sockets[0]?.say({ type: 'presence', presenter: true, followers: 3 });
    expect(waiting.map(({ ms }) => ms)).toEqual([LONGEST_SILENCE_MS]);
    waiting.shift()?.act();
    expect(sockets[0]?.closed).toBe(true);
    expect(connection.store.get()).toBe('lost');
    waiting.shift()?.act();
    sockets[1]?.say(WELCOME);
    expect(connection.store.get()).toBe('open');
    // The old one says late that it was closed: nobody listens to it any more.
    sockets[0]?.onclose?.();
    expect(connection.store.get()).toBe('open');
  });

  test('does not wait for the end of a pause when it is asked to try now, and tries once', () => {
    const connection = connect();
    sockets[0]?.onclose?.();
    connection.retry();
    connection.retry();
    expect(sockets).toHaveLength(2);
    expect(waiting).toEqual([]);
  });

  test('does not try a wrong secret again', () => {
    const connection = connect();
    sockets[0]?.say({ type: 'refused', code: 'wrong-secret', detail: '' });
    sockets[0]?.onclose?.();
    expect(connection.store.get()).toBe('refused');
    expect(waiting).toEqual([]);
  });

  test('passes over what is no message', () => {
    connect();
    sockets[0]?.onmessage?.({ data: '{' });
    sockets[0]?.onmessage?.({ data: '7' });
    expect(heard).toEqual([]);
  });

  test('waits at most ten seconds, and not as long as everybody else', () => {
    expect(pauseBefore(1, 0)).toBeLessThan(pauseBefore(1, 0.9));
    expect(pauseBefore(40, 0.99)).toBe(PAUSES_MS.longest);
  });
});

describe('what was heard of the room', () => {
  test('has the presenter’s clock by the age of the message', () => {
    const state = hear(EMPTY_ROOM, { type: 'shown', n: 1, ageMs: 80, shown: SHOWN }, 1_000);
    expect(state.heard?.at).toBe(920);
  });

  test('keeps the newest of one’s own requests, each with what became of it', () => {
    let state = EMPTY_ROOM;
    for (let n = 1; n <= MOST_FIRES + 2; n++) {
      const fire = {
        request: `r${n}`,
        connection: 'new',
        outcome: null,
        status: null,
        tookMs: null,
      } as const;
      state = hear(state, { type: 'fired', fire }, 0);
    }
    const settled = {
      request: 'r7',
      connection: 'new',
      outcome: 'refused',
      status: null,
      tookMs: 3,
    } as const;
    state = hear(state, { type: 'fired', fire: settled }, 0);
    expect(state.mine).toHaveLength(MOST_FIRES);
    expect(state.mine.map(({ request }) => request).slice(0, 2)).toEqual(['r8', 'r7']);
    expect(state.mine[1]?.outcome).toBe('refused');
  });

  test('says the same refusal again, and forgets it when something was done', () => {
    const refused = { type: 'refused', code: 'too-fast', detail: '' } as const;
    let state = hear(hear(EMPTY_ROOM, refused, 0), refused, 0);
    expect(state.refused).toEqual({ code: 'too-fast', count: 2 });
    state = hear(state, { type: 'answered', question: 'a/b', choice: 1 }, 0);
    expect(state.refused).toBe(null);
    expect(state.answers).toEqual({ 'a/b': 1 });
  });
});

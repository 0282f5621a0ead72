/** What holds of a room whatever happens in it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readFollowerMessage,
  readHello,
  readPresenterMessage,
} from '../../../machines/workshop/read-message.ts';
import type { RoomEffect } from '../../../machines/workshop/room-state.ts';
import { Hall } from './hall.ts';

test('whatever somebody sends is read without harm', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('answer', 'show', 'hello', 'fire'),
        question: fc.anything(),
        role: fc.string(),
      })
      .map(value => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(texts, text => {
      for (const read of [readHello, readFollowerMessage, readPresenterMessage]) {
        const result = read(text);
        if (!result.ok) expect(result.detail).not.toBe('');
      }
    }),
  );
});

/** Something that somebody in the room does; clients and seats by number, of those that there are. */
const deed = fc.oneof(
  fc.record({ kind: fc.constant('join' as const), seat: fc.option(fc.nat(12)) }),
  fc.record({ kind: fc.constant('leave' as const), client: fc.nat(12) }),
  fc.record({ kind: fc.constant('present' as const) }),
  fc.record({
    kind: fc.constant('show' as const),
    question: fc.option(
      fc.record({
        id: fc.constantFrom('a/1', 'a/2', 'b/1'),
        choices: fc.integer({ min: 2, max: 5 }),
        open: fc.boolean(),
        bars: fc.boolean(),
        right: fc.constant(null),
      }),
    ),
    fire: fc.boolean(),
    task: fc.option(fc.constantFrom('a', '__proto__')),
  }),
  fc.record({ kind: fc.constant('clear' as const), question: fc.constantFrom('a/1', 'b/1') }),
  fc.record({
    kind: fc.constant('answer' as const),
    client: fc.nat(12),
    question: fc.constantFrom('a/1', 'a/2', 'b/1'),
    choice: fc.nat(4),
  }),
  fc.record({ kind: fc.constant('fire' as const), client: fc.nat(12), settles: fc.boolean() }),
  fc.record({ kind: fc.constant('task' as const), client: fc.nat(12), solved: fc.boolean() }),
  fc.record({ kind: fc.constant('tell' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(400_000) }),
);

test('whatever happens, counts are of seats, secrets stay with seats, and nothing goes to who is not there', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 80 }), deeds => {
      const hall = new Hall();
      let fired = 0;
      const check = (effects: readonly RoomEffect[]): void => {
        const { room } = hall;
        for (const effect of effects) {
          if (effect.kind !== 'send') continue;
          const { message, to } = effect;
          for (const client of to) expect(client).toBeLessThanOrEqual(hall.clients);
          if (message.type === 'welcome' && message.seat !== null)
            for (const client of to) expect(room.clients.get(client)).toMatchObject({ seat: message.seat });
          else expect(JSON.stringify(message)).not.toContain('seat-');
          if (message.type === 'answers') {
            const given = [...room.seats.values()].filter(({ answers }) => answers.has(message.question));
            const counted = message.counts.reduce((sum, count) => sum + count, 0);
            expect(counted).toBeLessThanOrEqual(given.length);
            const { bars } = room.shown?.shown.question ?? { bars: false };
            for (const client of to) {
              const seat = [...room.seats.values()].find(({ clients }) => clients.includes(client));
              if (seat && !bars) expect(seat.answers.has(message.question)).toBe(true);
            }
          }
          if (message.type === 'fires')
            expect(
              Object.values(message.outcomes).reduce((sum, count) => sum + count, 0),
            ).toBeLessThanOrEqual(message.sent);
        }
        const seated = [...room.seats.values()].flatMap(({ clients }) => clients);
        const followers = [...room.clients].filter(([, { role }]) => role === 'follower');
        expect(seated.toSorted((a, b) => a - b)).toEqual(followers.map(([id]) => id));
      };
      for (const each of deeds) {
        const { kind } = each;
        if (kind === 'join')
          check(
            hall.join({
              type: 'hello',
              role: 'follower',
              ...(each.seat === null ? {} : { seat: `seat-${each.seat}` }),
            }).effects,
          );
        else if (kind === 'present')
          check(hall.join({ type: 'hello', role: 'presenter', secret: '' }).effects);
        else if (kind === 'leave') check(hall.step({ type: 'left', client: each.client }));
        else if (kind === 'show') hall.show({ question: each.question, fire: each.fire, task: each.task });
        else if (kind === 'clear')
          check(
            hall.step({ type: 'presenter', client: 0, message: { type: 'clear', question: each.question } }),
          );
        else if (kind === 'answer')
          check(hall.say(each.client, { type: 'answer', question: each.question, choice: each.choice }));
        else if (kind === 'task')
          check(hall.say(each.client, { type: 'task', lesson: 'a', tries: 1, solved: each.solved }));
        else if (kind === 'fire') {
          const effects = hall.say(each.client, { type: 'fire', connection: 'reuse' });
          check(effects);
          if (!effects.some(effect => effect.kind === 'fire')) continue;
          const key = `run-1/r${++fired}`;
          const sent = { type: 'sent', client: each.client, key, request: `r${fired}` } as const;
          check(hall.step({ ...sent, connection: 'reuse' }));
          if (each.settles) check(hall.step({ type: 'settled', key, outcome: 'rejected', status: 429 }));
        } else if (kind === 'tell')
          check(hall.step({ type: 'tell', news: ['shown', 'presence', 'answers', 'fires', 'task'] }));
        else hall.nowMs += each.ms;
      }
    }),
    { numRuns: 300 },
  );
});

import { describe, expect, test } from 'vitest';
import { personName } from '../../../machines/workshop/person-name.ts';
import { ROOM_LIMITS, type RoomEffect } from '../../../machines/workshop/room-state.ts';
import { Hall } from './hall.ts';

const refusalsOf = (effects: readonly RoomEffect[]): string[] =>
  effects.flatMap(effect =>
    effect.kind === 'send' && effect.message.type === 'refused' ? [effect.message.code] : [],
  );

describe('a room', () => {
  test('is full with five hundred followers; a seat that becomes free is taken', () => {
    const hall = new Hall();
    for (let n = 0; n < 500; n++) hall.follow();
    const { client, effects } = hall.join({ type: 'hello', role: 'follower' });
    expect(refusalsOf(effects)).toEqual(['full']);
    expect(effects.at(-1)).toMatchObject({ kind: 'close', client });
    hall.step({ type: 'left', client: 1 });
    expect(refusalsOf(hall.join({ type: 'hello', role: 'follower' }).effects)).toEqual([]);
  });

  test('keeps an empty seat for half an hour, and a thousand seats at most', () => {
    const hall = new Hall();
    const client = hall.follow();
    hall.step({ type: 'left', client });
    hall.nowMs = ROOM_LIMITS.seatMs;
    hall.follow();
    expect(hall.room.seats.has('seat-1')).toBe(true);
    hall.nowMs++;
    hall.follow();
    expect(hall.room.seats.has('seat-1')).toBe(false);
    for (let n = 0; n < 1_500; n++) hall.step({ type: 'left', client: hall.follow() });
    expect(hall.room.seats.size).toBe(ROOM_LIMITS.seats);
    expect(hall.room.seats.has('seat-2')).toBe(true);
  });

  test('lets a browser have a few pages on one seat, and all of them hear of its answer', () => {
    const hall = new Hall();
    const [first, second] = [hall.follow(), hall.follow('seat-1')];
    hall.show({ question: { id: 'a/b', choices: 2, open: true, bars: false, right: null } });
    const [told] = hall.say(second, { type: 'answer', question: 'a/b', choice: 1 });
    expect(told).toMatchObject({ to: [first, second], message: { type: 'answered' } });
    for (let n = 0; n < 2; n++) hall.follow('seat-1');
    const { effects } = hall.join({ type: 'hello', role: 'follower', seat: 'seat-1' });
    expect(effects[0]).toMatchObject({ kind: 'close', client: first });
  });

  test('fires a hundred requests a second, however many seats there are', () => {
    const hall = new Hall();
    hall.show({ fire: true });
    const seats = Array.from({ length: 150 }, () => hall.follow());
    const fire = (): number =>
      seats
        .flatMap(client => hall.say(client, { type: 'fire', connection: 'new' }))
        .filter(({ kind }) => kind === 'fire').length;
    expect(fire()).toBe(100);
    hall.nowMs = 500;
    expect(fire()).toBe(50);
  });

  test('begins to count anew when it is asked to fire again', () => {
    const hall = new Hall();
    const client = hall.follow();
    hall.show({ fire: true });
    hall.say(client, { type: 'fire', connection: 'new' });
    hall.step({ type: 'sent', client, key: 'run-1/r1', request: 'r1', connection: 'new' });
    expect(hall.room.fires.sent).toBe(1);
    hall.show({ fire: false });
    hall.show({ fire: true });
    hall.step({ type: 'settled', key: 'run-1/r1', outcome: 'ok', status: 200 });
    expect(hall.room.fires).toMatchObject({ sent: 0, outcomes: {} });
    expect(hall.room.seats.get('seat-1')?.fires[0]).toMatchObject({ outcome: 'ok' });
  });

  test('tells of a kind of news once, however often it has changed', () => {
    const hall = new Hall();
    const client = hall.follow();
    hall.show({ question: { id: 'a/b', choices: 2, open: true, bars: true, right: null } });
    hall.say(client, { type: 'answer', question: 'a/b', choice: 1 });
    hall.say(client, { type: 'answer', question: 'a/b', choice: 0 });
    const told = hall.step({ type: 'tell', news: ['answers'] });
    expect(told).toEqual([
      { kind: 'send', to: [client], message: { type: 'answers', question: 'a/b', counts: [1, 0] } },
    ]);
    expect(hall.step({ type: 'tell', news: ['answers'] })).toEqual([]);
  });
});

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['陈小明', '陈小明'],
  ['a\u0000\u202eb\u200b\ud800c\n', 'abc'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert'],
  ['😀'.repeat(30), '😀'.repeat(24)],
  [' \u2066 ', null],
])('the name %j is kept as %j', (written, kept) => {
  expect(personName(written)).toBe(kept);
});

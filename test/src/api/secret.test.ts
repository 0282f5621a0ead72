import { expect, test } from 'vitest';
import { Secret } from '../../../src/api/secret.ts';

/** A secret, and a clock that the test moves. */
function start() {
  const clock = { ms: 1_000 };
  return { clock, secret: new Secret(() => clock.ms) };
}

function guess(secret: Secret, address: string): string {
  return secret.judge(address, 'x'.repeat(22)).kind;
}

test('it has 128 bits, and is another one each time', () => {
  const [a, b] = [new Secret().text, new Secret().text];
  expect(Buffer.from(a, 'base64url')).toHaveLength(16);
  expect(a).toMatch(/^[\w-]{22}$/);
  expect(a).not.toBe(b);
});

test('who guesses waits, each time twice as long, and half a minute at most', () => {
  const { clock, secret } = start();
  expect([1, 2, 3].map(() => guess(secret, '10.0.0.1'))).toEqual(['wrong', 'wrong', 'wrong']);
  const waits: number[] = [];
  for (let n = 0; n < 8; n++) {
    const judgement = secret.judge('10.0.0.1', 'wrong again');
    if (judgement.kind !== 'wait') throw new Error(judgement.kind);
    waits.push(judgement.seconds);
    clock.ms += judgement.seconds * 1000;
    expect(guess(secret, '10.0.0.1')).toBe('wrong');
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test('while an address waits not even the right one passes; then it does, and all is forgotten', () => {
  const { clock, secret } = start();
  for (let n = 0; n < 3; n++) guess(secret, '10.0.0.1');
  expect(secret.judge('10.0.0.1', secret.text)).toEqual({ kind: 'wait', seconds: 1 });
  expect(secret.judge('10.0.0.2', secret.text)).toEqual({ kind: 'right' });
  clock.ms += 1_000;
  expect(secret.judge('10.0.0.1', secret.text)).toEqual({ kind: 'right' });
  expect(secret.guessers).toBe(0);
});

test('after ten quiet minutes an address begins anew', () => {
  const { clock, secret } = start();
  for (let n = 0; n < 3; n++) guess(secret, '10.0.0.1');
  clock.ms += 600_000;
  expect([1, 2, 3].map(() => guess(secret, '10.0.0.1'))).toEqual(['wrong', 'wrong', 'wrong']);
});

test('an IPv6 network is one guesser, and so is an IPv4 address on either kind of socket', () => {
  const { secret } = start();
  for (const address of ['2001:db8:0:7::1', '2001:db8:0:7:9::', '2001:db8:0:7:ffff:1:2:3'])
    expect(guess(secret, address)).toBe('wrong');
  expect(guess(secret, '2001:db8::7:0:0:9')).toBe('wrong');
  expect(guess(secret, '2001:db8:0:7::2')).toBe('wait');
  for (const address of ['::ffff:10.0.0.1', '10.0.0.1', '::ffff:10.0.0.1'])
    expect(guess(secret, address)).toBe('wrong');
  expect(guess(secret, '10.0.0.1')).toBe('wait');
});

test('it remembers a thousand guessers and no more', () => {
  const { secret } = start();
  for (let n = 0; n < 1_500; n++) guess(secret, `10.0.${n >> 8}.${n & 255}`);
  expect(secret.guessers).toBe(1_000);
});

/**
 * The secret that everything that changes something needs where others can reach the program, or a workshop is held.
 * Guessing 128 bits is hopeless; that it is slowed down too keeps the noise away.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { plainAddress } from './addresses.ts';
import { ApiProblem } from './problem.ts';

const SECRET_BYTES = 16;
/** Wrong ones that cost nothing: an old address in a tab is no attack. */
const FREE_MISTAKES = 3;
const FIRST_DELAY_MS = 1_000;
/** Somebody whose neighbour guesses behind the same address waits no longer than this. */
const LONGEST_DELAY_MS = 30_000;
/** After so long without a wrong one, an address is forgotten. */
const FORGIVEN_MS = 600_000;
/** Addresses that are remembered; beyond it the one that guessed longest ago is forgotten. */
const MOST_ADDRESSES = 1_000;

interface Guesser {
  readonly wrong: number;
  readonly lastMs: number;
}

/** What became of a secret that was offered. While an address waits, nothing that it offers is looked at. */
export type Judgement =
  | { readonly kind: 'right' | 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

export class Secret {
  /** As it stands in links: base64url. */
  readonly text = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #digest = digestOf(this.text);
  readonly #clock: () => number;
  /** By address, the one that guessed last at the end. */
  readonly #guessers = new Map<string, Guesser>();

  /** @param clock milliseconds that only grow. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Judges what somebody at `address` offers. */
  judge(address: string, offered: string): Judgement {
    const now = this.#clock();
    const from = networkOf(address);
    const before = this.#guessers.get(from);
    const known = before && now - before.lastMs < FORGIVEN_MS ? before : undefined;
    const waitMs = known === undefined ? 0 : known.lastMs + delayAfter(known.wrong) - now;
    if (waitMs > 0) return { kind: 'wait', seconds: Math.ceil(waitMs / 1000) };
    this.#guessers.delete(from);
    if (timingSafeEqual(digestOf(offered), this.#digest)) return { kind: 'right' };
    this.#guessers.set(from, { wrong: (known?.wrong ?? 0) + 1, lastMs: now });
    for (const oldest of this.#guessers.keys()) {
      if (this.#guessers.size <= MOST_ADDRESSES) break;
      this.#guessers.delete(oldest);
    }
    return { kind: 'wrong' };
  }

  /** How many addresses are remembered for having guessed. */
  get guessers(): number {
    return this.#guessers.size;
  }
}

/**
 * Why a request that changes something is refused; null when it may pass.
 * @param header its Authorization
 */
export function unauthorized(secret: Secret, address: string, header: string | undefined): ApiProblem | null {
  const offered = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  // Who offers nothing guesses nothing.
  const judgement = offered === undefined ? null : secret.judge(address, offered);
  if (judgement?.kind === 'right') return null;
  if (judgement?.kind === 'wait') {
    const detail = `too many wrong secrets came from your address; try again in ${judgement.seconds} s`;
    return new ApiProblem(429, detail, { headers: { 'retry-after': String(judgement.seconds) } });
  }
  const wrong = judgement === null ? 'this needs the secret' : 'the secret is wrong';
  return new ApiProblem(
    401,
    `${wrong}: open the page by the address that "lastcall serve" has printed, or send "Authorization: Bearer SECRET" with the secret from its end`,
    { headers: { 'www-authenticate': 'Bearer realm="lastcall"' } },
  );
}

/** Both sides as digests: equally long, so that comparing takes equally long too. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** One guesser has the whole of an IPv6 network: its first 64 bits. */
function networkOf(address: string): string {
  const plain = plainAddress(address).replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest].slice(0, 4).join(':');
}

function delayAfter(wrong: number): number {
  if (wrong < FREE_MISTAKES) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (wrong - FREE_MISTAKES));
}

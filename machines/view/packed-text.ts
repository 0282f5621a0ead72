/**
 * Text made short enough for an address: repetitions are replaced by references (LZ77, with the words of scenarios known
 * beforehand), the bytes written as base64url. Pure, so that Node and every browser make the same address.
 */

/** More text than this is not packed, and not unpacked either, whatever an address says. UTF-16 units. */
export const LONGEST_TEXT = 65_536;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SHORTEST_MATCH = 4;
/** How many earlier places with the same beginning are compared: more would be shorter by little and slower by much. */
const PLACES_COMPARED = 32;

/**
 * What packed text may refer to without containing it. A part of the format of version 1: whoever changes a letter here
 * changes the meaning of every link that was ever sent.
 */
const KNOWN_TEXT = `"description":"","lineage":"","seed":termination-log
lineage: "1.25"
server:
  shutdown-delay-duration: 5s
  shutdown-send-retry-after: true
  request-timeout: 60s
  shutdown-watch-termination-grace-period: 10s
hooks:
  postStart:
  preShutdown:
    - { name: deregister, takes: never, fails: false, calls: [{ at: 6s, path: /api/v1/namespaces, name: hook-call }] }
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 20/s, takes: 50ms..400ms, protocol: http/1.1, connection: new, behind: lb }
  - { name: informers, kind: watch, count: 2 }
connections:
  - { name: kept, protocol: http/1.1, opensAt: 2s }
script:
  - { at: 4s, signal: SIGTERM }
  - { at: 10s, request: { name: before, path: /sleep?duration=3s, connection: reuse } }
name: description: `;

/** Text as letters, digits, `-` and `_`; null when it is longer than {@link LONGEST_TEXT}. */
export function packText(text: string): string | null {
  if (text.length > LONGEST_TEXT) return null;
  const sum = checksum(text);
  const bytes = [sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255];
  compress(text, bytes);
  return toBase64(bytes);
}

/** The text that was packed; null when it is damaged. */
export function unpackText(packed: string): string | null {
  const bytes = fromBase64(packed);
  if (bytes === null || bytes.length < 4) return null;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const text = expand(bytes, 4);
  return text !== null && checksum(text) === ((a << 24) | (b << 16) | (c << 8) | d) >>> 0 ? text : null;
}

/** FNV-1a with 32 bits over the UTF-16 units. */
function checksum(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** Appends runs of: count of literal units, these units, length and distance of a repetition. The last has literals only. */
function compress(text: string, bytes: number[]): void {
  const all = KNOWN_TEXT + text;
  const places = new Map<string, number[]>();
  const remember = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const key = all.slice(at, at + SHORTEST_MATCH);
      const known = places.get(key);
      if (known) known.push(at);
      else places.set(key, [at]);
    }
  };
  remember(0, KNOWN_TEXT.length);
  let literals = KNOWN_TEXT.length;
  const putLiterals = (to: number): void => {
    putNumber(bytes, to - literals);
    for (let at = literals; at < to; at++) putNumber(bytes, all.charCodeAt(at));
  };
  for (let at = literals; at < all.length; ) {
    const match = longestMatch(all, at, places.get(all.slice(at, at + SHORTEST_MATCH)) ?? []);
    const end = at + Math.max(1, match.length);
    if (match.length > 0) {
      putLiterals(at);
      putNumber(bytes, match.length - SHORTEST_MATCH);
      putNumber(bytes, at - match.from);
      literals = end;
    }
    remember(at, end);
    at = end;
  }
  if (literals < all.length) putLiterals(all.length);
}

function longestMatch(
  all: string,
  at: number,
  places: readonly number[],
): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  for (const from of places.slice(-PLACES_COMPARED)) {
    let length = 0;
    while (at + length < all.length && all[from + length] === all[at + length]) length++;
    if (length >= SHORTEST_MATCH && length >= best.length) best = { from, length };
  }
  return best;
}

function expand(bytes: readonly number[], from: number): string | null {
  let all = KNOWN_TEXT;
  let at = from;
  let isSound = true;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    isSound = false;
    return 0;
  };
  while (at < bytes.length) {
    for (let left = number(); left > 0 && isSound; left--) all += String.fromCharCode(number());
    if (at >= bytes.length) break;
    const length = number() + SHORTEST_MATCH;
    const distance = number();
    const begin = all.length - distance;
    if (!isSound || distance === 0 || begin < 0 || all.length + length > KNOWN_TEXT.length + LONGEST_TEXT)
      return null;
    // A repetition may overlap what it makes: the part that is there is repeated.
    const part = all.slice(begin, begin + length);
    all += part.repeat(Math.ceil(length / part.length)).slice(0, length);
  }
  return isSound ? all.slice(KNOWN_TEXT.length) : null;
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function putNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

function toBase64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const letters = Math.min(4, bytes.length - at + 1);
    for (let letter = 0; letter < letters; letter++) text += ALPHABET[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

function fromBase64(text: string): number[] | null {
  if (text.length % 4 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const values = [...text.slice(at, at + 4)].map(letter => ALPHABET.indexOf(letter));
    if (values.includes(-1)) return null;
    const [a = 0, b = 0, c = 0, d = 0] = values;
    const group = (a << 18) | (b << 12) | (c << 6) | d;
    bytes.push(...[group >> 16, (group >> 8) & 255, group & 255].slice(0, values.length - 1));
  }
  return bytes;
}

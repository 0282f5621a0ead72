/** Identities of OpenTelemetry, made from what they stand for: the same recording gives the same ones. */

/** FNV-1a over the code units of a text, 32 bits, with a basis of one's own. */
function hash(text: string, basis: number): number {
  let value = basis;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // The last steps of murmur3: FNV alone hardly changes the upper bits of short texts.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** 16 bytes as 32 hexadecimal digits, never all zero. */
export function traceId(text: string): string {
  return [0x811c9dc5, 0x01234567, 0x9e3779b9].map(basis => hex(hash(text, basis))).join('') + hex(1);
}

/** Numbers the spans of one trace: 8 bytes as 16 hexadecimal digits each, no two alike. */
export class SpanIds {
  readonly #prefix: string;
  #last = 0;

  constructor(trace: string) {
    this.#prefix = hex(hash(trace, 0x811c9dc5));
  }

  next(): string {
    return this.#prefix + hex(++this.#last);
  }
}

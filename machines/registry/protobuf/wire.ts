/** The wire format of protobuf, read from a binary text of one byte per character. */

/** What is not protobuf. */
export class ProtobufError extends Error {}

/** One field as it stands on the wire: a number, or a binary text. */
export interface WireField {
  readonly number: number;
  readonly value: number | string;
}

/** The fields of a message in their order. Throws a ProtobufError. */
export function readFields(binary: string): WireField[] {
  const reader = new WireReader(binary);
  const fields: WireField[] = [];
  while (!reader.isAtEnd) fields.push(reader.field());
  return fields;
}

class WireReader {
  private readonly binary: string;
  private at = 0;

  constructor(binary: string) {
    this.binary = binary;
  }

  get isAtEnd(): boolean {
    return this.at >= this.binary.length;
  }

  field(): WireField {
    const key = this.varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        return { number, value: this.varint() };
      case 1:
        return { number, value: this.take(8) };
      case 2:
        return { number, value: this.take(this.varint()) };
      case 5:
        return { number, value: this.take(4) };
      default:
        throw new ProtobufError(`wire type ${key % 8} at byte ${this.at}`);
    }
  }

  /** Negative numbers take ten bytes, in two's complement. */
  private varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.isAtEnd) throw new ProtobufError('unexpected end of data');
      const byte = this.binary.charCodeAt(this.at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new ProtobufError('a number is longer than ten bytes');
  }

  private take(length: number): string {
    if (length < 0 || this.at + length > this.binary.length)
      throw new ProtobufError('unexpected end of data');
    const part = this.binary.slice(this.at, this.at + length);
    this.at += length;
    return part;
  }
}

/** A binary text in UTF-8 as text. Throws a ProtobufError. */
export function readUtf8(binary: string): string {
  let escaped = '';
  for (let index = 0; index < binary.length; index++) {
    const byte = binary.charCodeAt(index);
    // Letters and digits are themselves; everything else is decoded as the bytes of a URL are.
    const isPlain = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
    escaped += isPlain ? binary[index] : `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new ProtobufError('a text is not UTF-8');
  }
}

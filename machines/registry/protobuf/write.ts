/** Writes the wire format of protobuf, as a binary text of one byte per character. */
import { byteLength } from '../json.ts';

/** A number of 0 or more, seven bits a byte, the lowest first. */
function varint(value: number): string {
  let rest = value;
  let out = '';
  while (rest > 0x7f) {
    out += String.fromCharCode((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return out + String.fromCharCode(rest);
}

/** A field that is a message or bytes. */
export function bytesField(number: number, binary: string): string {
  return varint(number * 8 + 2) + varint(binary.length) + binary;
}

/** A field that is text; an empty one is not written. */
export function textField(number: number, text: string): string {
  return text === '' ? '' : bytesField(number, toUtf8(text));
}

/** A field that is a number of 0 or more or a truth value; 0 and false are not written. */
export function numberField(number: number, value: number | boolean): string {
  return Number(value) === 0 ? '' : varint(number * 8) + varint(Number(value));
}

/** Text as the bytes of its UTF-8; half a surrogate pair becomes the replacement character, as in Go. */
function toUtf8(text: string): string {
  if (byteLength(text) === text.length) return text;
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /%([0-9A-F]{2})/g,
    (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

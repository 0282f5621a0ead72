/** Base64. The language itself has none: `btoa` belongs to the platform. A binary text has one byte per character. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = `${LETTERS}+/`;
const FOR_URLS = `${LETTERS}-_`;

/** A binary text with padding, as JSON has bytes. Throws a RangeError for characters that are no bytes. */
export function encodeBase64(binary: string): string {
  const text = encode(binary, STANDARD);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** For URLs, without padding. Throws a RangeError for characters that are no bytes. */
export function encodeBase64Url(binary: string): string {
  return encode(binary, FOR_URLS);
}

function encode(binary: string, alphabet: string): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (let index = 0; index < binary.length; index++) {
    const code = binary.charCodeAt(index);
    if (code > 0xff) throw new RangeError(`no byte: ${code}`);
    held = (held << 8) | code;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += alphabet[(held >> bits) & 63];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? out : out + alphabet[(held << (6 - bits)) & 63];
}

/** The binary text; null for what is not base64 for URLs. */
export function decodeBase64Url(encoded: string): string | null {
  if (encoded.length % 4 === 1) return null;
  let out = '';
  let bits = 0;
  let held = 0;
  for (const letter of encoded) {
    const value = FOR_URLS.indexOf(letter);
    if (value < 0) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += String.fromCharCode(held >> bits);
    held &= (1 << bits) - 1;
  }
  return held === 0 ? out : null;
}

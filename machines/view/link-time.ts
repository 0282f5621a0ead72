/** Times in an address: seconds with as many decimals as they have, to the microsecond. */

/** A time in an address lies at most this far from where it counts from: a simulation has to run up to it. */
export const FURTHEST_MOMENT_MS = 3_600_000;

/** Reads `6.4s` or `-2s`: whole microseconds; null where it is no time, or more than an hour. */
export function readSeconds(text: string): number | null {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,6}))?s$/.exec(text);
  if (!match) return null;
  const [, minus, whole, fraction = ''] = match;
  const micros = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  if (micros > FURTHEST_MOMENT_MS * 1000) return null;
  // No minus zero: the two would be the same time and two values.
  return minus && micros > 0 ? -micros : micros;
}

/** Writes whole microseconds as `6.4s`. */
export function writeSeconds(micros: number): string {
  const size = Math.abs(micros);
  const fraction = String(size % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${micros < 0 ? '-' : ''}${Math.floor(size / 1_000_000)}${fraction === '' ? '' : `.${fraction}`}s`;
}

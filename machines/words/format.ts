/** Numbers and times as a person reads them. Times come in milliseconds. */

const MINUS = '−';

/** Seconds with a fixed number of decimals and a real minus sign; never `−0.0`. */
export function seconds(ms: number, decimals: number): string {
  const text = (Math.abs(ms) / 1000).toFixed(decimals);
  return ms < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** A time on the clock that counts from the stop: `T+6.4 s`. Without an origin: seconds since the start, `6.4 s`. */
export function clockTime(t: number, origin: number | null, decimals = 2): string {
  if (origin === null) return `${seconds(t, decimals)} s`;
  const value = seconds(t - origin, decimals);
  return `T${value.startsWith(MINUS) ? value : `+${value}`} s`;
}

/** A time that is whole seconds where it can be: `T+14 s`. */
export function roundTime(t: number, origin: number | null): string {
  const ms = t - (origin ?? 0);
  return clockTime(t, origin, Math.abs(ms - Math.round(ms / 1000) * 1000) < 5 ? 0 : 1);
}

/** A count with thousands apart: `12 345`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** `1 watch`, `2 watches`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

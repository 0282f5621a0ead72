/**
 * The address of what the page shows, so that it can be kept, sent and embedded: `v=1&scenario=slow-hook&t=6.4s`. What
 * is left out is as the page has it by default. Keys that are not known are passed over: hosts add their own.
 */
import { queryValue } from '../filters/request-info.ts';
import { SIGNALS, type SignalName } from '../signals.ts';
import { packText, unpackText } from './packed-text.ts';

/** The version that this program writes, and the newest that it reads. */
export const LINK_VERSION = 1;

/** A query with more characters than this is refused, and none is made: proxies and chats cut longer ones. */
export const LONGEST_LINK = 8_000;

/** A moment lies at most this far from where it counts from: a simulation has to run up to it before it is shown. */
export const FURTHEST_MOMENT_MS = 3_600_000;

export const LINK_MODES = ['simulate', 'live'] as const;
export const LINK_VIEWS = ['map', 'room', 'timeline'] as const;
export const LINK_THEMES = ['light', 'dark'] as const;
/** `zh` is simplified Chinese. */
export const LINK_LANGUAGES = ['en', 'zh'] as const;

/** One of the views that can stand alone. */
export type LinkView = (typeof LINK_VIEWS)[number];

/** A moment of a run, in milliseconds with whole microseconds. */
export interface LinkMoment {
  /** What it counts from: the stop that the scenario plans, as the page's clock does, or the start of the run. */
  readonly from: 'stop' | 'start';
  readonly ms: number;
}

/** What an address says. Null: it says nothing about it. */
export interface LinkState {
  /** The name of a scenario of the library. */
  readonly scenario: string | null;
  /** A scenario that is not in the library, as it was written. It goes before `scenario`. */
  readonly source: string | null;
  /** Instead of the scenario's own seed. */
  readonly seed: number | null;
  readonly mode: (typeof LINK_MODES)[number] | null;
  readonly moment: LinkMoment | null;
  /** The signal that is looked at. */
  readonly selected: SignalName | null;
  readonly view: LinkView | null;
  readonly theme: (typeof LINK_THEMES)[number] | null;
  readonly lang: (typeof LINK_LANGUAGES)[number] | null;
  /** Show `view` alone, for a frame in another page. */
  readonly embed: boolean;
}

/** An address that says nothing. */
export const EMPTY_LINK: LinkState = {
  scenario: null,
  source: null,
  seed: null,
  mode: null,
  moment: null,
  selected: null,
  view: null,
  theme: null,
  lang: null,
  embed: false,
};

/** Why an address cannot be read or made, and what to do about it. */
export interface LinkError {
  readonly code: 'tooNew' | 'damaged' | 'tooLong';
  /** The key whose value is wrong; null: the whole. */
  readonly key: string | null;
  /** What was found, shortened. */
  readonly value: string;
  /** For a person: what is wrong, and what to do. */
  readonly message: string;
}

export type ParsedLink =
  | { readonly ok: true; readonly link: LinkState }
  | { readonly ok: false; readonly error: LinkError };

export type FormattedLink =
  | { readonly ok: true; readonly query: string }
  | { readonly ok: false; readonly error: LinkError };

/** Reads the query of an address, with its question mark or without. Never throws. */
export function parseLink(text: unknown): ParsedLink {
  if (typeof text !== 'string') return { ok: false, error: damaged(null, String(text)) };
  const query = text.startsWith('?') ? text.slice(1) : text;
  if (query.length > LONGEST_LINK) return { ok: false, error: tooLong(query.length, 'open') };
  const version = queryValue(query, 'v') ?? String(LINK_VERSION);
  if (!/^[1-9]\d*$/.test(version)) return { ok: false, error: damaged('v', version) };
  if (Number(version) > LINK_VERSION) return { ok: false, error: tooNew(version) };
  const wrong: LinkError[] = [];
  /** The value of a key as `read` has it; what `read` does not understand is wrong. */
  const value = <T>(key: string, read: (value: string) => T | null): T | null => {
    const found = queryValue(query, key);
    if (found === null) return null;
    const result = read(found);
    if (result === null) wrong.push(damaged(key, found));
    return result;
  };
  const link: LinkState = {
    scenario: value('scenario', readName),
    source: value('s', unpackText),
    seed: value('seed', readSeed),
    mode: value('mode', oneOf(LINK_MODES)),
    moment: value('t', readMoment),
    selected: value('signal', oneOf(SIGNALS)),
    view: value('view', oneOf(LINK_VIEWS)),
    theme: value('theme', oneOf(LINK_THEMES)),
    lang: value('lang', oneOf(LINK_LANGUAGES)),
    embed: value('embed', oneOf(['0', '1'])) === '1',
  };
  const [error] = wrong;
  return error ? { ok: false, error } : { ok: true, link };
}

/** Whether an address wants one view alone: known even when the rest of it cannot be read. */
export function isEmbed(text: string): boolean {
  return queryValue(text.replace(/^\?/, ''), 'embed') === '1';
}

/** The query for a state, without its question mark; fails when the scenario is too long for an address. */
export function formatLink(state: LinkState): FormattedLink {
  const packed = state.source === null ? null : packText(state.source);
  if (state.source !== null && packed === null)
    return { ok: false, error: tooLong(state.source.length, 'make') };
  const pairs: readonly (readonly [string, string | number | null])[] = [
    ['v', LINK_VERSION],
    ['scenario', state.scenario === null ? null : encodeURIComponent(state.scenario)],
    ['s', packed],
    ['seed', state.seed],
    ['mode', state.mode],
    ['t', state.moment === null ? null : writeMoment(state.moment)],
    ['signal', state.selected],
    ['view', state.view],
    ['theme', state.theme],
    ['lang', state.lang],
    ['embed', state.embed ? 1 : null],
  ];
  const query = pairs.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('&');
  if (query.length > LONGEST_LINK) return { ok: false, error: tooLong(query.length, 'make') };
  return { ok: true, query };
}

function readName(text: string): string | null {
  return /^[^\s/]{1,100}$/.test(text) ? text : null;
}

function readSeed(text: string): number | null {
  return /^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295 ? Number(text) : null;
}

function readMoment(text: string): LinkMoment | null {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,6}))?s(@start)?$/.exec(text);
  if (!match) return null;
  const [, minus, whole, fraction = '', start] = match;
  const micros = Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'));
  if (micros > FURTHEST_MOMENT_MS * 1000) return null;
  // No minus zero: the two would be the same moment and two values.
  return { from: start ? 'start' : 'stop', ms: minus && micros > 0 ? -micros / 1000 : micros / 1000 };
}

/** `6.4s` since the stop, `6.4s@start`; to the microsecond, for a moment is a set of events that have happened. */
function writeMoment({ from, ms }: LinkMoment): string {
  const micros = Math.round(Math.abs(ms) * 1000);
  const fraction = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = Math.floor(micros / 1_000_000);
  const minus = ms < 0 && micros > 0 ? '-' : '';
  return `${minus}${whole}${fraction === '' ? '' : `.${fraction}`}s${from === 'start' ? '@start' : ''}`;
}

function oneOf<T extends string>(values: readonly T[]): (text: string) => T | null {
  return text => values.find(value => value === text) ?? null;
}

const WHAT_IT_NEEDS: Readonly<Record<string, string>> = {
  v: 'a whole number, now 1',
  scenario: 'the name of a scenario',
  s: 'a scenario, complete to its last letter',
  seed: 'a whole number up to 4294967295',
  mode: `one of ${LINK_MODES.join(', ')}`,
  t: 'a time of at most an hour, such as 6.4s or -2s',
  signal: `one of ${SIGNALS.join(', ')}`,
  view: `one of ${LINK_VIEWS.join(', ')}`,
  theme: `one of ${LINK_THEMES.join(', ')}`,
  lang: `one of ${LINK_LANGUAGES.join(', ')}`,
  embed: '1 or 0',
};

function damaged(key: string | null, value: string): LinkError {
  const found = shortened(value);
  const what = key === null ? 'it is no text' : `${key} must be ${WHAT_IT_NEEDS[key]}, and it is "${found}"`;
  return {
    code: 'damaged',
    key,
    value: found,
    message: `This link is damaged: ${what}. Copy it again, whole, from where it came.`,
  };
}

function tooNew(version: string): LinkError {
  return {
    code: 'tooNew',
    key: 'v',
    value: shortened(version),
    message: `This link was made by a newer Lastcall: it has version ${shortened(version)}, and this one reads up to ${LINK_VERSION}. Update Lastcall, or ask for the recording.`,
  };
}

function tooLong(length: number, act: 'open' | 'make'): LinkError {
  const what =
    act === 'open'
      ? `This link is too long: it has ${length} characters, and ${LONGEST_LINK} are read. Open the scenario as a file instead.`
      : `The scenario is too long for a link, which holds ${LONGEST_LINK} characters. Send it as a file instead.`;
  return { code: 'tooLong', key: null, value: String(length), message: what };
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

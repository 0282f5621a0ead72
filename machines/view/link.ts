/**
 * The address of what the page shows, so that it can be kept, sent and embedded: `v=1&scenario=slow-hook&t=6.4s`. What
 * is left out is as the page has it by default. Keys that are not known are passed over: hosts add their own.
 */
import { queryValue } from '../filters/query.ts';
import { type Lineage, lineageOf } from '../lineage.ts';
import { SIGNALS, type SignalName } from '../signals.ts';
import type { Deed } from '../simulation/deed.ts';
import { english, type Translate } from '../words/translate.ts';
import { MOST_DEEDS, readDeeds, writeDeeds } from './link-deeds.ts';
import { damaged, type LinkError, tooLong, tooNew } from './link-errors.ts';
import {
  LINK_LANGUAGES,
  LINK_MODES,
  LINK_THEMES,
  LINK_VERSION,
  LINK_VIEWS,
  type LinkKey,
  LONGEST_LINK,
} from './link-keys.ts';
import { readSeconds, writeSeconds } from './link-time.ts';
import { packText, unpackText } from './packed-text.ts';

export type { LinkError } from './link-errors.ts';
export {
  LINK_LANGUAGES,
  LINK_MODES,
  LINK_THEMES,
  LINK_VERSION,
  LINK_VIEWS,
  LONGEST_LINK,
} from './link-keys.ts';
export { FURTHEST_MOMENT_MS } from './link-time.ts';

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
  /** Instead of the scenario's own lineage; of any version, the step that it belongs to. */
  readonly lineage: Lineage | null;
  /** Instead of the scenario's own seed. */
  readonly seed: number | null;
  readonly mode: (typeof LINK_MODES)[number] | null;
  /** What was done by hand to the simulation, in order of time. */
  readonly deeds: readonly Deed[];
  readonly moment: LinkMoment | null;
  /** The signal that is looked at. */
  readonly selected: SignalName | null;
  readonly view: LinkView | null;
  readonly theme: (typeof LINK_THEMES)[number] | null;
  readonly lang: (typeof LINK_LANGUAGES)[number] | null;
  /** Show `view` alone, for a frame in another page. */
  readonly embed: boolean;
  /** Show the file that the program behind the page serves. */
  readonly replay: boolean;
  /** The name of a lesson. It goes before everything that says which run is shown. */
  readonly lesson: string | null;
  /** Where in the lesson: a stop's id, `task` or `end`. */
  readonly stop: string | null;
}

/** An address that says nothing. */
export const EMPTY_LINK: LinkState = {
  scenario: null,
  source: null,
  lineage: null,
  seed: null,
  mode: null,
  deeds: [],
  moment: null,
  selected: null,
  view: null,
  theme: null,
  lang: null,
  embed: false,
  replay: false,
  lesson: null,
  stop: null,
};

export type ParsedLink =
  | { readonly ok: true; readonly link: LinkState }
  | { readonly ok: false; readonly error: LinkError };

export type FormattedLink =
  | { readonly ok: true; readonly query: string }
  | { readonly ok: false; readonly error: LinkError };

/** Reads the query of an address, with its question mark or without. Never throws. */
export function parseLink(text: unknown, tr: Translate = english): ParsedLink {
  if (typeof text !== 'string') return { ok: false, error: damaged(null, String(text), tr) };
  const query = text.startsWith('?') ? text.slice(1) : text;
  if (query.length > LONGEST_LINK) return { ok: false, error: tooLong(query.length, 'open', tr) };
  const version = queryValue(query, 'v') ?? String(LINK_VERSION);
  if (!/^[1-9]\d*$/.test(version)) return { ok: false, error: damaged('v', version, tr) };
  if (Number(version) > LINK_VERSION) return { ok: false, error: tooNew(version, tr) };
  const wrong: LinkError[] = [];
  /** The value of a key as `read` has it; what `read` does not understand is wrong. */
  const value = <T>(key: LinkKey, read: (value: string) => T | null): T | null => {
    const found = queryValue(query, key);
    if (found === null) return null;
    const result = read(found);
    if (result === null) wrong.push(damaged(key, found, tr));
    return result;
  };
  const deedsOf = (found: string): readonly Deed[] => {
    const read = readDeeds(found);
    if (read.ok) return read.deeds;
    wrong.push(damaged('do', read.part, tr));
    return [];
  };
  const link: LinkState = {
    scenario: value('scenario', readName),
    source: value('s', unpackText),
    lineage: value('lineage', lineageOf),
    seed: value('seed', readSeed),
    mode: value('mode', oneOf(LINK_MODES)),
    deeds: value('do', deedsOf) ?? [],
    moment: value('t', readMoment),
    selected: value('signal', oneOf(SIGNALS)),
    view: value('view', oneOf(LINK_VIEWS)),
    theme: value('theme', oneOf(LINK_THEMES)),
    lang: value('lang', oneOf(LINK_LANGUAGES)),
    embed: value('embed', oneOf(['0', '1'])) === '1',
    replay: value('replay', oneOf(['0', '1'])) === '1',
    lesson: value('lesson', readName),
    stop: value('stop', readName),
  };
  const [error] = wrong;
  return error ? { ok: false, error } : { ok: true, link };
}

/** Whether an address wants one view alone: known even when the rest of it cannot be read. */
export function isEmbed(text: string): boolean {
  return queryValue(text.replace(/^\?/, ''), 'embed') === '1';
}

/**
 * The query for a state, without its question mark; fails when the scenario, or what was done by hand, is too long for
 * an address.
 */
export function formatLink(state: LinkState, tr: Translate = english): FormattedLink {
  const packed = state.source === null ? null : packText(state.source);
  if (state.source !== null && packed === null)
    return { ok: false, error: tooLong(state.source.length, 'make', tr) };
  const deeds = state.deeds.length > 0 ? encoded(writeDeeds(state.deeds)) : null;
  const pairs: readonly (readonly [LinkKey, string | number | null])[] = [
    ['v', LINK_VERSION],
    ['scenario', state.scenario === null ? null : encodeURIComponent(state.scenario)],
    ['s', packed],
    ['lineage', state.lineage],
    ['seed', state.seed],
    ['mode', state.mode],
    ['do', deeds],
    ['t', state.moment === null ? null : writeMoment(state.moment)],
    ['signal', state.selected],
    ['view', state.view],
    ['theme', state.theme],
    ['lang', state.lang],
    ['embed', state.embed ? 1 : null],
    ['replay', state.replay ? 1 : null],
    ['lesson', state.lesson === null ? null : encodeURIComponent(state.lesson)],
    ['stop', state.stop === null ? null : encodeURIComponent(state.stop)],
  ];
  const query = pairs.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join('&');
  if (state.deeds.length > MOST_DEEDS || query.length > LONGEST_LINK) {
    const isDeeds = (deeds?.length ?? 0) > (packed?.length ?? 0);
    return { ok: false, error: tooLong(query.length, isDeeds ? 'makeDeeds' : 'make', tr) };
  }
  return { ok: true, query };
}

/** Percent signs only where an address needs them: slashes, colons and commas can be read. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(2F|3A|2C|3F|3D)/g, sign => decodeURIComponent(sign));
}

function readName(text: string): string | null {
  return /^[^\s/]{1,100}$/.test(text) ? text : null;
}

function readSeed(text: string): number | null {
  return /^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295 ? Number(text) : null;
}

function readMoment(text: string): LinkMoment | null {
  const isFromStart = text.endsWith(FROM_START);
  const micros = readSeconds(isFromStart ? text.slice(0, -FROM_START.length) : text);
  return micros === null ? null : { from: isFromStart ? 'start' : 'stop', ms: micros / 1000 };
}

/** `6.4s` since the stop, `6.4s@start`; to the microsecond, for a moment is a set of events that have happened. */
function writeMoment({ from, ms }: LinkMoment): string {
  return `${writeSeconds(Math.round(ms * 1000))}${from === 'start' ? FROM_START : ''}`;
}

const FROM_START = '@start';

function oneOf<T extends string>(values: readonly T[]): (text: string) => T | null {
  return text => values.find(value => value === text) ?? null;
}

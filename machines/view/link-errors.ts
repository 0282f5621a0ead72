/** What is wrong with an address, in words for a person. */
import { SIGNALS } from '../signals.ts';
import type { Translate } from '../words/translate.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import { MOST_DEEDS } from './link-deeds.ts';
import {
  LINK_LANGUAGES,
  LINK_MODES,
  LINK_THEMES,
  LINK_VERSION,
  LINK_VIEWS,
  type LinkKey,
  LONGEST_LINK,
} from './link-keys.ts';

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

const WHAT_IT_NEEDS = {
  v: 'a whole number, now 1',
  scenario: 'the name of a scenario',
  s: 'a scenario, complete to its last letter',
  lineage: 'a version from 1.6 to 1.36, such as 1.20',
  seed: 'a whole number up to 4294967295',
  do: 'what was done by hand, in order of time, such as 6.4s:SIGTERM,7s:hook.hang:NAME',
  t: 'a time of at most an hour, such as 6.4s or -2s',
  embed: '1 or 0',
  replay: '1 or 0',
  lesson: 'the name of a lesson',
  stop: 'the name of a stop of the lesson',
} as const satisfies Partial<Record<LinkKey, Phrase>>;

const CHOICES = {
  mode: LINK_MODES,
  signal: SIGNALS,
  view: LINK_VIEWS,
  theme: LINK_THEMES,
  lang: LINK_LANGUAGES,
} as const satisfies Partial<Record<LinkKey, readonly string[]>>;

function whatItNeeds(key: LinkKey, tr: Translate): string {
  if (key in CHOICES) {
    return tr('one of {names}', { names: CHOICES[key as keyof typeof CHOICES].join(', ') });
  }
  return tr(WHAT_IT_NEEDS[key as keyof typeof WHAT_IT_NEEDS]);
}

export function damaged(key: LinkKey | null, value: string, tr: Translate): LinkError {
  const found = shortened(value);
  const what =
    key === null
      ? tr('it is no text')
      : tr('{key} must be {needed}, and it is "{found}"', { key, needed: whatItNeeds(key, tr), found });
  const message = tr('This link is damaged: {what}. Copy it again, whole, from where it came.', { what });
  return { code: 'damaged', key, value: found, message };
}

export function tooNew(version: string, tr: Translate): LinkError {
  const value = shortened(version);
  return {
    code: 'tooNew',
    key: 'v',
    value,
    message: tr(
      'This link was made by a newer Lastcall: it has version {version}, and this one reads up to {known}. Update Lastcall, or ask for the recording.',
      { version: value, known: LINK_VERSION },
    ),
  };
}

export function tooLong(length: number, act: 'open' | 'make' | 'makeDeeds', tr: Translate): LinkError {
  const message = {
    open: () =>
      tr(
        'This link is too long: it has {length} characters, and {limit} are read. Open the scenario as a file instead.',
        { length, limit: LONGEST_LINK },
      ),
    make: () =>
      tr('The scenario is too long for a link, which holds {limit} characters. Send it as a file instead.', {
        limit: LONGEST_LINK,
      }),
    makeDeeds: () =>
      tr('Too much was done by hand for a link, which holds {limit} deeds. Save the recording instead.', {
        limit: MOST_DEEDS,
      }),
  }[act]();
  return { code: 'tooLong', key: null, value: String(length), message };
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

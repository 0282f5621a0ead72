/** What an address can say, key by key. */

/** The version that this program writes, and the newest that it reads. */
export const LINK_VERSION = 1;

/** A query with more characters than this is refused, and none is made: proxies and chats cut longer ones. */
export const LONGEST_LINK = 8_000;

export const LINK_MODES = ['simulate', 'live'] as const;
export const LINK_VIEWS = ['map', 'room', 'timeline'] as const;
export const LINK_THEMES = ['light', 'dark'] as const;
/** `zh` is simplified Chinese. */
export const LINK_LANGUAGES = ['en', 'zh'] as const;

/** The keys of an address. */
export type LinkKey =
  | 'v'
  | 'scenario'
  | 's'
  | 'lineage'
  | 'seed'
  | 'mode'
  | 'do'
  | 't'
  | 'signal'
  | 'view'
  | 'theme'
  | 'lang'
  | 'embed'
  | 'replay'
  | 'lesson'
  | 'stop';

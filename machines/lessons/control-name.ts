/** How a value of a scenario is called by those who run API servers. */
import { NO_FLAGS } from '../scenario/server-flags.ts';
import type { Translate } from '../words/translate.ts';

/** A flag as on the command line; a field of the pod by its name; others by whose they are: `deregister: takes`. */
export function controlName(path: string, tr: Translate): string {
  const [first = '', ...rest] = path.split('.');
  const key = rest.at(-1) ?? first;
  switch (first) {
    case 'server':
      return NO_FLAGS.includes(key) ? key : `--${key}`;
    case 'pod':
      return key;
    case 'lineage':
      return tr('Lineage');
    case 'hooks':
      return rest.slice(1).join(': ');
    case 'script':
      return tr('script, entry {n}: {key}', { n: Number(rest[0]) + 1, key: rest.slice(1).join('.') });
    default:
      return rest.length > 0 ? rest.join(': ') : path;
  }
}

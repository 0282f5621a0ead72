/** How many are in the room. */
import { tr } from '../words/language.ts';

export function followersText(followers: number): string {
  return followers === 1 ? tr('1 is here') : tr('{n} are here', { n: followers });
}

/** What is said of a scenario that the library does not have. */
import { LIBRARY } from '../scenario/library.ts';
import { closest } from '../scenario/parse.ts';
import type { Say } from '../scenario/values.ts';

/** Names the one that was probably meant, or all of them. */
export function unknownScenario(name: string): Say {
  const names = LIBRARY.map(scenario => scenario.name);
  const near = closest(name, names);
  if (near !== null) return tr => tr('there is no scenario "{name}"; did you mean "{near}"?', { name, near });
  return tr => tr('there is no scenario "{name}"; known are {known}', { name, known: names.join(', ') });
}

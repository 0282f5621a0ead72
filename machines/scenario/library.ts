/** The scenarios that come with the program. */
import { failingHook } from './library/failing-hook.ts';
import { graceful } from './library/graceful.ts';
import { http1Keepalive } from './library/http1-keepalive.ts';
import { killedByKubelet } from './library/killed-by-kubelet.ts';
import { noDelay } from './library/no-delay.ts';
import { openshift } from './library/openshift.ts';
import { retryAfter } from './library/retry-after.ts';
import { secondSigterm } from './library/second-sigterm.ts';
import { slowHook } from './library/slow-hook.ts';
import { startup } from './library/startup.ts';
import { stuckRequest } from './library/stuck-request.ts';
import { watches } from './library/watches.ts';
import { parseScenario } from './parse.ts';
import type { Scenario, ScenarioSource } from './schema.ts';

/** A scenario of the library, as text and validated. */
export interface LibraryScenario {
  readonly name: string;
  readonly description: string;
  readonly yaml: string;
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

function load(yaml: string): LibraryScenario {
  const result = parseScenario(yaml);
  if (!result.ok) throw new Error(`a scenario of the library is broken: ${JSON.stringify(result.problems)}`);
  const { scenario, source } = result;
  return { name: scenario.name, description: scenario.description, yaml, scenario, source };
}

/** In the order in which they are offered: the first one is the default. */
export const LIBRARY: readonly LibraryScenario[] = [
  graceful,
  slowHook,
  noDelay,
  retryAfter,
  watches,
  stuckRequest,
  failingHook,
  secondSigterm,
  killedByKubelet,
  startup,
  http1Keepalive,
  openshift,
].map(load);

/** The scenario of that name; null when the library has none. */
export function libraryScenario(name: string): LibraryScenario | null {
  return LIBRARY.find(candidate => candidate.name === name) ?? null;
}

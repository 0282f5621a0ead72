/** The scenarios that come with the program. */

import { auditDeadlock } from './library/audit-deadlock.ts';
import { failingHook } from './library/failing-hook.ts';
import { failingStart } from './library/failing-start.ts';
import { graceful } from './library/graceful.ts';
import { hookApiRejected } from './library/hook-api-rejected.ts';
import { http1Keepalive } from './library/http1-keepalive.ts';
import { killedByKubelet } from './library/killed-by-kubelet.ts';
import { noDelay } from './library/no-delay.ts';
import { nobodyWaits } from './library/nobody-waits.ts';
import { nothingGraceful } from './library/nothing-graceful.ts';
import { openshift } from './library/openshift.ts';
import { postStartDeadlock } from './library/post-start-deadlock.ts';
import { readyzTooLate } from './library/readyz-too-late.ts';
import { retryAfter } from './library/retry-after.ts';
import { secondSigterm } from './library/second-sigterm.ts';
import { serverChain } from './library/server-chain.ts';
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
  failingStart,
  serverChain,
  http1Keepalive,
  openshift,
  nothingGraceful,
  nobodyWaits,
  readyzTooLate,
  hookApiRejected,
  auditDeadlock,
  postStartDeadlock,
].map(load);

/** The scenario of that name; null when the library has none. */
export function libraryScenario(name: string): LibraryScenario | null {
  return LIBRARY.find(candidate => candidate.name === name) ?? null;
}

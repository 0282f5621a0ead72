/** When each server of the chain has registered all its paths: `MuxAndDiscoveryComplete` waits for the last one. */
import type { Scenario } from '../scenario/schema.ts';
import type { Duration } from '../time.ts';
import { type ServerName, serversOf } from './chain.ts';

/** When one server has registered its paths, counted from the start of the process. */
export interface MuxDelay {
  readonly name: ServerName;
  readonly delay: Duration | 'never';
}

/** As much of a scenario as says it. */
export type MuxScenario = Pick<Scenario, 'lineage' | 'server' | 'servers'>;

/** The time of one server: what `servers` says of it; of the kube-apiserver else what `server` says. */
export function muxDelayOf(scenario: MuxScenario, name: ServerName): Duration | 'never' {
  const own = scenario.servers[name]['mux-delay'];
  if (own !== undefined) return own;
  return name === 'kube-apiserver' ? scenario.server['mux-delay'] : (0 as Duration);
}

/** Of each server of the chain, in the order in which they are prepared. */
export function muxDelays(scenario: MuxScenario): readonly MuxDelay[] {
  return [...serversOf(scenario.lineage)]
    .reverse()
    .map(name => ({ name, delay: muxDelayOf(scenario, name) }));
}

/** When the last of them has registered its paths. */
export function lastMuxDelay(scenario: MuxScenario): Duration | 'never' {
  const delays = muxDelays(scenario).map(({ delay }) => delay);
  return delays.some(delay => delay === 'never')
    ? 'never'
    : (Math.max(...delays.map(delay => Number(delay))) as Duration);
}

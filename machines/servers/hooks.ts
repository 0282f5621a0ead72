/**
 * The post-start hooks of all servers of the chain. The outermost server runs and reports those of its delegates too,
 * the innermost first (k8s.io/apiserver pkg/server/config.go, `New`). Of kube-apiserver's own hooks the model has
 * those that do something here: they wait for what makes a server's paths known, or watch over APIServices.
 */
import { atLeast, hasMuxSignal } from '../lineage.ts';
import type { PostStartHook, Scenario } from '../scenario/schema.ts';
import { type Duration, type Instant, micros } from '../time.ts';
import { type ServerName, serverFacts, serversOf } from './chain.ts';
import { muxDelayOf } from './mux.ts';

/** A post-start hook, and the server of the chain that has it. */
export interface ServerHook extends PostStartHook {
  readonly server: ServerName;
  /** `takes` counts from the start of the process, not from the hook's own start. */
  readonly fromStart: boolean;
}

/** The part of a scenario that decides. */
export type HookScenario = Pick<Scenario, 'lineage' | 'server' | 'servers' | 'apiServices' | 'hooks'>;

/** All of them, in the order in which /readyz lists them. */
export function postStartHooks(scenario: HookScenario): readonly ServerHook[] {
  const own = scenario.hooks.postStart.map(
    (hook): ServerHook => ({ ...hook, server: 'kube-apiserver', fromStart: false }),
  );
  const builtIn = builtInHooks(scenario).filter(hook => !own.some(({ name }) => name === hook.name));
  const of = (server: ServerName): readonly ServerHook[] => builtIn.filter(hook => hook.server === server);
  return [...of('apiextensions'), ...own, ...of('aggregator')];
}

/** How long a hook that starts now takes. */
export function hookTakes(hook: ServerHook, now: Instant): Duration | 'never' {
  if (hook.takes === 'never' || !hook.fromStart) return hook.takes;
  return micros(Math.max(0, hook.takes - now));
}

function builtInHooks(scenario: HookScenario): ServerHook[] {
  const { lineage, servers, apiServices } = scenario;
  const chain = serversOf(lineage);
  const hooks: ServerHook[] = [];
  const add = (server: ServerName, name: string, takes: Duration | 'never'): void => {
    if (chain.includes(server))
      hooks.push({ server, name, takes, fails: false, fromStart: true, runsUntilStopped: false });
  };
  const { apiextensions, aggregator } = servers;
  const waitsForCrds = serverFacts('apiextensions').muxHook;
  if (apiextensions['mux-delay'] !== undefined && atLeast(lineage, '1.14') && waitsForCrds !== null)
    add('apiextensions', waitsForCrds, muxDelayOf(scenario, 'apiextensions'));
  const registers = serverFacts('aggregator').muxHook;
  const hasServices = apiServices.length > 0;
  if ((aggregator['mux-delay'] !== undefined || hasServices) && registers !== null) {
    // Before the signal came, the hook only started its controller (kubernetes PR 104748).
    const takes = hasMuxSignal(lineage) ? muxDelayOf(scenario, 'aggregator') : micros(0);
    add('aggregator', registers, takes);
  }
  if (hasServices) add('aggregator', 'apiservice-status-available-controller', micros(0));
  return hooks;
}

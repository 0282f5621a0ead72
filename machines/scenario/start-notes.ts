/** What a run says at its start: what its scenario wants said, and what its version does not have. */
import { hasInsecurePort } from '../filters/order.ts';
import { hasPreShutdownHooks, hasReadyz, type Lineage } from '../lineage.ts';
import type { Scenario } from './schema.ts';

/** A sentence each, in English, for `note` events. */
export function startNotes(scenario: Scenario): readonly string[] {
  const { lineage } = scenario;
  const hooks = scenario.hooks.preShutdown.map(({ name }) => name);
  return [
    ...scenario.note.split('\n').filter(line => line.trim() !== ''),
    ...scenario.clients.flatMap(client =>
      client.kind === 'probe' && probePath(client.path, lineage) !== client.path
        ? [
            `Lineage ${lineage} has no ${client.path.replace(/\?.*/, '')}: the probe ${client.name} asks /healthz, as probes of that time did.`,
          ]
        : [],
    ),
    ...(scenario.server['insecure-port'] > 0 && !hasInsecurePort(lineage)
      ? [`Lineage ${lineage} has no insecure port: it served until 1.19.`]
      : []),
    ...(hooks.length > 0 && !hasPreShutdownHooks(lineage)
      ? [`Lineage ${lineage} has no pre-shutdown hooks: ${hooks.join(', ')} will not run.`]
      : []),
  ];
}

/** What a probe asks for: before 1.16 there were neither /readyz nor /livez, and operators probed /healthz. */
export function probePath(path: string, lineage: Lineage): string {
  if (hasReadyz(lineage)) return path;
  return path.replace(/^\/(readyz|livez)(?=$|[?])/, '/healthz');
}

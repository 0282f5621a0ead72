/** The health endpoints, as far as they change with a step. */
import { healthChecks, healthEndpointsOf } from '../handlers/health.ts';
import { type Draft, emit } from './draft.ts';
import { viewOf } from './view.ts';

/** Reports health endpoints whose failing checks have changed; only while the process lives. */
export function reportHealth(draft: Draft, cause: readonly number[]): void {
  const view = viewOf(draft);
  if (view.exited || draft.machines.process?.value === 'notStarted') return;
  const trigger = draft.events.filter(event => event.type !== 'input').at(-1)?.seq;
  for (const endpoint of healthEndpointsOf(view.lineage)) {
    const failing = healthChecks(endpoint, view)
      .filter(check => check.error !== null)
      .map(check => check.name);
    const known = draft.health[endpoint];
    if (known && known.length === failing.length && known.every((name, index) => name === failing[index]))
      continue;
    draft.health[endpoint] = failing;
    const shutdown = draft.fired.ShutdownInitiated;
    const why =
      failing.includes('shutdown') && shutdown !== undefined
        ? [shutdown]
        : trigger === undefined
          ? cause
          : [trigger];
    emit(draft, { type: 'health.changed', endpoint, ok: failing.length === 0, failing, cause: why });
  }
}

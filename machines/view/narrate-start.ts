/** What the narrator says of a start: what it waits for now. */
import { hasSignals, lineageOf } from '../lineage.ts';
import { english, type Translate } from '../words/translate.ts';
import type { RunPlan } from './plan.ts';
import type { RunView } from './run-view.ts';

/** Names beyond these make no sentence. */
const MOST_NAMES = 3;

/** The post-start hooks that have not returned, by name; empty when none runs. */
export function hooksUnderWay(view: RunView, tr: Translate = english): string {
  const running = view.hooks.filter(({ phase, endedAt }) => phase === 'postStart' && endedAt === null);
  if (running.length === 0) return '';
  if (running.length > MOST_NAMES) return tr('Still running: {n} hooks.', { n: running.length });
  return tr('Still running: {names}.', { names: running.map(({ name }) => name).join(', ') });
}

/** Every post-start hook has returned, and nobody has asked yet; empty when that is not how it is. */
export function readinessUnasked(view: RunView, plan: RunPlan | null, tr: Translate = english): string {
  const lineage = plan === null ? null : lineageOf(plan.lineage);
  if (lineage === null || !hasSignals(lineage)) return '';
  if (view.signals.HasBeenReady !== undefined || view.health['/readyz']?.ok !== true) return '';
  return tr('The server is ready, but nobody has asked /readyz yet: HasBeenReady waits for the first one.');
}

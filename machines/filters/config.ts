/** The flags of a scenario as the filters read them. */
import { hasWatchTermination } from '../lineage.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { FilterConfig } from './filter.ts';

/** The flags as the filters read them. */
export function filterConfig(scenario: Scenario): FilterConfig {
  const flags = scenario.server;
  return {
    sendRetryAfter: flags['shutdown-send-retry-after'],
    watchTermination:
      hasWatchTermination(scenario.lineage) && flags['shutdown-watch-termination-grace-period'] > 0,
    requestTimeout: flags['request-timeout'],
    maxRequestsInflight: flags['max-requests-inflight'],
    maxMutatingRequestsInflight: flags['max-mutating-requests-inflight'],
    goawayChance: flags['goaway-chance'],
    notFoundHandler: flags['not-found-handler'],
  };
}

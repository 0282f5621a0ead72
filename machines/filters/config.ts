/** The flags of a scenario as the filters read them. */
import { hasRetryAfter, hasWatchTermination } from '../lineage.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { FilterConfig } from './filter.ts';
import { AUTHENTICATED, LOOPBACK, type User } from './user.ts';

/**
 * The flags as the filters read them. `loopbackToken` is what the server itself asks with, for the calls of its hooks.
 */
export function filterConfig(scenario: Scenario, loopbackToken: string): FilterConfig {
  const flags = scenario.server;
  const { lineage } = scenario;
  return {
    lineage,
    sendRetryAfter: hasRetryAfter(lineage) && flags['shutdown-send-retry-after'],
    watchTermination: hasWatchTermination(lineage) && flags['shutdown-watch-termination-grace-period'] > 0,
    requestTimeout: flags['request-timeout'],
    maxRequestsInflight: flags['max-requests-inflight'],
    maxMutatingRequestsInflight: flags['max-mutating-requests-inflight'],
    goawayChance: flags['goaway-chance'],
    notFoundHandler: flags['not-found-handler'],
    anonymousAuth: flags['anonymous-auth'],
    tokens: new Map<string, User>([
      [loopbackToken, LOOPBACK],
      ...scenario.authentication.tokens.map(({ token, user, groups }): [string, User] => [
        token,
        { name: user, groups: groups.includes(AUTHENTICATED) ? groups : [...groups, AUTHENTICATED] },
      ]),
    ]),
    rules: flags['authorization-mode'] === 'RBAC' ? scenario.authorization.rules : null,
    corsAllowedOrigins: flags['cors-allowed-origins'].map(text => new RegExp(text)),
    strictTransportSecurity: flags['strict-transport-security-directives'].join('; '),
    warnings: scenario.warnings,
  };
}

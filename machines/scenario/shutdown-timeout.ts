/** The time that `Server.Shutdown` gives its connections. Apart from the schema: whoever runs a scenario need not check one. */
import { type Duration, seconds } from '../time.ts';
import type { Scenario } from './schema.ts';

/** `--shutdown-timeout` as it is in force: the library's field, else `--request-timeout`; with retry-after always 2 s. */
export function shutdownTimeout(flags: Scenario['server']): Duration {
  if (flags['shutdown-send-retry-after']) return seconds(2);
  return flags['shutdown-timeout'] ?? flags['request-timeout'];
}

/** What runs and deeds are called. */
import type { Act } from '../../machines/simulation/deed.ts';
import { describeFault } from '../../machines/traffic/fault.ts';
import type { Translate } from '../../machines/words/translate.ts';
import type { Fork } from '../session/forks.ts';
import { clockTime } from '../words/format.ts';

/** What was done, in a few words: `SIGKILL`, `hook deregister hangs`. */
export function actPhrase(act: Act, tr: Translate): string {
  switch (act.kind) {
    case 'signal':
      return act.signal;
    case 'request':
      return tr('a request to {path}', { path: act.path.replace(/\?.*$/s, '') });
    case 'fault':
      return describeFault(act.fault, tr);
  }
}

/** The name that somebody gave it, or what was done and when: `SIGKILL at T+3.2 s`. */
export function forkName(fork: Fork, tr: Translate): string {
  if (fork.name !== null) return fork.name;
  const { begin } = fork;
  if (!begin) {
    const run = tr('Run {n}', { n: fork.number });
    return fork.lineage === null ? run : tr('{run} on {lineage}', { run, lineage: fork.lineage });
  }
  return tr('{what} at {when}', {
    what: actPhrase(begin.act, tr),
    when: clockTime(begin.t, begin.origin, 1),
  });
}

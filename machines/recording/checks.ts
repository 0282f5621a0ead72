/** The rules of graceful termination, checked on a recording, whoever produced it. */

import { english, type Translate } from '../words/translate.ts';
import { adviceFor } from './advice.ts';
import { livezStaysOk, readyzFails } from './checks/health.ts';
import { noAdmissionAfterDrain } from './checks/no-admission-after-drain.ts';
import { hookCallsSucceed, noDropBeforeDrained } from './checks/requests.ts';
import type { Rule, RuleName, Verdict } from './checks/rule.ts';
import { auditComplete, endsWithinGracePeriod, listenerOutlivesVerdict } from './checks/server.ts';
import { signalOrder } from './checks/signal-order.ts';
import type { Recording } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';

/** All rules, in the order in which they are shown. */
export const RULES: readonly Rule[] = [
  signalOrder,
  readyzFails,
  livezStaysOk,
  noAdmissionAfterDrain,
  noDropBeforeDrained,
  hookCallsSucceed,
  auditComplete,
  listenerOutlivesVerdict,
  endsWithinGracePeriod,
];

/** What one rule says about one recording. */
export interface CheckResult extends Verdict {
  readonly rule: RuleName;
  readonly title: string;
  readonly explanation: string;
  /** What to change, in one sentence without its full stop; null: nothing. */
  readonly advice: string | null;
}

/** Checks a recording against all rules. */
export function checkRecording(recording: Recording, tr: Translate = english): CheckResult[] {
  return checkFacts(factsOf(recording), tr);
}

/** As {@link checkRecording}, for callers who have the facts already. */
export function checkFacts(facts: RunFacts, tr: Translate = english): CheckResult[] {
  return RULES.map(({ name, title, explanation, check }) => {
    const verdict = check(facts, tr);
    return {
      rule: name,
      title: tr.text(title),
      explanation: tr.text(explanation),
      ...verdict,
      advice: adviceFor(name, verdict, facts, tr),
    };
  });
}

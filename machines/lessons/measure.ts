/** What can be measured in a run: the answers of questions and the goals of tasks come from nowhere else. */
import type { Lineage } from '../lineage.ts';
import type { RuleName } from '../recording/checks/rule.ts';
import type { MomentRef } from './moment-ref.ts';

export type CountOf =
  | 'requests'
  | 'answered'
  | 'dropped'
  | 'turnedAway'
  | 'refused'
  | 'rejected'
  | 'watchesCut'
  | 'auditLost'
  | 'goaways';

/** A measurement without saying in which run. */
export type MeasureOf =
  /** What a named request's client got: `answered`, `429`, `503` …, `refused`, `goaway`, `cut`, `timeout`, `open`. */
  | { readonly kind: 'outcome'; readonly request: string }
  /** How many, of one client or of all, sent from one moment on and before another. Probes and hooks never count, unless the client is theirs. */
  | {
      readonly kind: 'count';
      readonly of: CountOf;
      readonly client: string | null;
      readonly from: MomentRef | null;
      readonly to: MomentRef | null;
    }
  /** Which of several moments comes first or last: its text as written; `together` for the same instant. One that does not come is not counted. */
  | { readonly kind: 'first' | 'last'; readonly moments: readonly MomentRef[] }
  /** `yes` or `no`: whether a moment comes, before another one where that is named. */
  | { readonly kind: 'happens'; readonly moment: MomentRef; readonly before: MomentRef | null }
  /** `ok` or `failing`: an endpoint such as /readyz at a moment. */
  | { readonly kind: 'health'; readonly endpoint: string; readonly at: MomentRef }
  /** `healthy` or `unhealthy`: what a probe's client believes at a moment. */
  | { readonly kind: 'verdict'; readonly client: string; readonly at: MomentRef }
  /** `open` or `closed`: the listener at a moment. */
  | { readonly kind: 'listener'; readonly at: MomentRef }
  /** Milliseconds between two moments; `never` when one does not come. */
  | { readonly kind: 'time'; readonly from: MomentRef; readonly to: MomentRef }
  /** The exit's status, its reason (`completed`, `killed` …), or `none`. */
  | { readonly kind: 'exit'; readonly of: 'code' | 'reason' }
  /** `ok`, `broken` or `undecidable`. */
  | { readonly kind: 'rule'; readonly rule: RuleName };

/** A change of the scenario, path by path as in a task's controls. */
export type ScenarioChanges = Readonly<Record<string, string | number | boolean>>;

export type Measure =
  /** In the lesson's run, or, with changes, in the run of the changed scenario. */
  | { readonly kind: 'one'; readonly of: MeasureOf; readonly changes: ScenarioChanges }
  /** Over all steps of the lineage: how many of them, the first or the last for which a measurement is as said (`none` where there is none). */
  | {
      readonly kind: 'lineages';
      readonly take: 'count' | 'first' | 'last';
      readonly of: MeasureOf;
      readonly is: string | number;
      readonly among: readonly Lineage[];
    };

/**
 * What a signal map is made of, as data: lamps in fixed places, the ways between them, and what stands beside these.
 * Every step of the lineage has its own; the drawing is the same for all.
 */
import type { SignalName } from '../../signals.ts';
import type { Phrase } from '../../words/zh/catalog.ts';

/**
 * The six moments of a shutdown, each by the name of its signal of today. A version that had no such signal has a lamp
 * without a name there, which says what happened, or none.
 */
export const LAMPS = [
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'PreShutdownHooksStopped',
  'NotAcceptingNewRequest',
  'HTTPServerStoppedListening',
  'InFlightRequestsDrained',
] as const satisfies readonly SignalName[];
export type LampName = (typeof LAMPS)[number];

/** A vertical line of the fixed grid; `aside` lies halfway between the middle and the right one. */
export type Column = 'left' | 'middle' | 'aside' | 'right';

/** A horizontal line of the fixed grid, from top to bottom. */
export type Row =
  | 'fork'
  | 'initiated'
  | 'values'
  | 'both'
  | 'merge'
  | 'gate'
  | 'refusing'
  | 'fork2'
  | 'rowA'
  | 'between'
  | 'rowB'
  | 'merge2';

/** What has happened, or the stop itself. */
export type Cause = LampName | 'stop';

/** What is said of a moment when somebody asks why. */
export interface MomentFact {
  /** When it comes, in one sentence. */
  readonly firesWhen: Phrase;
  /** What follows from it, in one sentence. */
  readonly releases: Phrase;
}

/** A lamp in its place. */
export interface LampPlan {
  readonly name: LampName;
  /** What happens, where the version has no signal; null: it is the signal of that name. */
  readonly unnamed: Phrase | null;
  readonly column: 'left' | 'middle' | 'right';
  readonly row: 'initiated' | 'both' | 'refusing' | 'rowA' | 'rowB';
  /** What it waits for: all of it must have come. */
  readonly after: readonly Cause[];
  /** From when on it is waited for; null: it comes at once or not at all. */
  readonly armedBy: Cause | null;
  /** What it waits for has no moment of its own: `Server.Shutdown` has to return. */
  readonly waitsForServer?: true;
  /** It may come before all of that: as soon as `Server.Shutdown` has returned. */
  readonly orServer?: true;
  /** /readyz turns red with it. */
  readonly turnsReadyzRed?: true;
  /** null: as `SIGNAL_FACTS` says of the signal. */
  readonly fact: MomentFact | null;
}

/** A way from one thing to another: down, and across wherever it turns. */
export interface EdgePlan {
  readonly name: string;
  readonly from: Cause | 'gate';
  /** `nobody`: it ends where it is waited for by nobody. */
  readonly to: LampName | 'gate' | 'exit' | 'nobody';
  /** In which row it goes to which column, from top to bottom; `input` is the place of the gate that is meant for it. */
  readonly turns: readonly (readonly [row: Row, to: Column | 'input'])[];
}

/** Words that stand beside a way, and change never. */
export interface RemarkPlan {
  readonly text: Phrase;
  readonly side: 'left' | 'middle' | 'right';
  readonly row: Row;
}

/** The signal map of one step of the lineage, for one value of `--shutdown-send-retry-after`. */
export interface MapPlan {
  /** In the order of their causes. */
  readonly lamps: readonly LampPlan[];
  /** What enters the AND, from left to right; null: there is none. */
  readonly gate: readonly [LampName, LampName] | null;
  readonly edges: readonly EdgePlan[];
  /** Which values stand on the map: flags that the version has, hooks if it knows them. */
  readonly values: {
    readonly delay: boolean;
    readonly hooks: boolean;
    readonly retryAfter: boolean;
    /** What the drain waits for: beside the upper row, or above the name of its lamp; null: nobody waits. */
    readonly drain: 'beside' | 'above' | null;
  };
  readonly remarks: readonly RemarkPlan[];
}

/** The map of a step with and without `--shutdown-send-retry-after`. */
export type MapOf = (sendRetryAfter: boolean) => MapPlan;

/** Whether a map has a lamp. */
export function hasLamp(plan: MapPlan, name: string): name is LampName {
  return plan.lamps.some(lamp => lamp.name === name);
}

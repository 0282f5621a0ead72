/** What the player does not decide by itself. */
import type { Act } from '../../machines/simulation/deed.ts';
import type { RunSource } from './run-source.ts';

/** What the player asks of those who keep its runs. */
export interface PlayerKeeper {
  /** Whether one more run can be kept; if not, it has said so. */
  readonly mayBranch: () => boolean;
  /** Somebody has acted in the past of `from`, at `t` milliseconds: `branch` goes on from there. */
  readonly branched: (from: RunSource, branch: RunSource, t: number, act: Act) => void;
  /** The time before it is not known any more. */
  readonly tooLongAgo: () => void;
  /** Whether what happens in one instant is shown one after the other: not to those who want no motion. */
  readonly showsInstants: () => boolean;
}

/** Keeps nothing, and shows each instant at once. */
export const ALONE: PlayerKeeper = {
  mayBranch: () => true,
  branched: () => {},
  tooLongAgo: () => {},
  showsInstants: () => false,
};

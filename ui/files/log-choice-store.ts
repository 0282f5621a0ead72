/** A log in which several servers ran: which of them is to be shown. */
import type { FoundRun } from '../../machines/formats/import-result.ts';
import { createStore } from '../session/store.ts';

export interface LogChoice {
  /** The name of the file. */
  readonly name: string;
  readonly found: readonly FoundRun[];
  /** The one that is offered first: the last termination, or the one that is shown. */
  readonly chosen: number;
  readonly choose: (id: number) => void;
}

/** Null: there is nothing to choose. */
export const logChoiceStore = createStore<LogChoice | null>(null);

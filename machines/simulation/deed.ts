/** What a person does to a run by hand, as data: it can be named, put into a link, and done again. */
import type { ProcessSignal, Protocol } from '../recording/events.ts';
import type { Instant } from '../time.ts';
import type { Fault, FaultResult } from '../traffic/fault.ts';
import type { SimulationHistory } from './history.ts';

/** Something that a person can do to a run. */
export type Act =
  | { readonly kind: 'signal'; readonly signal: ProcessSignal }
  | {
      readonly kind: 'request';
      readonly path: string;
      readonly connection: 'new' | 'reuse';
      readonly protocol: Protocol;
    }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** What was done, and when. */
export interface Deed {
  readonly at: Instant;
  readonly act: Act;
}

/**
 * Does it to a simulation, now. Who stops the server by hand is not followed by the script's own signals.
 * @returns whether it could be done; when it could not, nothing has happened
 */
export function perform(run: SimulationHistory, act: Act): FaultResult {
  switch (act.kind) {
    case 'signal':
      run.takeOver(act.signal);
      return { ok: true };
    case 'request': {
      const { path, connection, protocol } = act;
      run.request({ path, connection, protocol });
      return { ok: true };
    }
    case 'fault':
      return run.inject(act.fault);
  }
}

/** Where a run comes from: the page's own simulation, or a live server. The player asks no further. */
import type { ProcessSignal, Protocol, RecordingHeader } from '../../machines/recording/events.ts';
import type { Fault, FaultResult, FaultyThing } from '../../machines/traffic/fault.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';
import type { Tracks } from '../../machines/view/tracks.ts';
import type { SimulatedRun } from './simulated-run.ts';

/** `replay`: a recording that somebody opened. */
export type Mode = 'simulate' | 'live' | 'replay';

/** A thing of a run that a person can point at; the process is stopped and killed. */
export type Thing = FaultyThing | { readonly kind: 'process' };

/** A request that a person sends by hand. */
export interface HandRequest {
  readonly path: string;
  readonly connection: 'new' | 'reuse';
  readonly protocol: Protocol;
}

/** How the page is joined to its source. A simulation is always `open`. */
export type Link = 'connecting' | 'open' | 'lost';

/** A run that goes on: everything that has happened so far, and what a person can do to it. Times are milliseconds. */
export interface RunSource {
  readonly mode: Mode;
  /** The first line of its recording; null: it has not come yet. */
  readonly header: RecordingHeader | null;
  readonly plan: RunPlan | null;
  /** Whether the server of a log ran with retry-after; null: nothing tells. Left out where a plan says so. */
  readonly sendRetryAfter?: boolean | null;
  readonly index: RecordingIndex;
  readonly tracks: Tracks;
  readonly link: Link;
  /** Nothing will follow. */
  readonly ended: boolean;
  /** When the script sends its first stop signal, if it still will; null: nobody knows when it comes. */
  readonly plannedStop: number | null;
  /** How far the run has come, at `clock` milliseconds of the page's monotonic clock. */
  presentAt(clock: number): number;
  /**
   * Brings a simulation to `t`, or to the first instant after which `stopsAt` holds; it is given the number of events
   * before that instant. A live run goes by itself.
   */
  advanceTo(t: number, stopsAt?: (before: number) => boolean): void;
  signal(signal: ProcessSignal): void;
  request(request: HandRequest): void;
  /** Makes something go wrong now; resolves with why it could not be. */
  inject(fault: Fault): Promise<FaultResult>;
  /** Another run with the same past, standing at `t`, to act in; left out where the past cannot be acted in. */
  branchAt?(t: number): RunSource;
  dispose(): void;
}

/** Whether a run is the page's own simulation; its class is fetched after the first paint. */
export function isSimulatedRun(source: RunSource | null): source is SimulatedRun {
  return source?.mode === 'simulate';
}

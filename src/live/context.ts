/** What the parts of a live run share. The machines decide; everything here is time, numbers and the recording. */
import type { KernelInput } from '../../machines/kernel/input.ts';
import type { Random } from '../../machines/kernel/random.ts';
import type { EventDraft } from '../../machines/recording/events.ts';
import type { ApiServiceTurn, Scenario } from '../../machines/scenario/schema.ts';
import type { Duration, Instant } from '../../machines/time.ts';
import type { Fault } from '../../machines/traffic/fault.ts';

/** The clock of a live run: scenario time, that is real time on the monotonic clock × speed. */
export interface LiveClock {
  /** Microseconds of scenario time since the start of the run. */
  now(): Instant;
  /** Calls back after a time of the scenario; returns a function that cancels it. */
  after(delay: Duration, callback: () => void): () => void;
}

export interface LiveContext {
  readonly scenario: Scenario;
  readonly clock: LiveClock;
  readonly random: Random;
  /** What the server's own hooks show it when they call it. */
  readonly loopbackToken: string;
  /** Where the server listens, or did. */
  readonly address: { readonly host: string; readonly port: number };
  /** Where the insecure port listens; null: it does not, or not any more. */
  readonly insecureAddress: { readonly host: string; readonly port: number } | null;
  /** Puts an event into the recording; returns its number. */
  emit(event: EventDraft): number;
  nextRequestId(): string;
  /** Gives the kernel an input. */
  feed(input: KernelInput, cause?: readonly number[]): void;
  /** The script makes something go wrong; what it names, it names as the scenario does. */
  injectScripted(fault: Fault): void;
  /** The script has the server of an APIService go down or come up. */
  turnApiService(turn: ApiServiceTurn): void;
  /** Says that a connection from this local port is ours, and whose: the server finds it by its remote port. */
  claimPort(port: number, client: string): void;
  /** What a probe of the scenario believes now. */
  isHealthy(probe: string): boolean;
  /** The process has exited. */
  hasExited(): boolean;
  /** Whether a filter of the server has rejected the request; its client asks once, when the request has ended. */
  wasRejected(request: string): boolean;
}

/** Our clients name their requests with this header, so that both ends of a recording speak of the same one. */
export const REQUEST_HEADER = 'x-lastcall-request';

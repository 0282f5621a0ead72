/** What the kernel is given from outside. Every input is recorded, so that a run can be replayed from its inputs. */
import type { HookPhase, ProcessSignal } from '../recording/events.ts';

/** Who sent a signal to the process. */
export type SignalSender = 'script' | 'user' | 'kubelet';

export type KernelInput =
  /** The process was started. */
  | { readonly type: 'process.start' }
  /** A signal was delivered to the process. */
  | { readonly type: 'signal'; readonly signal: ProcessSignal; readonly by: SignalSender }
  /** A timer that the kernel asked for has fired. */
  | { readonly type: 'timer.fired'; readonly id: string }
  /** A hook has returned; `error` is what it returned, `panicked` that it did not return but panicked with that text. */
  | {
      readonly type: 'hook.finished';
      readonly phase: HookPhase;
      readonly name: string;
      readonly error: string | null;
      readonly panicked: boolean;
    }
  /** The listening socket is open. */
  | { readonly type: 'listener.opened'; readonly address: string }
  /** The listening socket is closed. */
  | { readonly type: 'listener.closed'; readonly address: string }
  /** `/readyz` has answered 200 for the first time. */
  | { readonly type: 'readyz.succeeded' }
  /** The wait group of requests that are not long-running is empty. Fed once, after the drain has begun. */
  | { readonly type: 'drain.emptied' }
  /** The wait group of watches is empty. Fed once, after the watch drain has begun. */
  | { readonly type: 'watches.emptied' }
  /** `closeIdleConns` of Go's `Server.Shutdown` has looked: is every connection closed? */
  | { readonly type: 'connections.polled'; readonly quiescent: boolean }
  /** A probe has got its answer, or none in time. */
  | { readonly type: 'probe.answered'; readonly client: string; readonly ok: boolean };

/** What the kernel wants done in the world. A port carries it out; the result comes back as a {@link KernelInput}. */
import type { ExitReason, HookPhase } from '../recording/events.ts';

export type KernelEffect =
  /** Open the listening socket; answered with `listener.opened`. */
  | { readonly type: 'openListener' }
  /** Close it; answered with `listener.closed`. From now on HTTP/1.1 responses carry `Connection: close`. */
  | { readonly type: 'closeListener' }
  /** Send GOAWAY on every HTTP/2 connection that has not had one. */
  | { readonly type: 'sendGoaways' }
  /** Close idle connections; answered with `connections.polled`. */
  | { readonly type: 'pollConnections' }
  /** Run a hook; answered with `hook.finished`. */
  | { readonly type: 'runHook'; readonly phase: HookPhase; readonly name: string }
  /** The post-start hooks have been started: systemd is told. */
  | { readonly type: 'notifySystemd'; readonly state: 'READY=1' }
  /** The stop channel, later the context, of the post-start hooks is closed: what they left running ends. */
  | { readonly type: 'closePostStartContexts' }
  /** Answer with `drain.emptied` as soon as no counted request is in flight. */
  | { readonly type: 'beginDrain' }
  /**
   * Tell the watches to end and let them go at `floorPerSecond` or watches / grace a second, whichever is more; answer
   * with `watches.emptied` when none is left.
   */
  | { readonly type: 'beginWatchDrain'; readonly floorPerSecond: number; readonly graceMs: number }
  /** The process is gone: cut off every connection that is left. */
  | { readonly type: 'exitProcess'; readonly code: number; readonly reason: ExitReason };

/** An effect with the event that caused it. */
export interface CausedEffect {
  readonly effect: KernelEffect;
  readonly cause: readonly number[];
}

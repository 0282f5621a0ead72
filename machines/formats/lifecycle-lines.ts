/**
 * What kube-apiserver logs of its own life, from the events of a run: the lines of each version as real servers of it
 * write them (k8s.io/apiserver pkg/server/genericapiserver.go, secure_serving.go, hooks.go, healthz/healthz.go, -v=2).
 */
import { atLeast, hasSignals, type Lineage } from '../lineage.ts';
import type { EventOf, RunEvent } from '../recording/events.ts';
import type { SignalName } from '../signals.ts';
import { type KlogPlace, quoted } from './klog-line.ts';

/** One line without its time. */
export interface LifecycleLine {
  readonly place: KlogPlace;
  readonly message: string;
}

const at = (source: string, severity: KlogPlace['severity'] = 'I'): KlogPlace => ({ severity, source });
const SERVER = at('genericapiserver.go:548');
const SERVING = at('secure_serving.go:213');
const TERMINATION = '[graceful-termination]';

/** Signals that are logged as `shutdown event`; the other ones have no line, or one of their own. */
const LOGGED: ReadonlySet<SignalName> = new Set([
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'NotAcceptingNewRequest',
  'InFlightRequestsDrained',
  'HTTPServerStoppedListening',
]);

/** Makes the lines of one run; it remembers what later lines need. */
export class LifecycleLines {
  private readonly lineage: Lineage;
  private readonly sendRetryAfter: boolean;
  private readonly watchGrace: string | null;
  private hooks: EventOf<'hook.finished'>[] = [];
  private watchesBefore = 0;
  private watches = 0;
  private muxCompleted = false;
  private wasRequested = false;
  private readonly failing = new Map<string, readonly string[]>();

  /**
   * @param options.watchGrace the grace period of watches as it is written, such as `3s`; null: they are not waited for
   */
  constructor(
    lineage: Lineage,
    options: { readonly sendRetryAfter: boolean; readonly watchGrace: string | null },
  ) {
    this.lineage = lineage;
    this.sendRetryAfter = options.sendRetryAfter;
    this.watchGrace = options.watchGrace;
  }

  /** The lines that an event causes, mostly none. */
  of(event: RunEvent): readonly LifecycleLine[] {
    const { lineage } = this;
    switch (event.type) {
      case 'process.started':
        return [{ place: at('server.go:163'), message: `Version: v${lineage}.0` }, ...this.beforeServing()];
      case 'listener.opened':
        return [
          { place: SERVING, message: `Serving securely on ${event.address}` },
          ...this.since('1.22', SERVER, `${TERMINATION} waiting for shutdown to be initiated`),
        ];
      case 'listener.closed':
        return [{ place: SERVING, message: `Stopped listening on ${event.address}` }];
      case 'signal.fired':
        return this.ofSignal(event.name);
      case 'process.signalled':
        return this.ofStop(event.signal);
      case 'hook.finished':
        if (event.phase === 'preShutdown') this.hooks.push(event);
        return [];
      case 'drain.changed':
        this.watches = event.watches;
        return [];
      case 'audit.shutdown':
        return this.since('1.25', SERVER, `"${TERMINATION} audit backend shutdown completed"`);
      case 'health.changed':
        this.failing.set(event.endpoint, event.failing);
        return [];
      case 'state.changed':
        // Before 1.25 the end of the hooks has no signal.
        return event.from === 'runningPreShutdownHooks' && !atLeast(lineage, '1.25') ? this.hooksRun() : [];
      case 'process.exited':
        return this.ofExit(event);
      default:
        return [];
    }
  }

  private since(first: Lineage, place: KlogPlace, message: string): readonly LifecycleLine[] {
    return atLeast(this.lineage, first) ? [{ place, message }] : [];
  }

  private beforeServing(): readonly LifecycleLine[] {
    const name = atLeast(this.lineage, '1.27') ? 'shutdownTimeout' : 'ShutdownTimeout';
    return this.sendRetryAfter
      ? this.since('1.23', SERVER, `"${TERMINATION} using HTTP Server shutdown timeout" ${name}="2s"`)
      : [];
  }

  private ofSignal(name: SignalName): readonly LifecycleLine[] {
    const { lineage } = this;
    if (!hasSignals(lineage)) return [];
    switch (name) {
      case 'MuxAndDiscoveryComplete': {
        this.muxCompleted = true;
        const message =
          'MuxAndDiscoveryComplete has all endpoints registered and discovery information is complete';
        return [{ place: at('genericapiserver.go:456'), message }];
      }
      case 'PreShutdownHooksStopped': {
        const completed = `"${TERMINATION} pre-shutdown hooks completed" name=${quoted(name)}`;
        return [{ place: SERVER, message: completed }, ...this.hooksRun()];
      }
      case 'NotAcceptingNewRequest':
        this.watchesBefore = this.watches;
        return [event(name), ...this.withoutWatches()];
      case 'InFlightRequestsDrained':
        return [...this.drained(), event(name)];
      default:
        return LOGGED.has(name) ? [event(name)] : [];
    }
  }

  private hooksRun(): readonly LifecycleLine[] {
    return this.since('1.22', SERVER, `${TERMINATION} RunPreShutdownHooks has completed`);
  }

  private withoutWatches(): readonly LifecycleLine[] {
    return this.watchGrace === null
      ? this.since('1.27', SERVER, `"${TERMINATION} not going to wait for active watch request(s) to drain"`)
      : [];
  }

  private drained(): readonly LifecycleLine[] {
    const { lineage, watchGrace } = this;
    if (!atLeast(lineage, '1.27')) return [];
    const nothing = atLeast(lineage, '1.33') ? 'null' : '<nil>';
    const error = this.watches > 0 ? '"context deadline exceeded"' : nothing;
    const counts = `activeWatchesBefore=${this.watchesBefore} activeWatchesAfter=${this.watches} error=${error}`;
    const watches =
      watchGrace === null
        ? []
        : [
            {
              place: SERVER,
              message: `"${TERMINATION} active watch request(s) have drained" duration=${quoted(watchGrace)} ${counts}`,
            },
          ];
    return [
      { place: SERVER, message: `${TERMINATION} in-flight non long-running request(s) have drained` },
      ...watches,
    ];
  }

  private ofStop(signal: string): readonly LifecycleLine[] {
    if (signal === 'SIGKILL' || this.wasRequested) return [];
    this.wasRequested = true;
    if (!atLeast(this.lineage, '1.23') || this.muxCompleted) return [];
    return [
      {
        place: at('genericapiserver.go:458', 'W'),
        message: "haven't completed MuxAndDiscoveryComplete, stop requested",
      },
    ];
  }

  /**
   * What stands in the log beside the request line of a probe that was told no: which checks failed, and why (since
   * 1.19; older ones repeat the whole answer, which a recording does not have).
   */
  failedProbe(target: string, status: number): readonly LifecycleLine[] {
    if (status !== 500 || !atLeast(this.lineage, '1.20')) return [];
    const [path = ''] = target.split('?');
    const failing = this.failing.get(path) ?? [];
    if (failing.length === 0) return [];
    const reasons = failing.map(
      name => `[-]${name} failed: ${name === 'shutdown' ? 'process is shutting down' : 'not finished'}`,
    );
    const message = `${failing.join(',')} check failed: ${path.slice(1)}\n${reasons.join('\n')}`;
    return [{ place: at('healthz.go:261'), message }];
  }

  private ofExit({ reason }: EventOf<'process.exited'>): readonly LifecycleLine[] {
    switch (reason) {
      case 'completed':
        return this.since('1.22', SERVER, `${TERMINATION} apiserver is exiting`);
      case 'hook-failed': {
        const errors = this.hooks
          .filter(({ error }) => error !== null)
          .map(({ name, error }) => `PreShutdownHook ${quoted(name)} failed: ${error}`);
        const message = errors.length === 1 ? (errors[0] as string) : `[${errors.join(', ')}]`;
        return [{ place: at('run.go:74', 'E'), message: `"command failed" err=${quoted(message)}` }];
      }
      case 'hook-panicked': {
        const panicked = this.hooks.findLast(({ error }) => error !== null);
        return [
          {
            place: at('runtime.go:79', 'E'),
            message: `Observed a panic: ${panicked?.error ?? 'a pre-shutdown hook panics'}`,
          },
        ];
      }
      default:
        return [];
    }
  }
}

function event(name: SignalName): LifecycleLine {
  return { place: SERVER, message: `"${TERMINATION} shutdown event" name=${quoted(name)}` };
}

/** A live run that a test tells what to do, and what its recording says of single requests. */
import type { EventOf, EventType } from '../../../machines/recording/events.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import type { SignalName } from '../../../machines/signals.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import type { LiveRun } from '../../../src/live/types.ts';

/** What the server recorded of one request of a stranger. */
export interface Served {
  readonly id: string;
  /** The place in the recording where it was answered or turned away; null: it was not. */
  readonly answeredAt: number | null;
  readonly rejectedBy: string | null;
  /** `logged`, `lost`, or null: the audit log knows nothing of it. */
  readonly audit: 'logged' | 'lost' | null;
}

/** A run of a scenario on a free port, with everything that strangers ask in its recording. */
export class ToldRun {
  readonly run: LiveRun;
  readonly port: number;

  private constructor(run: LiveRun, port: number) {
    this.run = run;
    this.port = port;
  }

  static async start(yaml: string): Promise<ToldRun> {
    const result = parseScenario(yaml);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { scenario, source } = result;
    const run = await startLiveRun({ scenario, source, speed: 1, port: 0, script: false, record: 'all' });
    return new ToldRun(run, Number(/:(\d+)$/.exec(run.address ?? '')?.[1]));
  }

  /** Resolves with the first event of a type that fits, be it past or to come. */
  event<T extends EventType>(
    type: T,
    fits: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    const known = this.all(type).find(fits);
    if (known) return Promise.resolve(known);
    return new Promise(resolve => {
      const stop = this.run.subscribe(event => {
        if (event.type !== type || !fits(event as EventOf<T>)) return;
        stop();
        resolve(event as EventOf<T>);
      });
    });
  }

  signal(name: SignalName): Promise<EventOf<'signal.fired'>> {
    return this.event('signal.fired', event => event.name === name);
  }

  /** Resolves when the handler of a stranger's request works. */
  async working(path: string): Promise<void> {
    const { request } = await this.event('request.arrived', event => event.path === path);
    await this.event('request.admitted', event => event.request === request);
  }

  /** Lets a pre-shutdown hook return. */
  finishHook(name: string): void {
    const result = this.run.inject({ kind: 'hook.finish', phase: 'preShutdown', name });
    if (!result.ok) throw new Error(result.reason);
  }

  all<T extends EventType>(type: T): EventOf<T>[] {
    return this.run.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** The signals from the stop on, in their order. */
  get shutdownSignals(): readonly SignalName[] {
    const START: readonly SignalName[] = ['MuxAndDiscoveryComplete', 'HasBeenReady'];
    return this.all('signal.fired')
      .map(event => event.name)
      .filter(name => !START.includes(name));
  }

  /** The place of a signal in the recording. Throws when it has not fired. */
  seqOf(name: SignalName): number {
    const fired = this.all('signal.fired').find(event => event.name === name);
    if (!fired) throw new Error(`${name} has not fired`);
    return fired.seq;
  }

  /** What the server did with the stranger's request for `path`; null: it never saw it. */
  served(path: string): Served | null {
    const id = this.all('request.arrived').find(event => event.path === path)?.request;
    if (id === undefined) return null;
    const of = <T extends EventType & `${'request' | 'audit'}.${string}`>(type: T): EventOf<T> | undefined =>
      this.all(type).find(event => 'request' in event && event.request === id);
    const rejected = of('request.rejected');
    const audit = of('audit.logged') ? 'logged' : of('audit.lost') ? 'lost' : null;
    return {
      id,
      answeredAt: of('request.responded')?.seq ?? rejected?.seq ?? null,
      rejectedBy: rejected?.filter ?? null,
      audit,
    };
  }

  /** The end of the process; the run is over then. */
  async exited(): Promise<EventOf<'process.exited'>> {
    const exit = await this.event('process.exited');
    await this.run.done;
    return exit;
  }
}

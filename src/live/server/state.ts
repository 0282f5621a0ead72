/** What the server's requests share: the cached view of the lifecycle, the counts, and who waits for them. */
import { type Admission, type HandlerChains, handlerChains } from '../../../machines/filters/chain.ts';
import type { FilterConfig, LifecycleView } from '../../../machines/filters/filter.ts';
import { RequestInfoCache } from '../../../machines/filters/request-info-cache.ts';
import type { Answer } from '../../../machines/handlers/handler.ts';
import { shuffled } from '../../../machines/kernel/random.ts';
import type { Backend } from '../../../machines/servers/backend.ts';
import type { Answerer } from '../../../machines/servers/chain.ts';
import type { ServerChain } from '../../../machines/servers/route.ts';
import { type Duration, micros, seconds } from '../../../machines/time.ts';
import type { ApiServices } from '../api-services.ts';
import type { LiveContext } from '../context.ts';
import type { Exchange } from './exchange.ts';
import type { Journal } from './journal.ts';
import type { Metrics } from './metrics.ts';
import type { RequestLog } from './request-log.ts';
import { Sampler } from './sampler.ts';

/** Ids of rejected requests that are remembered for the clients that ask. */
const REJECTED_KEPT = 100_000;

/** Numbers that were set aside for a logged request. */
export interface Reserved {
  readonly seq: number;
  readonly t: number;
  readonly request: number;
}

/** What stands behind the handler chain. */
export interface ServedApi {
  readonly backend: Backend;
  readonly chain: ServerChain;
  readonly services: ApiServices;
}

export class ServerState {
  readonly context: LiveContext;
  readonly config: FilterConfig;
  readonly chains: HandlerChains;
  readonly journal: Journal;
  readonly minRequestTimeout: Duration;
  readonly metrics: Metrics;
  readonly api: ServedApi;
  readonly sampler: Sampler;
  readonly requestInfos = new RequestInfoCache();
  /** Where requests that are answered at once are logged; null: they are sampled like all others. */
  private readonly log: RequestLog | null;
  private readonly reserve: () => Reserved;
  /** Changes only when the kernel has stepped. */
  view: LifecycleView;
  /** The insecure server has been told to stop: its responses close their connections. */
  insecureStopping = false;
  readonly counts = { nonLongRunning: 0, watches: 0, countedWatches: 0, reads: 0, writes: 0 };
  private readonly watching = new Set<Exchange>();
  private readonly rejected = new Set<string>();
  private drainAwaited = false;
  private watchDrainAwaited = false;
  private readyzSucceeded = false;
  private runaways = 0;

  constructor(
    context: LiveContext,
    config: FilterConfig,
    metrics: Metrics,
    api: ServedApi,
    journal: Journal,
    view: LifecycleView,
    recording: {
      readonly record: 'all' | 'sampled' | 'none';
      readonly log: RequestLog | null;
      readonly reserve: () => Reserved;
    },
  ) {
    this.log = recording.log;
    this.reserve = recording.reserve;
    this.context = context;
    this.config = config;
    this.chains = handlerChains(config);
    this.journal = journal;
    this.metrics = metrics;
    this.api = api;
    this.sampler = new Sampler(context, recording.record);
    this.view = view;
    this.minRequestTimeout = context.scenario.server['min-request-timeout'];
  }

  /** Puts a request that is answered at once into the compact log; false when this run keeps none, or it is full. */
  logs(exchange: Exchange, { status, headers }: Answer, answeredBy: Answerer): boolean {
    const { log } = this;
    if (!log?.hasRoom || exchange.info.method !== 'GET' || !exchange.isPlain) return false;
    const { seq, t, request } = this.reserve();
    log.add({
      seq,
      t,
      request,
      connection: exchange.connection.number,
      stream: exchange.stream ?? 0,
      target: exchange.target,
      status,
      headers,
      answeredBy,
      audited: this.view.auditRunning,
    });
    return true;
  }

  enter(exchange: Exchange, admission: Admission): void {
    const { counts } = this;
    if (admission.counted) counts.nonLongRunning++;
    if (admission.countedWatch) counts.countedWatches++;
    if (admission.slot === 'read') counts.reads++;
    if (admission.slot === 'write') counts.writes++;
    if (exchange.info.verb === 'watch') {
      counts.watches++;
      this.watching.add(exchange);
    }
  }

  leave(exchange: Exchange, admission: Admission | null, cause: readonly number[]): void {
    if (!admission) return;
    const { counts } = this;
    if (admission.counted) counts.nonLongRunning--;
    if (admission.countedWatch) counts.countedWatches--;
    if (admission.slot === 'read') counts.reads--;
    if (admission.slot === 'write') counts.writes--;
    if (this.watching.delete(exchange)) counts.watches--;
    if (this.view.drainWaits && !this.view.exited && exchange.id !== '') {
      this.context.emit({
        type: 'drain.changed',
        nonLongRunning: counts.nonLongRunning,
        watches: counts.watches,
        cause,
      });
    }
    // The last response goes out before anybody hears that it was the last.
    if (this.drainAwaited || this.watchDrainAwaited) setImmediate(() => this.answerDrains());
  }

  /** The kernel waits for the short requests. */
  awaitDrain(cause: readonly number[]): void {
    this.drainAwaited = true;
    const { nonLongRunning, watches } = this.counts;
    this.context.emit({ type: 'drain.changed', nonLongRunning, watches, cause });
    this.answerDrains();
  }

  /** The kernel waits for the watches: they are told to end, at most so many a second. */
  awaitWatchDrain(floorPerSecond: number, graceMs: number): void {
    this.watchDrainAwaited = true;
    const willing = [...this.watching].filter(exchange => exchange.endsAtShutdown);
    const perSecond = Math.max(floorPerSecond, this.counts.countedWatches / (graceMs / 1000));
    const [order, next] = shuffled(willing, this.context.random.state);
    this.context.random.state = next;
    order.forEach((exchange, index) => {
      this.context.clock.after(micros((index * seconds(1)) / perSecond), () => exchange.endWatch());
    });
    this.answerDrains();
  }

  private answerDrains(): void {
    if (this.drainAwaited && this.counts.nonLongRunning === 0) {
      this.drainAwaited = false;
      this.context.feed({ type: 'drain.emptied' });
    }
    if (this.watchDrainAwaited && this.counts.countedWatches === 0) {
      this.watchDrainAwaited = false;
      this.context.feed({ type: 'watches.emptied' });
    }
  }

  /** `/readyz` has answered 200. */
  noteReady(): void {
    if (this.readyzSucceeded) return;
    this.readyzSucceeded = true;
    this.context.feed({ type: 'readyz.succeeded' });
  }

  /** A handler goes on though its request has timed out. */
  noteRunaway(): void {
    this.runaways++;
  }

  /** Handlers that went on after their request had timed out. */
  get runawayHandlers(): number {
    return this.runaways;
  }

  noteRejected(request: string): void {
    if (request !== '' && this.rejected.size < REJECTED_KEPT) this.rejected.add(request);
  }

  /** Whether a filter rejected the request; asked once, by the client that sent it. */
  takeRejected(request: string): boolean {
    return this.rejected.delete(request);
  }
}

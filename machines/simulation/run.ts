/** What the parts of a simulated run share: state, tasks, the recording so far, and the kernel behind them. */

import { type BatchFlags, batchFlags, emptyBuffer } from '../audit/buffer.ts';
import { type HandlerChains, handlerChains } from '../filters/chain.ts';
import { filterConfig } from '../filters/config.ts';
import type { FilterConfig, LifecycleView } from '../filters/filter.ts';
import { RequestInfoCache } from '../filters/request-info-cache.ts';
import type { CausedEffect } from '../kernel/effect.ts';
import type { KernelInput } from '../kernel/input.ts';
import { Random } from '../kernel/random.ts';
import { step } from '../kernel/step.ts';
import { viewOf } from '../kernel/view.ts';
import { createWorld } from '../kernel/world.ts';
import type { EventDraft, RunEvent } from '../recording/events.ts';
import { placeEvent } from '../recording/place.ts';
import { runLimit } from '../scenario/run-limit.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Duration, later, START, toMs } from '../time.ts';
import { SimApi } from './api.ts';
import { settleAudit } from './audit.ts';
import { stopInsecure } from './insecure-port.ts';
import { copyState, type SimConnection, type SimRequest, type SimState, type SimTask } from './state.ts';
import { TaskQueue } from './task-queue.ts';

/** What the hooks of a simulated server show it when they call it: nobody else can send anything to it. */
export const SIMULATED_LOOPBACK_TOKEN = 'loopback';

/** Carries out what the kernel wants; each effect may feed inputs back. */
export type Port = (run: Run, effect: CausedEffect) => void;

export class Run {
  readonly scenario: Scenario;
  readonly config: FilterConfig;
  readonly chains: HandlerChains;
  /** How audit events wait to be written; null: they do not. */
  readonly batches: BatchFlags | null;
  readonly events: RunEvent[];
  readonly tasks: TaskQueue<SimTask>;
  readonly state: SimState;
  readonly random: Random;
  readonly requestInfos = new RequestInfoCache();
  /** The API behind the server. */
  readonly api: SimApi;
  private readonly port: Port;
  private cachedView: LifecycleView;
  private readonly inputs: { input: KernelInput; cause: readonly number[] | undefined }[] = [];
  private stepping = false;

  constructor(scenario: Scenario, port: Port, from?: { run: Run; events: readonly RunEvent[] }) {
    this.scenario = scenario;
    this.config = filterConfig(scenario, SIMULATED_LOOPBACK_TOKEN);
    this.chains = handlerChains(this.config);
    this.batches = batchFlags(scenario);
    this.port = port;
    this.events = from ? [...from.events] : [];
    this.tasks = new TaskQueue(from?.run.tasks);
    if (from) {
      this.state = copyState(from.run.state);
      this.random = new Random(from.run.random.state);
    } else {
      this.random = new Random(scenario.seed ^ 0x5eed);
      this.state = {
        now: START,
        seq: 1,
        world: createWorld(scenario),
        random: 0,
        secondOffset: this.random.integer(0, 999_999) as Duration,
        connections: new Map(),
        requests: new Map(),
        nextConnection: 1,
        nextRequest: 1,
        counts: { nonLongRunning: 0, watches: 0, countedWatches: 0, reads: 0, writes: 0 },
        listening: false,
        insecureListening: false,
        insecureStopping: false,
        drainAwaited: false,
        watchDrainAwaited: false,
        readyzSucceeded: false,
        audit: emptyBuffer(START),
        hooks: new Map(),
        background: new Map(),
        closingServices: new Set(),
        lostProbes: new Map(),
        scriptLeft: scenario.script.filter(entry => !entry.request?.afterGoaway).length,
        unsettled: 0,
        limit: runLimit(scenario),
        ended: false,
      };
    }
    this.api = new SimApi(scenario, () => this.state.now, from?.run.api);
    this.cachedView = viewOf(this.state.world);
  }

  /** What the filters see now. */
  get view(): LifecycleView {
    return this.cachedView;
  }

  /** Puts an event into the recording and returns its number. */
  emit(event: EventDraft): number {
    const seq = this.state.seq++;
    this.events.push(placeEvent(seq, toMs(this.state.now), event));
    return seq;
  }

  /** Gives the kernel an input. What it causes is done before this returns, unless the kernel is at work: then after that. */
  feed(input: KernelInput, cause?: readonly number[]): void {
    this.inputs.push({ input, cause });
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.inputs.shift(); next; next = this.inputs.shift()) {
        const { state } = this;
        const result = step(state.world, next.input, {
          at: state.now,
          seq: state.seq,
          ...(next.cause ? { cause: next.cause } : {}),
        });
        state.world = result.world;
        state.seq = result.nextSeq;
        for (const event of result.events) this.events.push(event);
        const stop = result.events.find(event => event.type === 'process.signalled');
        if (stop) stopInsecure(this, [stop.seq]);
        this.cachedView = viewOf(result.world);
        settleAudit(this);
        for (const effect of result.effects) this.port(this, effect);
      }
    } finally {
      this.stepping = false;
    }
  }

  /** Has `task` happen after `delay`. */
  after(delay: Duration, task: SimTask): void {
    this.tasks.push(later(this.state.now, delay), task);
  }

  connection(id: string): SimConnection | undefined {
    return this.state.connections.get(id);
  }

  request(id: string): SimRequest | undefined {
    return this.state.requests.get(id);
  }

  /** The process has exited and nothing is left to happen: clients that go on for ever stop. */
  get isOver(): boolean {
    return this.cachedView.exited && this.state.scriptLeft <= 0;
  }

  /** Forgets a closed connection that no request waits on; bare ones are remembered, their scripts may still name them. */
  forgetConnection(connection: SimConnection): void {
    if (connection.state === 'closed' && connection.requests.length === 0 && !connection.bare) {
      this.state.connections.delete(connection.id);
    }
  }

  /** Forgets a request that neither end has to do with any more. */
  forgetIfDone(request: SimRequest): void {
    const served = request.served;
    const isServed = served !== 'arrived' && served !== 'executing';
    if (request.settled && isServed) this.state.requests.delete(request.id);
  }
}

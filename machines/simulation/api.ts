/** The API behind the simulated server: made when somebody first asks for it, copied with the run. */

import type { Handled } from '../handlers/handler.ts';
import { Random as Generator, type Random } from '../kernel/random.ts';
import type { ApiAnswer, ApiRequest, ApiWatch } from '../registry/exchange.ts';
import type { Scenario } from '../scenario/schema.ts';
import { Backend, type BackendOptions, directoryOf } from '../servers/backend.ts';
import type { ServerChain } from '../servers/route.ts';
import { type Instant, toMs } from '../time.ts';

/** The wall clock at the start of every simulated run, 2025-01-01T00:00:00Z: runs are reproducible. */
const EPOCH_MS = 1_735_689_600_000;

export class SimApi {
  /** Its own chance: objects must not change what happens to connections. */
  private readonly random: Random;
  private readonly options: BackendOptions;
  private readonly scenario: Scenario;
  private made: Backend | null;
  readonly chain: ServerChain;

  constructor(scenario: Scenario, now: () => Instant, from?: SimApi) {
    this.scenario = scenario;
    this.random = new Generator(from?.random.state ?? scenario.seed ^ 0xa91);
    this.options = { now: () => EPOCH_MS + Math.floor(toMs(now())), random: () => this.random.unit() };
    this.made = from?.made?.copy(this.options) ?? null;
    this.chain = { lineage: scenario.lineage, directory: directoryOf(() => this.backend.registry) };
  }

  /** What the API answers to a request that has been routed to it. */
  answer(handling: Extract<Handled, { kind: 'api' | 'proxy' }>, request: ApiRequest): ApiAnswer | ApiWatch {
    const { backend } = this;
    return handling.kind === 'api' ? backend.answer(request) : backend.answerFor(handling.service, request);
  }

  /** The server of an APIService comes up or goes down; false when it is so already. */
  turn(service: string, available: boolean): boolean {
    return this.backend.turn(service, available);
  }

  private get backend(): Backend {
    this.made ??= new Backend(this.scenario, this.options);
    return this.made;
  }
}

/** Whether a watch says by itself, as soon as it is opened, that nothing will follow. */
export function endsAtOnce(watch: ApiWatch): boolean {
  let ended = false;
  const subscription = watch.open(
    () => {},
    () => {
      ended = true;
    },
  );
  subscription.close();
  return ended;
}

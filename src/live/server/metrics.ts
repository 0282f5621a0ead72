/** `/metrics` of the real server, with the names of kube-apiserver where it has them. */
import { Counter, Gauge, Registry } from 'prom-client';
import type { ServerState } from './state.ts';

/** No response has a higher status. */
const HIGHEST_STATUS = 599;

export class Metrics {
  private readonly registry = new Registry();
  /** By verb, then by status. */
  private readonly counts = new Map<string, Float64Array>();
  private state: ServerState | null = null;

  constructor() {
    const { counts } = this;
    const requests: Counter<'verb' | 'code'> = new Counter({
      name: 'apiserver_request_total',
      help: 'Requests by verb and HTTP response code.',
      labelNames: ['verb', 'code'],
      registers: [this.registry],
      // The hot path counts in an array; the library is only asked when somebody scrapes.
      collect: () => {
        requests.reset();
        for (const [verb, byStatus] of counts) {
          byStatus.forEach((count, status) => {
            if (count > 0) requests.inc({ verb: verb.toUpperCase(), code: String(status) }, count);
          });
        }
      },
    });
    this.gauge(
      'apiserver_current_inflight_requests',
      'Requests in flight by kind.',
      'request_kind',
      state => [
        ['readOnly', state.counts.reads],
        ['mutating', state.counts.writes],
      ],
    );
    this.gauge(
      'apiserver_longrunning_requests',
      'Long-running requests in flight by verb.',
      'verb',
      state => [['WATCH', state.counts.watches]],
    );
    this.gauge(
      'lastcall_runaway_handlers',
      'Handlers that went on after their request had timed out.',
      'kind',
      state => [['sleep', state.runawayHandlers]],
    );
  }

  /** Counts an answered request. */
  count(verb: string, status: number): void {
    let byStatus = this.counts.get(verb);
    if (!byStatus) {
      byStatus = new Float64Array(HIGHEST_STATUS + 1);
      this.counts.set(verb, byStatus);
    }
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }

  /** Whose numbers the gauges show. */
  observe(state: ServerState): void {
    this.state = state;
  }

  async render(): Promise<{ readonly contentType: string; readonly body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }

  private gauge(
    name: string,
    help: string,
    label: string,
    values: (state: ServerState) => readonly (readonly [string, number])[],
  ): void {
    const gauge: Gauge<string> = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: () => {
        if (!this.state) return;
        for (const [kind, value] of values(this.state)) gauge.set({ [label]: kind }, value);
      },
    });
  }
}

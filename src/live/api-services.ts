/** The servers of a run's APIServices, and the aggregator's view of them. */
import type { ApiServiceTurn } from '../../machines/scenario/schema.ts';
import { type Backend, SERVICE_UNAVAILABLE } from '../../machines/servers/backend.ts';
import { ApiServiceServer } from './api-service-server.ts';
import type { Certificate } from './certificate.ts';
import type { LiveContext } from './context.ts';
import type { Exchange } from './server/exchange.ts';
import { AggregatorProxy } from './server/proxy.ts';

/** A server that runs, and the aggregator's connection to it. */
interface Running {
  readonly server: ApiServiceServer;
  readonly proxy: AggregatorProxy;
  readonly port: number;
}

export class ApiServices {
  private readonly context: LiveContext;
  private readonly backend: Backend;
  private readonly certificate: Certificate;
  private readonly running = new Map<string, Running>();
  /** Those that were told to go down and still serve: how to let them stay up. */
  private readonly closing = new Map<string, () => void>();
  private isOver = false;

  constructor(context: LiveContext, backend: Backend, certificate: Certificate) {
    this.context = context;
    this.backend = backend;
    this.certificate = certificate;
  }

  /** Starts the servers that are up from the start. */
  async start(): Promise<void> {
    const { apiServices } = this.context.scenario;
    await Promise.all(apiServices.filter(({ available }) => available).map(({ name }) => this.open(name)));
  }

  /** The aggregator has begun to look after them: which of them answer. */
  announce(cause: readonly number[]): void {
    for (const { name } of this.context.scenario.apiServices) {
      const available = this.backend.isUp(name);
      this.context.emit({ type: 'apiService.changed', name, available, cause });
    }
  }

  /** A server is told to go down, or started again. */
  turn({ name, available }: ApiServiceTurn): void {
    const service = this.context.scenario.apiServices.find(candidate => candidate.name === name);
    if (!service) return;
    this.closing.get(name)?.();
    this.closing.delete(name);
    if (available) {
      void this.open(name).then(() => this.report(name, true));
      return;
    }
    const delay = service['shutdown-delay-duration'];
    this.closing.set(
      name,
      this.context.clock.after(delay, () => {
        this.closing.delete(name);
        this.shut(name);
        this.report(name, false);
      }),
    );
  }

  /** The aggregator passes a request on. */
  pass(exchange: Exchange, service: string, body: string): void {
    const running = this.running.get(service);
    if (running) return running.proxy.pass(exchange, running.port, body);
    const { status, headers, body: text } = SERVICE_UNAVAILABLE;
    exchange.respond(status, headers, text);
  }

  /** Ends them all, with the run. */
  close(): void {
    this.isOver = true;
    for (const name of [...this.running.keys()]) this.shut(name);
    this.backend.close();
  }

  private async open(name: string): Promise<void> {
    const registry = this.backend.registryOf(name);
    if (!registry || this.running.has(name)) return;
    const server = new ApiServiceServer(registry, this.certificate);
    const port = await server.listen();
    if (this.isOver) return server.close();
    this.running.set(name, { server, port, proxy: new AggregatorProxy(this.certificate) });
  }

  private shut(name: string): void {
    const running = this.running.get(name);
    this.running.delete(name);
    running?.proxy.close();
    running?.server.close();
  }

  private report(name: string, available: boolean): void {
    if (this.isOver || !this.backend.turn(name, available) || this.context.hasExited()) return;
    this.context.emit({ type: 'apiService.changed', name, available });
  }
}

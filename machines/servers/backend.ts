/**
 * What stands behind the handler chain: the registry with everything that the chain itself serves, and one registry
 * for each server of an APIService. The simulation answers from all of them; a live run has the second servers listen.
 */
import { CACHE_CONTROL, PLAIN_ERROR_HEADERS } from '../filters/filter.ts';
import type { ApiAnswer, ApiRequest, ApiWatch } from '../registry/exchange.ts';
import { bodyTooLarge, Registry, type RegistryOptions } from '../registry/registry.ts';
import type { Scenario } from '../scenario/schema.ts';
import { withSchemasOf } from './openapi-index.ts';
import type { ApiDirectory, ServerChain } from './route.ts';
import { availabilityOf, registerOn, serviceRegistry, unregisterFrom } from './service-registry.ts';

/** The clock and chance of a backend. */
export type BackendOptions = Omit<RegistryOptions, 'lineage'>;

/** As much of a scenario as there is behind the chain. */
type ServedScenario = Pick<Scenario, 'lineage' | 'apiServices'>;

/** What the aggregator says of an APIService whose server is down (kube-aggregator pkg/apiserver/handler_proxy.go). */
export const SERVICE_UNAVAILABLE: ApiAnswer = {
  kind: 'answer',
  status: 503,
  headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
  body: 'service unavailable\n',
};

/** What a server says of paths below its roots that it does not have: go-restful's own 404. */
const NOT_FOUND: ApiAnswer = {
  kind: 'answer',
  status: 404,
  headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
  body: '404 page not found\n',
};

/** What every server answers to a body of more than `limit` bytes. */
export function tooLarge(limit: number): ApiAnswer {
  const { code, status } = bodyTooLarge(limit);
  const headers = { ...CACHE_CONTROL, 'content-type': 'application/json' };
  return { kind: 'answer', status: code, headers, body: `${JSON.stringify(status)}\n` };
}

/** What a registry answers, with the header of the cache-control filter; the 404 of its server for what it does not know. */
export function answerOf(registry: Registry, request: ApiRequest): ApiAnswer | ApiWatch {
  const result = registry.handle(request);
  if (result.kind === 'unknown') return NOT_FOUND;
  return { ...result, headers: { ...CACHE_CONTROL, ...result.headers } };
}

export class Backend {
  /** What the chain serves itself. */
  readonly registry: Registry;
  private readonly scenario: ServedScenario;
  private readonly services: ReadonlyMap<string, Registry>;
  private readonly down: Set<string>;

  /** @param registry what is stored already; absent: nothing. */
  constructor(scenario: ServedScenario, options: BackendOptions, registry?: Registry, from?: Backend) {
    const whole = { ...options, lineage: scenario.lineage };
    this.scenario = scenario;
    this.registry = registry ?? new Registry(whole);
    this.down = new Set(from?.down);
    this.services = new Map(
      scenario.apiServices.map(service => [
        service.name,
        from?.services.get(service.name)?.copy(whole) ?? serviceRegistry(service, whole),
      ]),
    );
    for (const [name, service] of this.services) this.registry.setBackend(name, service);
    if (from) return;
    for (const service of scenario.apiServices) {
      if (!service.available) this.down.add(service.name);
      registerOn(this.registry, service, service.available);
    }
  }

  /** Another one with the same content. */
  copy(options: BackendOptions): Backend {
    const { scenario, registry } = this;
    return new Backend(scenario, options, registry.copy({ ...options, lineage: scenario.lineage }), this);
  }

  /** A server of the chain answers. */
  answer(request: ApiRequest): ApiAnswer | ApiWatch {
    const answer = answerOf(this.registry, request);
    if (answer.kind === 'watch' || request.info.path !== '/openapi/v3') return answer;
    const running = this.registry.apiServices().filter(({ name }) => this.isUp(name));
    return withSchemasOf(answer, running);
  }

  /** The server of an APIService answers. */
  answerFor(service: string, request: ApiRequest): ApiAnswer | ApiWatch {
    const registry = this.services.get(service);
    return registry && this.isUp(service) ? answerOf(registry, request) : SERVICE_UNAVAILABLE;
  }

  /** The registry of an APIService's own server; null: nobody runs one here. */
  registryOf(service: string): Registry | null {
    return this.services.get(service) ?? null;
  }

  isUp(service: string): boolean {
    return this.services.has(service) && !this.down.has(service);
  }

  /** The server of an APIService comes up or goes down; false when it is so already. */
  turn(service: string, available: boolean): boolean {
    if (this.isUp(service) === available) return false;
    if (available) this.down.delete(service);
    else this.down.add(service);
    availabilityOf(this.registry, service, available);
    return true;
  }

  /** Takes the APIServices of the scenario out of what stays stored: their servers end with it. */
  close(): void {
    for (const name of this.services.keys()) {
      unregisterFrom(this.registry, name);
      this.registry.setBackend(name, null);
    }
  }

  /** The chain of servers before it. */
  get chain(): ServerChain {
    return { lineage: this.scenario.lineage, directory: directoryOf(() => this.registry) };
  }
}

/** Who of the chain owns what in a registry, at any time: custom resources and APIServices come and go. */
export function directoryOf(registry: () => Registry): ApiDirectory {
  return {
    ownerOf: group => registry().serverOf(group),
    serves: (group, version) => registry().serves(group, version),
    apiServices: () => registry().apiServices(),
    paths: () => registry().paths(),
  };
}

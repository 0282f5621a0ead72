/** A client of a registry, for tests: sends requests as a port would, and reads answers and watches. */
import { requestInfo } from '../../../machines/filters/request-info.ts';
import type { ApiAnswer, ApiResult, WatchSubscription } from '../../../machines/registry/exchange.ts';
import { type Json, type JsonObject, objectAt, stringAt } from '../../../machines/registry/json.ts';
import { Registry, type RegistryOptions } from '../../../machines/registry/registry.ts';

/** 2026-11-21T08:00:00Z. */
export const START = 1_795_248_000_000;

/** A small generator with a seed: tests depend on no chance. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface SendOptions {
  readonly accept?: string;
  readonly contentType?: string;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: JsonObject;
}

export class Client {
  readonly registry: Registry;
  /** What the clock shows; tests move it. */
  clock = START;

  constructor(options: Partial<RegistryOptions> = {}, registry?: Registry) {
    const whole = { lineage: '1.33', now: () => this.clock, random: numbers(7), ...options } as const;
    this.registry = registry ?? new Registry(whole);
  }

  request(method: string, target: string, body: string, options: SendOptions = {}): ApiResult {
    return this.registry.handle({
      info: requestInfo(method, target, 'test'),
      accept: options.accept ?? 'application/json',
      contentType:
        options.contentType ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'),
      body,
      user: 'test',
    });
  }

  /** Sends and expects an answer that is complete. */
  send(method: string, target: string, body?: Json, options: SendOptions = {}): ApiAnswer {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const result = this.request(method, target, text, options);
    if (result.kind !== 'answer') throw new Error(`${method} ${target}: ${result.kind}`);
    return result;
  }

  /** Sends, expects success and reads the body. */
  call(method: string, target: string, body?: Json, options: SendOptions = {}): JsonObject {
    const answer = this.send(method, target, body, options);
    if (answer.status >= 300) throw new Error(`${method} ${target}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as JsonObject;
  }

  /** Sends and reads the Status of a failure. */
  failure(method: string, target: string, body?: Json, options: SendOptions = {}): JsonObject {
    const answer = this.send(method, target, body, options);
    if (answer.status < 300) throw new Error(`${method} ${target} succeeded: ${answer.body}`);
    return JSON.parse(answer.body) as JsonObject;
  }

  makeConfigMap(name: string, extra: JsonObject = {}, namespace = 'default'): JsonObject {
    const { labels, ...rest } = extra;
    const metadata = { name, ...(labels === undefined ? {} : { labels }) };
    return this.call('POST', `/api/v1/namespaces/${namespace}/configmaps`, { metadata, ...rest });
  }

  watch(target: string, options: SendOptions = {}): Watch {
    const result = this.request('GET', target, '', options);
    if (result.kind !== 'watch') throw new Error(`${target}: ${JSON.stringify(result)}`);
    return new Watch(result);
  }
}

/** An open watch with the lines that have come so far. */
export class Watch {
  readonly lines: string[] = [];
  readonly subscription: WatchSubscription;
  readonly timeoutSeconds: number | null;
  readonly bookmarkSeconds: number | null;
  hasEnded = false;

  constructor(watch: Extract<ApiResult, { kind: 'watch' }>) {
    this.timeoutSeconds = watch.timeoutSeconds;
    this.bookmarkSeconds = watch.bookmarkSeconds;
    this.subscription = watch.open(
      line => this.lines.push(line),
      () => {
        this.hasEnded = true;
      },
    );
  }

  get events(): WatchEvent[] {
    return this.lines.map(line => JSON.parse(line) as unknown as WatchEvent);
  }

  /** `ADDED a`, `DELETED b`. */
  get summary(): string[] {
    return this.events.map(({ type, object }) => `${type} ${nameOf(object)}`.trim());
  }
}

export function nameOf(object: Json | undefined): string {
  return stringAt(object, 'metadata', 'name');
}

export function versionOf(object: Json | undefined): string {
  return stringAt(object, 'metadata', 'resourceVersion');
}

/** The names in a list. */
export function namesIn(list: JsonObject): string[] {
  return (list.items as readonly Json[]).map(nameOf);
}

export function metadataOf(object: JsonObject): JsonObject {
  return objectAt(object, 'metadata');
}

export const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
export const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** A CRD of widgets in example.com/v1. */
export function widgetDefinition(version: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { type: 'integer', minimum: 1 },
                    color: { type: 'string', default: 'red', enum: ['red', 'blue'] },
                  },
                },
                status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              },
            },
          },
          ...version,
        },
      ],
    },
  };
}

export const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';

export function widget(name: string, spec: JsonObject = { size: 3 }): JsonObject {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name }, spec };
}

export function pod(name: string, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'app', image: 'example.com/app:v1' }], ...spec },
  };
}

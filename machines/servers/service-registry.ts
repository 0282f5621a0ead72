/** The API of an APIService's own server: one resource in namespaces, and how the aggregator hears of it. */
import { requestInfo } from '../filters/request-info.ts';
import type { JsonObject } from '../registry/json.ts';
import { Registry, type RegistryOptions } from '../registry/registry.ts';
import type { ApiService } from '../scenario/schema.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';

/**
 * A registry that serves the resource of an APIService. It is a server of its own, of today's version whatever that of
 * its aggregator is; its other groups are never asked for.
 */
export function serviceRegistry(service: ApiService, options: RegistryOptions): Registry {
  const registry = new Registry({ ...options, lineage: '1.33' });
  const { group, version, resource } = service;
  const singular = resource.replace(/s$/, '');
  const kind = `${singular[0]?.toUpperCase()}${singular.slice(1)}`;
  send(registry, 'POST', DEFINITIONS, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${resource}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: resource, singular, kind, listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  return registry;
}

/** Tells the registry of the chain of an APIService, as whoever installs it does. */
export function registerOn(registry: Registry, service: ApiService, available: boolean): void {
  const { name, group, version } = service;
  send(registry, 'POST', SERVICES, {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name },
    spec: {
      group,
      version,
      groupPriorityMinimum: 1000,
      versionPriority: 15,
      service: { namespace: 'kube-system', name: group.replaceAll('.', '-') },
    },
  });
  availabilityOf(registry, name, available);
}

/** Takes it away again. */
export function unregisterFrom(registry: Registry, name: string): void {
  send(registry, 'DELETE', `${SERVICES}/${name}`, {});
}

/** What the aggregator's controller writes down about its server (kube-aggregator pkg/controllers/status). */
export function availabilityOf(registry: Registry, name: string, available: boolean): void {
  const condition = available
    ? { status: 'True', reason: 'Passed', message: 'all checks passed' }
    : {
        status: 'False',
        reason: 'FailedDiscoveryCheck',
        message: `failing or missing response from the server of ${name}`,
      };
  send(registry, 'PATCH', `${SERVICES}/${name}/status`, {
    status: { conditions: [{ type: 'Available', ...condition }] },
  });
}

function send(registry: Registry, method: string, path: string, body: JsonObject): void {
  registry.handle({
    info: requestInfo(method, path, 'kube-apiserver/lastcall'),
    accept: 'application/json',
    contentType: method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    body: JSON.stringify(body),
    user: 'system:apiserver',
  });
}

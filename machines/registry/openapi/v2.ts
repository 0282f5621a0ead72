/** `/openapi/v2`: everything that is served in one document, Swagger 2.0. */

import type { Lineage } from '../../lineage.ts';
import type { Json, JsonObject } from '../json.ts';
import { READABLE_TYPES } from '../media.ts';
import type { Resource } from '../resource.ts';
import { DELETE_OPTIONS, kindName, PATCH, STATUS } from './names.ts';
import { type Operation, type Parameter, pathsOf } from './operations.ts';
import { SchemaBuilder } from './schemas.ts';

export function openApiV2(resources: readonly Resource[], lineage: Lineage): JsonObject {
  const schemas = new SchemaBuilder('#/definitions/');
  const paths = new Map<string, JsonObject>();
  for (const resource of resources) {
    schemas.addResource(resource);
    for (const { path, parameters, operations } of pathsOf(resource, lineage)) {
      paths.set(path, {
        ...Object.fromEntries(
          operations.map(operation => [operation.method, operationV2(operation, resource, path, schemas)]),
        ),
        parameters: parameters.map(parameter => ({ ...parameter, required: true, uniqueItems: true })),
      });
    }
  }
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: `v${lineage}.0` },
    paths: Object.fromEntries(paths),
    definitions: Object.fromEntries(schemas.schemas),
  };
}

function operationV2(
  operation: Operation,
  resource: Resource,
  path: string,
  schemas: SchemaBuilder,
): JsonObject {
  const { group, version, kind } = resource;
  const own = kindName(resource);
  const bodies = { object: own, patch: PATCH, deleteOptions: DELETE_OPTIONS } as const;
  const answers = {
    object: own,
    list: `${own.slice(0, -kind.length)}${resource.listKind}`,
    status: STATUS,
  };
  const body: Json[] =
    operation.body === null
      ? []
      : [
          {
            name: 'body',
            in: 'body',
            required: operation.body !== 'deleteOptions',
            schema: schemas.ref(bodies[operation.body]),
          },
        ];
  const queries = operation.parameters.map((parameter: Parameter): Json => ({ ...parameter }));
  return {
    consumes: ['*/*'],
    produces: [...READABLE_TYPES],
    operationId: operationId(operation, resource, path),
    parameters: [...body, ...queries],
    responses: { '200': { description: 'OK', schema: schemas.ref(answers[operation.answer]) } },
    'x-kubernetes-action': operation.action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  };
}

/** A name for generated clients, one of its kind within the document. */
export function operationId({ action }: Operation, { group, version, kind }: Resource, path: string): string {
  const words = [...group.split('.'), version].filter(word => word !== '');
  const scope = path.includes('{namespace}') ? 'Namespaced' : '';
  const part = path.endsWith('/status') ? 'Status' : '';
  return `${action}${words.map(word => (word[0] ?? '').toUpperCase() + word.slice(1)).join('')}${scope}${kind}${part}`;
}

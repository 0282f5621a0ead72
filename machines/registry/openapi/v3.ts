/** `/openapi/v3/…`: one document for each group version (1.24 and later; k8s.io/kube-openapi pkg/handler3). */

import type { Lineage } from '../../lineage.ts';
import type { Json, JsonObject } from '../json.ts';
import { READABLE_TYPES } from '../media.ts';
import type { Resource } from '../resource.ts';
import { DELETE_OPTIONS, kindName, PATCH, STATUS } from './names.ts';
import { type Operation, type Parameter, pathsOf } from './operations.ts';
import { SchemaBuilder } from './schemas.ts';
import { operationId } from './v2.ts';

/** The document of resources of one group version. */
export function openApiV3(resources: readonly Resource[], lineage: Lineage): JsonObject {
  const schemas = new SchemaBuilder('#/components/schemas/');
  const paths = new Map<string, JsonObject>();
  for (const resource of resources) {
    schemas.addResource(resource);
    for (const { path, parameters, operations } of pathsOf(resource, lineage)) {
      paths.set(path, {
        ...Object.fromEntries(
          operations.map(operation => [operation.method, operationV3(operation, resource, path, schemas)]),
        ),
        parameters: parameters.map(parameter => ({ ...parameterV3(parameter), required: true })),
      });
    }
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: `v${lineage}.0` },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas.schemas) },
  };
}

function parameterV3({ name, in: place, type, description }: Parameter): JsonObject {
  return { name, in: place, description, schema: { type, uniqueItems: true } };
}

const PATCH_TYPES = ['application/json-patch+json', 'application/merge-patch+json'];
const STRATEGIC_TYPE = 'application/strategic-merge-patch+json';

function operationV3(
  operation: Operation,
  resource: Resource,
  path: string,
  schemas: SchemaBuilder,
): JsonObject {
  const { group, version, kind } = resource;
  const own = kindName(resource);
  const content = (name: string, types: readonly string[]): Json =>
    Object.fromEntries(types.map(type => [type, { schema: schemas.ref(name) }]));
  const bodies = { object: own, patch: PATCH, deleteOptions: DELETE_OPTIONS } as const;
  const answers = {
    object: own,
    list: `${own.slice(0, -kind.length)}${resource.listKind}`,
    status: STATUS,
  };
  const types =
    operation.body !== 'patch'
      ? READABLE_TYPES
      : resource.isCustom
        ? PATCH_TYPES
        : [...PATCH_TYPES, STRATEGIC_TYPE];
  return {
    operationId: operationId(operation, resource, path),
    parameters: operation.parameters.map(parameterV3),
    ...(operation.body === null
      ? {}
      : {
          requestBody: {
            content: content(bodies[operation.body], types),
            ...(operation.body === 'deleteOptions' ? {} : { required: true }),
          },
        }),
    responses: {
      '200': { description: 'OK', content: content(answers[operation.answer], READABLE_TYPES) },
    },
    'x-kubernetes-action': operation.action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  };
}

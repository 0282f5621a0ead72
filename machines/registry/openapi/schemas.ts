/** The types of what is served as OpenAPI schemas. */
import { isObject, type JsonObject, objectAt } from '../json.ts';
import type { Resource } from '../resource.ts';
import { DESCRIPTIONS } from '../types/descriptions.ts';
import { builtInType, type Field, type FieldType, type Scalar } from '../types/type-text.ts';
import { DELETE_OPTIONS, kindName, LIST_META, OBJECT_META, PATCH, STATUS, typeName } from './names.ts';

/** Where schemas stand in the document. */
export type RefPrefix = '#/definitions/' | '#/components/schemas/';

const SCALAR_SCHEMAS: Readonly<Record<Scalar, JsonObject>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bool: { type: 'boolean' },
  time: { type: 'string', format: 'date-time' },
  microtime: { type: 'string', format: 'date-time' },
  bytes: { type: 'string', format: 'byte' },
  quantity: { type: 'string' },
  intOrString: { type: 'string', format: 'int-or-string' },
  any: {},
};

const TYPE_META: JsonObject = {
  apiVersion: { type: 'string', description: DESCRIPTIONS.apiVersion ?? '' },
  kind: { type: 'string', description: DESCRIPTIONS.kind ?? '' },
};

export class SchemaBuilder {
  /** The schemas so far, by full name. */
  readonly schemas = new Map<string, JsonObject>();
  readonly prefix: RefPrefix;

  constructor(prefix: RefPrefix) {
    this.prefix = prefix;
    this.addCommon();
  }

  ref(name: string): JsonObject {
    return { $ref: `${this.prefix}${name}` };
  }

  /** Adds the kind and the list of a resource, with all types below. */
  addResource(resource: Resource): void {
    const { group, version, kind, listKind } = resource;
    const name = kindName(resource);
    const own = resource.typeName === null ? this.customSchema(resource) : this.struct(resource.typeName);
    this.schemas.set(name, {
      ...own,
      properties: { ...TYPE_META, ...objectAt(own, 'properties') },
      'x-kubernetes-group-version-kind': [{ group, kind, version }],
    });
    this.schemas.set(`${name.slice(0, -kind.length)}${listKind}`, {
      description: `A list of ${resource.plural}.`,
      type: 'object',
      required: ['items'],
      properties: {
        ...TYPE_META,
        items: { type: 'array', items: this.ref(name) },
        metadata: this.reference(LIST_META),
      },
      'x-kubernetes-group-version-kind': [{ group, kind: listKind, version }],
    });
  }

  private customSchema({ schema, kind }: Resource): JsonObject {
    if (schema === null) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    this.addStruct('ObjectMeta');
    const properties = objectAt(schema, 'properties');
    return {
      description: `${kind}, as its definition describes it.`,
      ...this.published(schema),
      properties: {
        ...Object.fromEntries(
          Object.entries(properties).map(([key, value]) => [
            key,
            isObject(value) ? this.published(value) : value,
          ]),
        ),
        metadata: this.reference(OBJECT_META),
      },
    };
  }

  /** OpenAPI v2 knows neither combinations nor nullable (k8s.io/apiextensions-apiserver pkg/controller/openapi/v2). */
  private published(schema: JsonObject): JsonObject {
    if (this.prefix === '#/components/schemas/') return schema;
    const {
      anyOf: _any,
      oneOf: _one,
      not: _not,
      allOf: _all,
      nullable: _null,
      default: _default,
      ...rest
    } = schema;
    return {
      ...rest,
      ...(isObject(rest.properties)
        ? {
            properties: Object.fromEntries(
              Object.entries(rest.properties).map(([key, value]) => [
                key,
                isObject(value) ? this.published(value) : value,
              ]),
            ),
          }
        : {}),
      ...(isObject(rest.items) ? { items: this.published(rest.items) } : {}),
    };
  }

  private addStruct(type: string): string {
    const name = typeName(type);
    if (!this.schemas.has(name)) {
      // Named before it is made: types refer to themselves.
      this.schemas.set(name, {});
      this.schemas.set(name, this.struct(type));
    }
    return name;
  }

  private struct(type: string): JsonObject {
    const fields = [...builtInType(type).values()];
    const required = fields.filter(field => field.required).map(({ name }) => name);
    const description = DESCRIPTIONS[type];
    return {
      ...(description === undefined ? {} : { description }),
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(fields.map(field => [field.name, this.field(type, field)])),
    };
  }

  private field(type: string, field: Field): JsonObject {
    const description = DESCRIPTIONS[`${type}.${field.name}`];
    const merges =
      field.mergeKey === null
        ? {}
        : {
            ...(field.mergeKey === '' ? {} : { 'x-kubernetes-patch-merge-key': field.mergeKey }),
            'x-kubernetes-patch-strategy': 'merge',
          };
    return {
      ...(description === undefined ? {} : { description }),
      ...this.type(field.type),
      ...merges,
    };
  }

  private type(type: FieldType): JsonObject {
    switch (type.kind) {
      case 'scalar':
        return SCALAR_SCHEMAS[type.scalar];
      case 'struct':
        return this.reference(this.addStruct(type.name));
      case 'list':
        return { type: 'array', items: this.type(type.of) };
      case 'map':
        return { type: 'object', additionalProperties: this.type(type.of) };
    }
  }

  /** In OpenAPI 3 nothing may stand beside a `$ref`: it goes into `allOf`. */
  private reference(name: string): JsonObject {
    return this.prefix === '#/definitions/' ? this.ref(name) : { allOf: [this.ref(name)] };
  }

  private addCommon(): void {
    const text = { type: 'string' };
    this.schemas.set(LIST_META, {
      description: 'What a list says of itself.',
      type: 'object',
      properties: {
        continue: text,
        remainingItemCount: { type: 'integer', format: 'int64' },
        resourceVersion: text,
        selfLink: text,
      },
    });
    this.schemas.set(STATUS, {
      description: 'The outcome of a request that has no other answer.',
      type: 'object',
      properties: {
        ...TYPE_META,
        code: { type: 'integer', format: 'int32' },
        details: { type: 'object' },
        message: text,
        metadata: this.reference(LIST_META),
        reason: text,
        status: text,
      },
      'x-kubernetes-group-version-kind': [{ group: '', kind: 'Status', version: 'v1' }],
    });
    this.schemas.set(DELETE_OPTIONS, {
      description: 'How something is deleted.',
      type: 'object',
      properties: {
        ...TYPE_META,
        dryRun: { type: 'array', items: text },
        gracePeriodSeconds: { type: 'integer', format: 'int64' },
        preconditions: { type: 'object', properties: { resourceVersion: text, uid: text } },
        propagationPolicy: text,
      },
    });
    this.schemas.set(PATCH, { description: 'A patch of one of the served kinds.', type: 'object' });
  }
}

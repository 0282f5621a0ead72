/**
 * `/openapi/v2` in protobuf, the only form in which kubectl up to 1.27 asks for it (google/gnostic
 * openapiv2/OpenAPIv2.proto): what the document in JSON says, field by field.
 */
import { arrayAt, isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../json.ts';
import { bytesField, numberField, textField } from '../protobuf/write.ts';

/** What clients ask for, first as they always did, then as it is sent: an `@` may not stand in a media type. */
export const OPENAPI_V2_PROTOBUF = [
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
] as const;

/** A document in Swagger 2.0 as a binary text. */
export function encodeOpenApiV2(document: JsonObject): string {
  const info = objectAt(document, 'info');
  return (
    textField(1, stringAt(document, 'swagger')) +
    bytesField(2, textField(1, stringAt(info, 'title')) + textField(2, stringAt(info, 'version'))) +
    bytesField(8, named(2, objectAt(document, 'paths'), encodePathItem)) +
    bytesField(9, named(1, objectAt(document, 'definitions'), encodeSchema))
  );
}

/** A map: a list of messages of name and value. */
function named(number: number, map: JsonObject, encode: (value: JsonObject) => string): string {
  return Object.entries(map)
    .map(([name, value]) =>
      bytesField(number, textField(1, name) + bytesField(2, encode(isObject(value) ? value : {}))),
    )
    .join('');
}

const METHODS = { get: 2, put: 3, post: 4, delete: 5, patch: 8 } as const;

function encodePathItem(item: JsonObject): string {
  const operations = Object.entries(METHODS).map(([method, number]) => {
    const operation = valueAt(item, method);
    return isObject(operation) ? bytesField(number, encodeOperation(operation)) : '';
  });
  return operations.join('') + parameters(9, item);
}

function encodeOperation(operation: JsonObject): string {
  return (
    textField(5, stringAt(operation, 'operationId')) +
    texts(6, arrayAt(operation, 'produces')) +
    texts(7, arrayAt(operation, 'consumes')) +
    parameters(8, operation) +
    bytesField(9, named(1, objectAt(operation, 'responses'), encodeResponse)) +
    extensions(13, operation)
  );
}

function encodeResponse(response: JsonObject): string {
  const schema = bytesField(1, encodeSchema(objectAt(response, 'schema')));
  return bytesField(1, textField(1, stringAt(response, 'description')) + bytesField(2, schema));
}

function parameters(number: number, owner: JsonObject): string {
  return arrayAt(owner, 'parameters')
    .filter(isObject)
    .map(parameter => bytesField(number, bytesField(1, encodeParameter(parameter))))
    .join('');
}

function encodeParameter(parameter: JsonObject): string {
  const place = stringAt(parameter, 'in');
  const name = stringAt(parameter, 'name');
  const description = stringAt(parameter, 'description');
  const isRequired = parameter.required === true;
  if (place === 'body') {
    const schema = encodeSchema(objectAt(parameter, 'schema'));
    return bytesField(
      1,
      textField(1, description) +
        textField(2, name) +
        textField(3, place) +
        numberField(4, isRequired) +
        bytesField(5, schema),
    );
  }
  // Parameters of the query may be empty, so that their type stands one field later.
  const isQuery = place === 'query';
  const plain =
    numberField(1, isRequired) +
    textField(2, place) +
    textField(3, description) +
    textField(4, name) +
    textField(isQuery ? 6 : 5, stringAt(parameter, 'type'));
  return bytesField(2, bytesField(isQuery ? 3 : 4, plain));
}

function encodeSchema(schema: JsonObject): string {
  const { items, additionalProperties, properties, type } = schema;
  return (
    textField(1, stringAt(schema, '$ref')) +
    textField(2, stringAt(schema, 'format')) +
    textField(3, stringAt(schema, 'title')) +
    textField(4, stringAt(schema, 'description')) +
    texts(19, arrayAt(schema, 'required')) +
    arrayAt(schema, 'enum')
      .map(value => bytesField(20, encodeAny(value)))
      .join('') +
    (isObject(additionalProperties)
      ? bytesField(21, bytesField(1, encodeSchema(additionalProperties)))
      : typeof additionalProperties === 'boolean'
        ? bytesField(21, numberField(2, additionalProperties))
        : '') +
    (typeof type === 'string' ? bytesField(22, textField(1, type)) : '') +
    (isObject(items) ? bytesField(23, bytesField(1, encodeSchema(items))) : '') +
    (isObject(properties) ? bytesField(25, named(1, properties, encodeSchema)) : '') +
    extensions(31, schema)
  );
}

/** Fields that begin with `x-`. */
function extensions(number: number, owner: JsonObject): string {
  return Object.entries(owner)
    .filter(([name, value]) => name.startsWith('x-') && value !== undefined)
    .map(([name, value]) => bytesField(number, textField(1, name) + bytesField(2, encodeAny(value as Json))))
    .join('');
}

/** Any value as YAML: JSON is YAML. */
function encodeAny(value: Json): string {
  return textField(2, `${JSON.stringify(value)}\n`);
}

function texts(number: number, values: readonly Json[]): string {
  return values.map(value => textField(number, String(value))).join('');
}

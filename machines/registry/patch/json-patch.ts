/** JSON patch (RFC 6902). All operations or none: a failing one throws. */
import { isArray, isObject, type Json, jsonEqual } from '../json.ts';
import { changeAtPointer, PointerError, parsePointer, valueAtPointer } from './json-pointer.ts';

/** What is wrong with a patch, or why it does not fit the document. */
export class JsonPatchError extends Error {
  /** The patch itself cannot be read; otherwise it does not fit the document. */
  readonly isMalformed: boolean;

  constructor(message: string, isMalformed: boolean) {
    super(message);
    this.isMalformed = isMalformed;
  }
}

/** As many as kube-apiserver takes (k8s.io/apiserver pkg/endpoints/handlers/patch.go, maxJSONPatchOperations). */
export const MOST_OPERATIONS = 10_000;

export function jsonPatch(document: Json, patch: Json): Json {
  if (!isArray(patch)) throw new JsonPatchError('a JSON patch is an array of operations', true);
  if (patch.length > MOST_OPERATIONS)
    throw new JsonPatchError(
      `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${patch.length}`,
      true,
    );
  return patch.reduce<Json>((value, operation, index) => apply(value, operation, index), document);
}

function apply(document: Json, operation: Json, index: number): Json {
  if (!isObject(operation)) throw new JsonPatchError(`operation ${index} is no object`, true);
  const { op } = operation;
  const pointerOf = (key: 'path' | 'from'): string[] => {
    const pointer = operation[key];
    if (typeof pointer !== 'string') throw new JsonPatchError(`operation ${index} has no ${key}`, true);
    return parsePointer(pointer);
  };
  const value = (): Json => {
    if (operation.value === undefined) throw new JsonPatchError(`operation ${index} has no value`, true);
    return operation.value;
  };
  try {
    switch (op) {
      case 'add':
        return changeAtPointer(document, pointerOf('path'), { kind: 'add', value: value() });
      case 'remove':
        return changeAtPointer(document, pointerOf('path'), { kind: 'remove' });
      case 'replace': {
        return changeAtPointer(document, pointerOf('path'), { kind: 'replace', value: value() });
      }
      case 'move': {
        const from = pointerOf('from');
        const path = pointerOf('path');
        if (path.length > from.length && from.every((step, place) => path[place] === step))
          throw new PointerError('a value cannot be moved into itself');
        const moved = valueAtPointer(document, from);
        if (from.length === path.length && from.every((step, place) => path[place] === step)) return document;
        const without = changeAtPointer(document, from, { kind: 'remove' });
        return changeAtPointer(without, path, { kind: 'add', value: moved });
      }
      case 'copy':
        return changeAtPointer(document, pointerOf('path'), {
          kind: 'add',
          value: valueAtPointer(document, pointerOf('from')),
        });
      case 'test': {
        const path = pointerOf('path');
        if (!jsonEqual(valueAtPointer(document, path), value()))
          throw new JsonPatchError(
            `testing value ${JSON.stringify(operation.path)} failed: test failed`,
            false,
          );
        return document;
      }
      default:
        throw new JsonPatchError(`Unexpected kind: ${typeof op === 'string' ? op : 'unknown'}`, true);
    }
  } catch (error) {
    if (error instanceof PointerError)
      throw new JsonPatchError(`${String(op)} operation does not apply: ${error.message}`, false);
    throw error;
  }
}

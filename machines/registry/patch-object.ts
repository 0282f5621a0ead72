/** PATCH: the object that a patch makes of the stored one (k8s.io/apiserver pkg/endpoints/handlers/patch.go). */
import { readJson } from './body.ts';
import { groupVersion } from './encode.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { mediaTypeOf } from './media.ts';
import { JsonPatchError, jsonPatch } from './patch/json-patch.ts';
import { mergePatch } from './patch/merge-patch.ts';
import { StrategicMergeError, strategicMerge } from './patch/strategic-merge.ts';
import type { Resource } from './resource.ts';
import { badRequest, unprocessable, unsupportedMediaType } from './status.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json';

/**
 * Differs from Go: server-side apply (`application/apply-patch+yaml`) is refused with 415: field ownership is not
 * kept, and merging without it would not be what was asked for.
 */
function patchTypes(resource: Resource): readonly string[] {
  return resource.isCustom ? [JSON_PATCH, MERGE_PATCH] : [JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH];
}

/** Throws a 415 for a patch of a type that the resource does not take. */
export function checkPatchType(contentType: string, resource: Resource): void {
  const types = patchTypes(resource);
  if (!types.includes(mediaTypeOf(contentType))) throw unsupportedMediaType(types);
}

/** The body that a PUT would have had. Throws a 400 or 422. */
export function patchObject(
  stored: JsonObject,
  body: string,
  contentType: string,
  resource: Resource,
): JsonObject {
  const type = mediaTypeOf(contentType);
  const { kind, group, version } = resource;
  const current: JsonObject = { kind, apiVersion: groupVersion(group, version), ...stored };
  const patch = readJson(body, kind);
  const patched = apply(current, patch, type, resource);
  if (!isObject(patched)) throw unprocessable();
  return patched;
}

function apply(current: JsonObject, patch: Json, type: string, resource: Resource): Json {
  if (type === JSON_PATCH) {
    try {
      return jsonPatch(current, patch);
    } catch (error) {
      if (!(error instanceof JsonPatchError)) throw error;
      throw error.isMalformed ? badRequest(error.message) : unprocessable();
    }
  }
  if (!isObject(patch))
    throw badRequest(
      `json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`,
    );
  if (type === MERGE_PATCH || resource.typeName === null) return mergePatch(current, patch);
  try {
    return strategicMerge(current, patch, resource.typeName);
  } catch (error) {
    if (error instanceof StrategicMergeError) throw badRequest(error.message);
    throw error;
  }
}

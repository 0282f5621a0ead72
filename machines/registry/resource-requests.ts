/** Requests for resources: which operation it is, and its answer (k8s.io/apiserver pkg/endpoints/installer.go). */
import { queryValue } from '../filters/query.ts';
import { atLeast } from '../lineage.ts';
import { type Api, type Target, targetOf } from './api.ts';
import { checkType, readBody } from './body.ts';
import type { Controllers } from './controllers.ts';
import { createObject } from './create.ts';
import { deleteObject, deletionStatus, parseDeleteOptions } from './delete.ts';
import type { ApiRequest, ApiResult } from './exchange.ts';
import { printed } from './field-error.ts';
import type { JsonObject } from './json.ts';
import { listPage } from './list.ts';
import { isTrue, parseListOptions, readResourceVersion } from './list-options.ts';
import { CONTENT_TYPES, encodeBody, negotiate } from './media.ts';
import { checkPatchType, patchObject } from './patch-object.ts';
import { encodeList, encodeOne, type Presentation } from './represent.ts';
import { storageKey } from './resource.ts';
import {
  badRequest,
  invalid,
  methodNotAllowed,
  notFound,
  type StatusError,
  tooLargeResourceVersion,
} from './status.ts';
import { objectKey } from './store.ts';
import type { IncludeObject } from './table.ts';
import { updateObject } from './update.ts';
import { warningHeader } from './warnings.ts';
import { watchResource } from './watch-request.ts';
import { parseWriteOptions, type WriteOptions } from './write-options.ts';

/** More unknown fields are not named (sigs.k8s.io/json). */
const MOST_UNKNOWN = 100;

export class ResourceRequests {
  private readonly api: Api;
  private readonly controllers: Controllers;

  constructor(api: Api, controllers: Controllers) {
    this.api = api;
    this.controllers = controllers;
  }

  /** Throws a StatusError for what goes wrong. */
  handle(request: ApiRequest): ApiResult {
    const { info } = request;
    const target = targetOf(info, this.api.catalog);
    if (target === null) return { kind: 'unknown' };
    const method = info.method;
    const isOldWatch = info.verb === 'watch' && info.path.split('/').includes('watch');
    if (method === 'GET' && (target.name === '' || isOldWatch))
      return info.verb === 'watch' ? this.watch(request, target) : this.list(request, target);
    if (target.name === '') {
      const isScoped = !target.resource.isNamespaced || target.namespace !== '';
      if (method === 'POST' && isScoped) return this.create(request, target);
      if (method === 'DELETE' && isScoped && target.resource.hasDeleteCollection)
        return this.deleteCollection(request, target);
      throw methodNotAllowed();
    }
    switch (method) {
      case 'GET':
        return this.get(request, target);
      case 'PUT':
        return this.update(request, target);
      case 'PATCH':
        return this.patch(request, target);
      case 'DELETE':
        if (!target.isStatus) return this.delete(request, target);
    }
    throw methodNotAllowed();
  }

  /** How the client wants its answer. Throws a 406. */
  private presentation({ accept, info }: ApiRequest, target: Target): Presentation {
    const { lineage, now } = this.api;
    // Tables of meta.k8s.io/v1beta1 came with 1.10, those of v1 with 1.15.
    const tables = atLeast(lineage, '1.16') ? ['v1', 'v1beta1'] : atLeast(lineage, '1.10') ? ['v1beta1'] : [];
    const { shape } = negotiate(accept, { tables });
    const include = queryValue(info.query, 'includeObject') ?? '';
    if (include !== '' && include !== 'None' && include !== 'Metadata' && include !== 'Object')
      throw badRequest(`unrecognized includeObject value: ${JSON.stringify(include)}`);
    const chosen: IncludeObject = include === '' ? 'Metadata' : include;
    return { resource: target.resource, shape, include: chosen, now };
  }

  private answer(
    request: ApiRequest,
    status: number,
    json: string,
    warnings: readonly string[] = [],
  ): ApiResult {
    const { format } = negotiate(request.accept, { tables: ['v1', 'v1beta1'] });
    const isPretty = isTrue(queryValue(request.info.query, 'pretty') ?? 'false');
    return {
      kind: 'answer',
      status,
      headers: { 'content-type': CONTENT_TYPES[format], ...warningHeader(warnings) },
      body: encodeBody(json, format, isPretty),
    };
  }

  private get(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { store } = this.api;
    const asked = readResourceVersion(queryValue(request.info.query, 'resourceVersion') ?? '');
    if (asked !== null && asked > store.resourceVersion)
      throw tooLargeResourceVersion(asked, store.resourceVersion);
    return this.answer(request, 200, encodeOne(this.stored(target), presentation));
  }

  private stored({ resource, namespace, name }: Target): JsonObject {
    const object = this.api.store.get(storageKey(resource), objectKey(namespace, name));
    if (object === null) throw notFound(resource, name);
    return object;
  }

  private list(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { info } = request;
    const options = parseListOptions(
      info.query,
      target.resource,
      target.namespace,
      target.name,
      this.api.lineage,
      false,
    );
    const { objects, metadata } = listPage(this.api.store, target.resource, options);
    return this.answer(request, 200, encodeList(objects, metadata, presentation));
  }

  private watch(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    return watchResource(this.api, target, request.info.query, presentation);
  }

  private create(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { resource } = target;
    const options = parseWriteOptions(request.info.query, 'CreateOptions', this.api.lineage);
    const body = checkType(readBody(request.body, request.contentType, resource.kind), resource);
    const { object, unknown } = resource.decode(body);
    const warnings = this.checkUnknown(unknown, options, target, null);
    const created = createObject(this.api, target, object, options.isDryRun);
    if (!options.isDryRun) this.controllers.after(resource, created, false);
    return this.answer(request, 201, encodeOne(created, presentation), warnings);
  }

  private update(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { resource } = target;
    const options = parseWriteOptions(request.info.query, 'UpdateOptions', this.api.lineage);
    const body = checkType(readBody(request.body, request.contentType, resource.kind), resource);
    return this.write(request, target, body, options, presentation, null);
  }

  private patch(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const options = parseWriteOptions(request.info.query, 'PatchOptions', this.api.lineage);
    const { body, contentType } = request;
    checkPatchType(contentType, target.resource);
    const patched = patchObject(this.stored(target), body, contentType, target.resource);
    return this.write(request, target, checkType(patched, target.resource), options, presentation, body);
  }

  private write(
    request: ApiRequest,
    target: Target,
    body: JsonObject,
    options: WriteOptions,
    presentation: Presentation,
    patch: string | null,
  ): ApiResult {
    const { resource } = target;
    const { object, unknown } = resource.decode(body);
    const warnings = this.checkUnknown(unknown, options, target, patch);
    const updated = updateObject(this.api, target, object, options.isDryRun);
    if (!options.isDryRun) this.controllers.after(resource, updated.object, updated.isGone);
    return this.answer(request, updated.isNew ? 201 : 200, encodeOne(updated.object, presentation), warnings);
  }

  /** Unknown fields are an error or a warning. Throws a 400, or of a patch a 422. */
  private checkUnknown(
    unknown: readonly string[],
    { fieldValidation }: WriteOptions,
    { resource }: Target,
    patch: string | null,
  ): string[] {
    if (unknown.length === 0 || fieldValidation === 'Ignore') return [];
    const texts = unknown.slice(0, MOST_UNKNOWN).map(field => `unknown field ${JSON.stringify(field)}`);
    if (fieldValidation === 'Warn') return texts;
    const why = `strict decoding error: ${texts.join(', ')}`;
    const { kind, version } = resource;
    if (patch !== null)
      throw invalid({ group: '', plural: '', kind: '' }, '', [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${printed(patch)}: ${why}`,
          field: 'patch',
        },
      ]);
    throw badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${why}`);
  }

  private delete(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { info, body, contentType } = request;
    const options = parseDeleteOptions(info.query, body, contentType);
    const { object, isGone } = deleteObject(this.api, target, options);
    if (!options.isDryRun) this.controllers.after(target.resource, object, isGone);
    if (!isGone || target.resource.returnsDeleted) {
      // What the controllers have made of it since is what the client sees.
      const now = this.api.store.get(storageKey(target.resource), objectKey(target.namespace, target.name));
      return this.answer(request, 200, encodeOne(isGone ? object : (now ?? object), presentation));
    }
    return this.answer(request, 200, JSON.stringify(deletionStatus(object, target)));
  }

  private deleteCollection(request: ApiRequest, target: Target): ApiResult {
    const presentation = this.presentation(request, target);
    const { info, body, contentType } = request;
    const { resource, namespace } = target;
    const list = parseListOptions(info.query, resource, namespace, '', this.api.lineage, false);
    const options = parseDeleteOptions(info.query, body, contentType);
    const { objects, metadata } = listPage(this.api.store, resource, list);
    for (const object of objects) {
      const name = (object.metadata as JsonObject).name as string;
      const one = { ...target, name };
      // A controller may have taken it along with another one.
      if (this.api.store.get(storageKey(resource), objectKey(namespace, name)) === null) continue;
      const deleted = deleteObject(this.api, one, options);
      if (!options.isDryRun) this.controllers.after(resource, deleted.object, deleted.isGone);
    }
    return this.answer(request, 200, encodeList(objects, metadata, presentation));
  }
}

/** A failure as an answer. */
export function failure(error: StatusError): ApiResult {
  return {
    kind: 'answer',
    status: error.code,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(error.status)}\n`,
  };
}

/** The OpenAPI documents of what is served now: made when asked for, and again when a definition changes. */
import type { Lineage } from '../../lineage.ts';
import type { Catalog } from '../catalog.ts';
import type { Resource } from '../resource.ts';
import { rootOf } from './operations.ts';
import { openApiV2 } from './v2.ts';
import { encodeOpenApiV2 } from './v2-protobuf.ts';
import { openApiV3 } from './v3.ts';

interface Cached {
  readonly resources: readonly Resource[];
  readonly text: string;
}

/** More group versions than this are not kept: they are made again each time. */
const MOST_CACHED = 50;

export class OpenApiDocuments {
  private readonly cache = new Map<string, Cached>();
  private readonly catalog: Catalog;
  private readonly lineage: Lineage;

  constructor(catalog: Catalog, lineage: Lineage) {
    this.catalog = catalog;
    this.lineage = lineage;
  }

  v2(): string {
    return this.kept('v2', this.catalog.all(), resources =>
      JSON.stringify(openApiV2(resources, this.lineage)),
    );
  }

  /** The same in protobuf, one byte per character. */
  v2Protobuf(): string {
    return this.kept('v2.pb', this.catalog.all(), resources =>
      encodeOpenApiV2(openApiV2(resources, this.lineage)),
    );
  }

  /** The roots of v3: `/openapi/v3` names each with a hash, so that a client knows when it has changed. */
  v3Index(): string {
    const paths = new Map<string, { serverRelativeURL: string }>();
    for (const { group, version } of this.catalog.all()) {
      const root = rootOf(group, version).slice(1);
      if (paths.has(root)) continue;
      const hash = hashOf(this.v3(group, version) ?? '');
      paths.set(root, { serverRelativeURL: `/openapi/v3/${root}?hash=${hash}` });
    }
    return JSON.stringify({ paths: Object.fromEntries(paths) });
  }

  /** null: nothing is served there. */
  v3(group: string, version: string): string | null {
    const resources = this.catalog.inGroupVersion(group, version);
    if (resources.length === 0) return null;
    return this.kept(rootOf(group, version), resources, found =>
      JSON.stringify(openApiV3(found, this.lineage)),
    );
  }

  private kept(
    key: string,
    resources: readonly Resource[],
    make: (resources: readonly Resource[]) => string,
  ): string {
    const cached = this.cache.get(key);
    if (
      cached?.resources.length === resources.length &&
      cached.resources.every((resource, index) => resource === resources[index])
    )
      return cached.text;
    const text = make(resources);
    if (this.cache.size < MOST_CACHED || this.cache.has(key)) this.cache.set(key, { resources, text });
    return text;
  }
}

/** FNV-1a in 32 bits: it has to differ when the text does, nothing else. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

/** What the API has stored, from one run of the server to the next: in a cluster it lies in etcd, another process. */
import type { Lineage } from '../../machines/lineage.ts';
import { Registry } from '../../machines/registry/registry.ts';
import { STORED } from './server/api.ts';

export class StoredObjects {
  private kept: Registry | null = null;

  /** The registry of a server of this version, with everything that the servers before it have stored. */
  registryOf(lineage: Lineage): Registry {
    const options = { ...STORED, lineage };
    this.kept = this.kept?.copy(options) ?? new Registry(options);
    return this.kept;
  }

  /** Forgets everything. */
  clear(): void {
    this.kept = null;
  }
}

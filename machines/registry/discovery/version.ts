/** `/version` (k8s.io/apimachinery pkg/version/types.go). */

import type { Lineage } from '../../lineage.ts';
import type { JsonObject } from '../json.ts';

/** The version whose behaviour is modelled. Of a build there is nothing to say: this one was not compiled by Go. */
export function versionInfo(lineage: Lineage): JsonObject {
  const [major = '', minor = ''] = lineage.split('.');
  return {
    major,
    minor,
    gitVersion: `v${lineage}.0`,
    gitCommit: '',
    gitTreeState: '',
    buildDate: '',
    goVersion: '',
    compiler: '',
    platform: '',
  };
}

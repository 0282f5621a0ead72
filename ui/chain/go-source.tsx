/** A file of k8s.io/apiserver as a link, in a version that has it. */
import { atLeast, type Lineage } from '../../machines/lineage.ts';
import { tr } from '../words/language.ts';

interface GoSourceProps {
  /** The file, from the root of its repository. */
  readonly path: string;
  readonly lineage: Lineage;
  /** The last version that has it; absent: it is still there. */
  readonly until?: string | undefined;
}

/** Files were moved about in early versions: what is still there is shown where the names of today are. */
const SETTLED: Lineage = '1.25';

export function GoSource({ path, lineage, until }: GoSourceProps) {
  const version = until === undefined && !atLeast(lineage, SETTLED) ? SETTLED : lineage;
  // Before 0.17 the repository had no tags of its own numbers.
  const tag = atLeast(version, '1.20') ? `v0.${version.slice(2)}.0` : `kubernetes-${version}.0`;
  return (
    <a
      className="src"
      href={`https://github.com/kubernetes/apiserver/blob/${tag}/${path}`}
      title={tr('{path} in Kubernetes {version}', { path, version })}
      target="_blank"
      rel="noreferrer"
    >
      {path}
    </a>
  );
}

/**
 * `k8s.io/apiserver pkg/server/file.go, Function` as a link to the file in the version of the lineage, or
 * `kubernetes v1.20.1 path/file.go, Function` to the file in that version.
 */
export function SourceLink({
  source,
  lineage,
}: {
  readonly source: string;
  readonly lineage: string | null;
}) {
  const found = placeOf(source, lineage);
  if (!found) return <span className="src">{source}</span>;
  return (
    <a className="src" href={`https://github.com/kubernetes/${found.path}`} target="_blank" rel="noreferrer">
      {found.path.split('/').at(-1)}, {found.what}
    </a>
  );
}

interface Place {
  readonly path: string;
  readonly what: string;
}

function placeOf(source: string, lineage: string | null): Place | null {
  const [, library, libraryWhat = ''] = /^k8s\.io\/apiserver (\S+\.go), (.+)$/.exec(source) ?? [];
  const version = lineage === null ? 'master' : `v0.${lineage.slice(2)}.0`;
  if (library !== undefined) return { path: `apiserver/blob/${version}/${library}`, what: libraryWhat };
  const [, tag, file, what = ''] = /^kubernetes (v\S+) (.+\.go), (.+)$/.exec(source) ?? [];
  return file === undefined ? null : { path: `kubernetes/blob/${tag}/${file.replaceAll(' ', '/')}`, what };
}

/** `k8s.io/apiserver pkg/server/file.go, Function` as a link to the file in the version of the lineage. */
export function SourceLink({
  source,
  lineage,
}: {
  readonly source: string;
  readonly lineage: string | null;
}) {
  const match = /^k8s\.io\/apiserver (\S+\.go), (.+)$/.exec(source);
  if (!match?.[1]) return <span className="src">{source}</span>;
  const version = lineage === null ? 'master' : `v0.${lineage.slice(2)}.0`;
  const file = match[1].split('/').at(-1);
  return (
    <a
      className="src"
      href={`https://github.com/kubernetes/apiserver/blob/${version}/${match[1]}`}
      target="_blank"
      rel="noreferrer"
    >
      {file}, {match[2]}
    </a>
  );
}

/** What a version before 1.25 did with a stop, what was wrong with it, and where that is written. */
import type { LineageFact } from '../../machines/lifecycle/lineage-facts.ts';
import { tr } from '../words/language.ts';
import { SourceLink } from './source-link.tsx';

interface StepWhyProps {
  readonly step: LineageFact;
  /** There is no moment to explain beside it. */
  readonly isAll?: boolean;
}

export function StepWhy({ step, isAll = false }: StepWhyProps) {
  const { versions, terminates, defect, reference, mendedIn, source } = step;
  return (
    <>
      {isAll && (
        <>
          <h2>kube-apiserver {versions}</h2>
          <p>{tr.text(terminates)}</p>
        </>
      )}
      {defect !== null && (
        <>
          <h3>{tr('What was wrong with {versions}', { versions })}</h3>
          <p>
            {tr.text(defect)} {mendedIn !== null && tr('Mended in {lineage}.', { lineage: mendedIn })}
          </p>
          {reference !== null && <Reference reference={reference} />}
        </>
      )}
      <h3>{tr('Source')}</h3>
      <SourceLink source={source} lineage={null} />
    </>
  );
}

/** `PR 88911` or `issue 131052` of kubernetes/kubernetes. */
function Reference({ reference }: { readonly reference: string }) {
  const [kind, number] = reference.split(' ');
  return (
    <a
      className="src"
      href={`https://github.com/kubernetes/kubernetes/${kind === 'PR' ? 'pull' : 'issues'}/${number}`}
      target="_blank"
      rel="noreferrer"
    >
      {reference}
    </a>
  );
}

/** In words, in what the draft differs from the scenario that it was made from. */
import { tr } from '../words/language.ts';
import type { Difference } from './differences.ts';

/** So many are said in words; the others are counted, and marked in the form. */
const MOST_SAID = 4;

interface ChangeListProps {
  readonly differences: readonly Difference[];
  /** The scenario of the library; null: it differs from the one that runs. */
  readonly library: string | null;
}

export function ChangeList({ differences, library }: ChangeListProps) {
  if (differences.length === 0)
    return (
      <p className="changes">
        {library === null ? tr('As it runs.') : tr('As the library has {name}.', { name: library })}
      </p>
    );
  const said = differences.slice(0, MOST_SAID);
  return (
    <p className="changes">
      {library === null ? tr('Not as it runs:') : tr('Not as the library has {name}:', { name: library })}{' '}
      {said.map((difference, index) => (
        <span key={`${difference.path.join('.')} ${difference.name}`}>
          {index > 0 && ' · '}
          <b>{difference.name}</b> {changeWords(difference)}
        </span>
      ))}
      {differences.length > MOST_SAID && ` · ${tr('{n} more', { n: differences.length - MOST_SAID })}`}
    </p>
  );
}

function changeWords({ change, was, is }: Difference): string {
  if (change === 'added') return tr('added');
  if (change === 'removed') return tr('taken out');
  return `${was ?? '–'} → ${is ?? '–'}`;
}

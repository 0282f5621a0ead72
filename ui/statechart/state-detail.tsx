/** What a chosen state means, and what leads out of it. */
import { type Statechart, statesOf } from '../../machines/view/statechart.ts';
import type { ChartMarks } from '../../machines/view/statechart-run.ts';
import { tr } from '../words/language.ts';
import { MARK_WORDS, transitionWords } from './words.ts';

interface StateDetailProps {
  readonly chart: Statechart;
  readonly marks: ChartMarks | null;
  readonly selected: string | null;
}

export function StateDetail({ chart, marks, selected }: StateDetailProps) {
  const state = statesOf(chart.root).find(({ id }) => id === selected);
  if (!state) return null;
  const mark = marks?.states.get(state.id);
  const leaving = chart.transitions.filter(({ source }) => source === state.id);
  return (
    <div className="sc-detail" role="status">
      <h3>
        <b>{state.name}</b>
        {mark && <span className={`sc-mark ${mark}`}>{tr(MARK_WORDS[mark])}</span>}
      </h3>
      {state.description && <p>{tr.text(state.description)}</p>}
      {leaving.length > 0 && (
        <ul>
          {leaving.map(transition => (
            <li key={transition.id} className={marks?.transitions.get(transition.id)}>
              <b>{transitionWords(chart, transition)}</b>
              {transition.description && <span>{tr.text(transition.description)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

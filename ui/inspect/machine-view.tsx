/** One actor: its statechart with the states that are active, its value and its context. */
import { useMemo, useState } from 'react';
import type { WatchedActor } from '../../machines/inspect/watched.ts';
import { watchedMarks } from '../../machines/inspect/watched-marks.ts';
import { Sections } from '../statechart/sections.tsx';
import { useLayout } from '../statechart/use-layout.ts';
import '../statechart/statechart.css';
import { tr } from '../words/language.ts';
import { STATUS_WORDS } from './actor-tree.tsx';
import { regionWords, valueWords } from './value-words.ts';

export function MachineView({ actor }: { readonly actor: WatchedActor }) {
  const { chart, trail, status } = actor;
  const [selected, select] = useState<string | null>(null);
  const { sections, problem } = useLayout(chart, 'large');
  const marks = useMemo(
    () => (chart && trail ? watchedMarks(chart, trail, status !== 'active') : null),
    [chart, trail, status],
  );
  return (
    <section className="inspect-machine" aria-label={tr('Statechart of {name}', { name: actor.name })}>
      <h2>
        {actor.name} <small>{tr(STATUS_WORDS[status])}</small>
      </h2>
      {chart?.root.description && <p>{chart.root.description}</p>}
      {!chart && <p>{tr('This actor is no state machine, or its definition did not come with it.')}</p>}
      {problem !== null && <p role="alert">{tr('The chart cannot be drawn: {problem}', { problem })}</p>}
      <Sections
        sections={sections}
        marks={marks}
        selected={selected}
        onSelect={select}
        wordsOf={region => regionWords(actor.value, region.name)}
      />
      <dl className="inspect-facts">
        {actor.value !== '' && (
          <>
            <dt>{tr('State')}</dt>
            <dd data-value={actor.value}>{valueWords(actor.value)}</dd>
          </>
        )}
        {actor.context !== '' && (
          <>
            <dt>{tr('Context')}</dt>
            <dd>
              <pre>{actor.context}</pre>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** One actor: its statechart with the states that are active, its value and its context. */
import { useEffect, useMemo, useState } from 'react';
import type { WatchedActor } from '../../machines/inspect/watched.ts';
import { watchedMarks } from '../../machines/inspect/watched-marks.ts';
import type { Statechart } from '../../machines/view/statechart.ts';
import { Section } from '../statechart/drawing.tsx';
import { layoutOf } from '../statechart/engine.ts';
import type { SectionLayout } from '../statechart/layout.ts';
import { Scaled } from '../statechart/scaled.tsx';
import '../statechart/statechart.css';
import { tr } from '../words/language.ts';
import { STATUS_WORDS } from './actor-tree.tsx';
import { regionWords, valueWords } from './value-words.ts';

export function MachineView({ actor }: { readonly actor: WatchedActor }) {
  const { chart, trail, status } = actor;
  const [selected, select] = useState<string | null>(null);
  const { sections, problem } = useSections(chart);
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
      <div className="sc-sections">
        {sections?.map(section => (
          <figure key={section.state.id} className="sc-section" data-section={section.state.name}>
            {sections.length > 1 && (
              <figcaption>
                <b>{section.state.name}</b>
                <span>{regionWords(actor.value, section.state.name)}</span>
              </figcaption>
            )}
            <Scaled section={section} marks={marks}>
              <Section section={section} marks={marks} selected={selected} onSelect={select} />
            </Scaled>
          </figure>
        ))}
      </div>
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

interface Laid {
  readonly of: Statechart | null;
  readonly sections: readonly SectionLayout[] | null;
  readonly problem: string | null;
}

function useSections(chart: Statechart | null): Laid {
  const [laid, set] = useState<Laid>({ of: null, sections: null, problem: null });
  useEffect(() => {
    if (!chart) return;
    let isWanted = true;
    layoutOf(chart, 'large').then(
      sections => isWanted && set({ of: chart, sections, problem: null }),
      error => {
        const problem = error instanceof Error ? error.message : String(error);
        if (isWanted) set({ of: chart, sections: null, problem });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [chart]);
  return laid.of === chart ? laid : { of: chart, sections: null, problem: null };
}

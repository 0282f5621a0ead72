/** The drawings of a machine's regions, one below the other. */
import type { ComponentProps } from 'react';
import { Section } from './drawing.tsx';
import { Scaled } from './scaled.tsx';

type Drawn = ComponentProps<typeof Section>;

interface SectionsProps extends Omit<Drawn, 'section'> {
  /** null: not laid out yet. */
  readonly sections: readonly Drawn['section'][] | null;
  /** What stands beside the name of a region: the states that it is in. */
  readonly wordsOf: (region: Drawn['section']['state']) => string | undefined;
}

export function Sections({ sections, marks, selected, onSelect, wordsOf }: SectionsProps) {
  return (
    <div className="sc-sections">
      {sections?.map(section => (
        <figure key={section.state.id} className="sc-section" data-section={section.state.name}>
          {sections.length > 1 && (
            <figcaption>
              <b>{section.state.name}</b>
              <span>{wordsOf(section.state)}</span>
            </figcaption>
          )}
          <Scaled section={section} marks={marks}>
            <Section section={section} marks={marks} selected={selected} onSelect={onSelect} />
          </Scaled>
        </figure>
      ))}
    </div>
  );
}

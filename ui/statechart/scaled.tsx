/** A section as wide as the panel, but never so small that nobody can read it. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { ChartMarks } from '../../machines/view/statechart-run.ts';
import { tr } from '../words/language.ts';
import type { SectionLayout } from './layout.ts';

/** At this scale the text is 10 px high: what is still too wide scrolls sideways. */
const LEAST_SCALE = 0.8;
const REM_PX = 16;

interface ScaledProps {
  readonly section: SectionLayout;
  readonly marks: ChartMarks | null;
  readonly children: ReactNode;
}

export function Scaled({ section, marks, children }: ScaledProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const active = section.boxes.findLast(({ state }) => {
    const mark = marks?.states.get(state.id) ?? 'never';
    return mark !== 'never' && mark !== 'was';
  });
  const middle = active ? active.x + active.width / 2 : section.width / 2;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || box.scrollWidth <= box.clientWidth) return;
    box.scrollLeft = (middle / section.width) * box.scrollWidth - box.clientWidth / 2;
  }, [middle, section]);
  return (
    <div ref={scroller} className="sc-scroll">
      <svg
        viewBox={`0 0 ${section.width} ${section.height}`}
        style={{
          width: `${section.width / REM_PX}rem`,
          maxWidth: '100%',
          minWidth: `${(section.width * LEAST_SCALE) / REM_PX}rem`,
        }}
      >
        <title>
          {tr('{name}, drawn; the list of regions says the same in words', { name: section.state.name })}
        </title>
        {children}
      </svg>
    </div>
  );
}

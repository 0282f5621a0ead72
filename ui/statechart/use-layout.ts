/** A chart laid out, off the page's own thread. */
import { useEffect, useState } from 'react';
import type { Statechart } from '../../machines/view/statechart.ts';
import type { Size } from './elk-graph.ts';
import { layoutOf } from './engine.ts';
import type { SectionLayout } from './layout.ts';

export interface LaidOut {
  readonly sections: readonly SectionLayout[] | null;
  /** Why there are none; null: they are there, or are on their way. */
  readonly problem: string | null;
}

const NOTHING: LaidOut = { sections: null, problem: null };

/** The drawing of a chart, as it comes from the layout engine; nothing as long as there is no chart. */
export function useLayout(chart: Statechart | null, size: Size): LaidOut {
  const [{ of, laidOut }, set] = useState({ of: chart, laidOut: NOTHING });
  useEffect(() => {
    if (!chart) return;
    let isWanted = true;
    layoutOf(chart, size).then(
      sections => isWanted && set({ of: chart, laidOut: { sections, problem: null } }),
      error => {
        const problem = error instanceof Error ? error.message : String(error);
        if (isWanted) set({ of: chart, laidOut: { sections: null, problem } });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [chart, size]);
  return of === chart ? laidOut : NOTHING;
}

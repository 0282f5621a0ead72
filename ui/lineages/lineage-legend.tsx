/** What the shapes of the pictures stand for, each drawn as it is drawn there. */
import type { RowPart } from '../../machines/recording/lineage-table.ts';
import {
  LEGEND_HEIGHT,
  LEGEND_WIDTH,
  legendPath,
  tickPath,
} from '../../machines/view/drawing/lineage-shapes.ts';
import { LEGEND } from '../../machines/view/drawing/lineage-words.ts';
import { tr } from '../words/language.ts';

const MIDDLE = LEGEND_HEIGHT / 2;

export function LineageLegend({ parts }: { readonly parts: readonly RowPart[] }) {
  return (
    <ul className="lineage-legend">
      <li>
        <svg width={12} height={LEGEND_HEIGHT} className="lineage-chart" aria-hidden="true">
          <circle className="named" cx={6} cy={6} r={4} />
        </svg>
        {tr('a signal')}
      </li>
      <li>
        <svg width={8} height={LEGEND_HEIGHT} className="lineage-chart" aria-hidden="true">
          <path className="unnamed" d={tickPath(4, MIDDLE)} />
        </svg>
        {tr('a moment without a name')}
      </li>
      {parts.map(part => (
        <li key={part}>
          <svg width={LEGEND_WIDTH} height={LEGEND_HEIGHT} className="lineage-chart" aria-hidden="true">
            <path className={`part ${part}`} d={legendPath(part)} />
          </svg>
          {tr(LEGEND[part])}
        </li>
      ))}
      <li>
        <svg width={12} height={LEGEND_HEIGHT} className="lineage-chart" aria-hidden="true">
          <g className="leaves">
            <rect x={2} y={2} width={8} height={8} />
          </g>
        </svg>
        {tr('the process exits')}
      </li>
    </ul>
  );
}

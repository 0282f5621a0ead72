/** What the shapes of the pictures stand for, each drawn as it is drawn there. */
import type { RowPart } from '../../machines/recording/lineage-table.ts';
import { tr } from '../words/language.ts';
import { LANE_HEIGHT, Shape } from './lineage-chart.tsx';
import { LEGEND } from './lineage-words.ts';

const WIDTH = 26;
const HEIGHT = 12;
const Y = (HEIGHT - LANE_HEIGHT) / 2;

export function LineageLegend({ parts }: { readonly parts: readonly RowPart[] }) {
  return (
    <ul className="lineage-legend">
      <li>
        <svg width={12} height={HEIGHT} className="lineage-chart" aria-hidden="true">
          <circle className="named" cx={6} cy={6} r={4} />
        </svg>
        {tr('a signal')}
      </li>
      <li>
        <svg width={8} height={HEIGHT} className="lineage-chart" aria-hidden="true">
          <path className="unnamed" d="M4 2v8" />
        </svg>
        {tr('a moment without a name')}
      </li>
      {parts.map(part => (
        <li key={part}>
          <svg width={WIDTH} height={HEIGHT} className="lineage-chart" aria-hidden="true">
            <g className={`part ${part}`}>
              <Shape part={part} left={1} right={WIDTH - 1} y={Y} />
            </g>
          </svg>
          {tr(LEGEND[part])}
        </li>
      ))}
      <li>
        <svg width={12} height={HEIGHT} className="lineage-chart" aria-hidden="true">
          <g className="leaves">
            <rect x={2} y={2} width={8} height={8} />
          </g>
        </svg>
        {tr('the process exits')}
      </li>
    </ul>
  );
}

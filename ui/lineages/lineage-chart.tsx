/** A row of the table as a picture: what happened from the stop to the exit, on the scale that all rows share. */
import type { LineageRow, RowMoment, RowPart, RowSpan } from '../../machines/recording/lineage-table.ts';
import {
  chartHeight,
  foldPaths,
  laneY,
  MARK_R,
  MOMENTS_Y,
  spanPath,
  tickPath,
} from '../../machines/view/drawing/lineage-shapes.ts';
import { PART_NAMES, rowInWords } from '../../machines/view/drawing/lineage-words.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface LineageChartProps {
  readonly row: LineageRow;
  readonly scale: TimeScale;
  readonly lanes: readonly (readonly RowPart[])[];
  /** Where the axis has its numbers. */
  readonly marks: readonly number[];
  /** Pixels of the page for one of the picture: where text is larger, so is the picture. */
  readonly zoom: number;
}

export function LineageChart({ row, scale, lanes, marks, zoom }: LineageChartProps) {
  const height = chartHeight(lanes.length);
  const { exit, moments } = row;
  const end = exit === null ? scale.width : scale.x(exit.t);
  const span = (of: RowSpan) => (
    <path
      key={of.part}
      className={`part ${of.part} ${of.to === null ? 'open' : ''}`}
      d={spanPath(of, scale, laneY(lanes, of.part))}
    >
      <title>{`${tr(PART_NAMES[of.part])}${of.to === null ? '' : `, ${seconds(of.to - of.from, 2)} s`}`}</title>
    </path>
  );
  return (
    <svg
      className="lineage-chart"
      width={scale.width * zoom}
      height={height * zoom}
      viewBox={`0 0 ${scale.width} ${height}`}
      role="img"
      aria-label={rowInWords(row, tr)}
    >
      {marks.map(at => (
        <path key={at} className="grid" d={`M${scale.x(at)} 0V${height}`} />
      ))}
      {row.spans.filter(({ part }) => part !== 'unready').map(span)}
      <path className="stop" d={`M${scale.x(0)} 0V${height}`} />
      <path className="life" d={`M${scale.x(0)} ${MOMENTS_Y}H${end}`} />
      {row.spans.filter(({ part }) => part === 'unready').map(span)}
      {moments.map(moment => (
        <Mark key={moment.key} moment={moment} x={scale.x(moment.t)} />
      ))}
      {scale.folds.map(fold => {
        const { gap, edges } = foldPaths(fold, scale, height);
        return (
          <g key={fold.from}>
            <path className="wait-gap" d={gap} />
            <path className="wait-edge" d={edges} />
          </g>
        );
      })}
      {exit && (
        <g className={`leaves ${exit.code === 0 ? '' : 'bad'}`}>
          <path d={`M${end} ${MOMENTS_Y}V${height}`} />
          <rect x={end - MARK_R} y={MOMENTS_Y - MARK_R} width={2 * MARK_R} height={2 * MARK_R} />
        </g>
      )}
    </svg>
  );
}

/** A disc for what the version has a name for, a tick for the same moment where it has none. */
function Mark({ moment: { signal, label, t }, x }: { readonly moment: RowMoment; readonly x: number }) {
  const title = <title>{`${signal ?? tr.text(label)}, ${seconds(t, 2)} s`}</title>;
  return signal === null ? (
    <path className="unnamed" d={tickPath(x)}>
      {title}
    </path>
  ) : (
    <circle className="named" cx={x} cy={MOMENTS_Y} r={MARK_R}>
      {title}
    </circle>
  );
}

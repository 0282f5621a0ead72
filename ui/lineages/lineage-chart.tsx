/** A row of the table as a picture: what happened from the stop to the exit, on the scale that all rows share. */
import type { LineageRow, RowMoment, RowPart, RowSpan } from '../../machines/recording/lineage-table.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { PART_NAMES, rowInWords } from './lineage-words.ts';

/** What shares a lane: whether the door is open, and whether the guard turns people away behind it. */
export const LANES: readonly (readonly RowPart[])[] = [
  ['delay'],
  ['hooks'],
  ['listening', 'rejecting'],
  ['draining'],
  ['serverShutdown'],
];

const MOMENTS_Y = 6;
const LANES_TOP = 14;
const LANE_PITCH = 7.6;
export const LANE_HEIGHT = 6;
/** What takes no time to speak of can still be seen, in pixels. */
const LEAST_PX = 2;
const DISC = 4;
const TICK = 4;
const SQUARE = 4;

export function chartHeight(lanes: number): number {
  return LANES_TOP + lanes * LANE_PITCH;
}

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
  return (
    <svg
      className="lineage-chart"
      width={scale.width * zoom}
      height={height * zoom}
      viewBox={`0 0 ${scale.width} ${height}`}
      role="img"
      aria-label={rowInWords(row)}
    >
      {marks.map(at => (
        <path key={at} className="grid" d={`M${scale.x(at)} 0V${height}`} />
      ))}
      {lanes.map((parts, lane) =>
        row.spans
          .filter(({ part }) => parts.includes(part))
          .map(span => <Bar key={span.part} span={span} scale={scale} y={LANES_TOP + lane * LANE_PITCH} />),
      )}
      <path className="stop" d={`M${scale.x(0)} 0V${height}`} />
      <path className="life" d={`M${scale.x(0)} ${MOMENTS_Y}H${end}`} />
      {row.spans
        .filter(({ part }) => part === 'unready')
        .map(span => (
          <Bar key={span.part} span={span} scale={scale} y={MOMENTS_Y - LANE_HEIGHT / 2} />
        ))}
      {moments.map(moment => (
        <Mark key={moment.key} moment={moment} x={scale.x(moment.t)} />
      ))}
      {scale.folds.map(fold => (
        <Fold key={fold.from} x={scale.x(fold.from)} width={scale.foldPx} height={height} />
      ))}
      {exit && (
        <g className={`leaves ${exit.code === 0 ? '' : 'bad'}`}>
          <path d={`M${end} ${MOMENTS_Y}V${height}`} />
          <rect x={end - SQUARE} y={MOMENTS_Y - SQUARE} width={2 * SQUARE} height={2 * SQUARE} />
        </g>
      )}
    </svg>
  );
}

/** A disc for what the version has a name for, a tick for the same moment where it has none. */
function Mark({ moment: { signal, label, t }, x }: { readonly moment: RowMoment; readonly x: number }) {
  const title = <title>{`${signal ?? tr.text(label)}, ${seconds(t, 2)} s`}</title>;
  return signal === null ? (
    <path className="unnamed" d={`M${x} ${MOMENTS_Y - TICK}v${2 * TICK}`}>
      {title}
    </path>
  ) : (
    <circle className="named" cx={x} cy={MOMENTS_Y} r={DISC}>
      {title}
    </circle>
  );
}

interface BarProps {
  readonly span: RowSpan;
  readonly scale: TimeScale;
  readonly y: number;
}

function Bar({ span: { part, from, to }, scale, y }: BarProps) {
  const left = scale.x(from);
  const right = to === null ? scale.width : Math.max(left + LEAST_PX, scale.x(to));
  const length = to === null ? '' : `, ${seconds(to - from, 2)} s`;
  return (
    <g className={`part ${part} ${to === null ? 'open' : ''}`}>
      <title>{`${tr(PART_NAMES[part])}${length}`}</title>
      <Shape part={part} left={left} right={right} y={y} />
    </g>
  );
}

interface ShapeProps {
  readonly part: RowPart;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Between the bars of the gate that stands for rejecting, in pixels. */
const GATE_PX = 5;

/** Each part has a shape of its own, so that it is known without its colour and without its lane. */
export function Shape({ part, left, right, y }: ShapeProps) {
  const width = right - left;
  const middle = y + LANE_HEIGHT / 2;
  const bottom = y + LANE_HEIGHT;
  switch (part) {
    case 'delay':
      // It empties, as the ring of the map does.
      return <path d={`M${left} ${y}L${right} ${middle}L${left} ${bottom}z`} />;
    case 'hooks':
    case 'draining':
      return <rect x={left} y={y} width={width} height={LANE_HEIGHT} rx={1} />;
    case 'unready':
    case 'listening':
      return <path d={`M${left} ${middle}H${right}`} />;
    case 'rejecting': {
      const bars = Math.max(0, Math.floor(width / GATE_PX));
      const gate = Array.from(
        { length: bars },
        (_, n) => `M${left + (n + 0.5) * GATE_PX} ${y}v${LANE_HEIGHT}`,
      );
      return <path d={`M${left} ${y}H${right}M${left} ${bottom}H${right}${gate.join('')}`} />;
    }
    case 'serverShutdown':
      return (
        <path d={`M${left} ${y}v${LANE_HEIGHT}M${left} ${middle}H${right}M${right} ${y}v${LANE_HEIGHT}`} />
      );
  }
}

const SLANT_PX = 6;

function Fold({ x, width, height }: { readonly x: number; readonly width: number; readonly height: number }) {
  return (
    <g>
      <polygon
        className="wait-gap"
        points={`${x + SLANT_PX},0 ${x + width},0 ${x + width - SLANT_PX},${height} ${x},${height}`}
      />
      <path
        className="wait-edge"
        d={`M${x + SLANT_PX} 0L${x} ${height}M${x + width} 0L${x + width - SLANT_PX} ${height}`}
      />
    </g>
  );
}

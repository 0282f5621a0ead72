/** Outcomes by kind: a number, a word, and one square per request until there are too many; then one for ten, and so on. */
import type { OutcomeCounts } from '../../machines/view/run-view.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';

const NUMBER_Y = 414;
const SQUARES_Y = 426;
/** Where it says what a square stands for, if not for one. */
const UNIT_Y = 391;

interface Grid {
  readonly x: number;
  /** Width of the base line where there are none. */
  readonly width: number;
  readonly pitchX: number;
  readonly pitchY: number;
  readonly size: number;
  readonly blocks: number;
  readonly blockGap: number;
  readonly rows: number;
  /** Digits for which room is kept, so that the word beside the number stays where it is. */
  readonly digits: number;
}

const OK: Grid = {
  x: 0,
  width: 138,
  pitchX: 4.3,
  pitchY: 4.6,
  size: 3.2,
  blocks: 3,
  blockGap: 3,
  rows: 6,
  digits: 3,
};
const TURNED: Grid = {
  x: 158,
  width: 100,
  pitchX: 5,
  pitchY: 5,
  size: 3.8,
  blocks: 2,
  blockGap: 3,
  rows: 5,
  digits: 2,
};
const DROPPED: Grid = {
  x: 280,
  width: 92,
  pitchX: 9,
  pitchY: 9,
  size: 7.6,
  blocks: 1,
  blockGap: 0,
  rows: 2,
  digits: 2,
};

const COLUMNS = 10;
const DIGIT_WIDTH = 13.4;

interface OutcomesProps {
  readonly outcomes: OutcomeCounts;
  /** Whether the run says anything about requests; a log may not. */
  readonly isKnown: boolean;
}

export function Outcomes({ outcomes, isKnown }: OutcomesProps) {
  const shared = { isKnown };
  const rest = [
    ...(outcomes.cut === 1 ? [tr('1 watch cut')] : []),
    ...(outcomes.cut > 1 ? [tr('{n} watches cut', { n: count(outcomes.cut) })] : []),
    ...(outcomes.lost > 0 ? [tr('{n} lost', { n: count(outcomes.lost) })] : []),
  ].join(' · ');
  return (
    <>
      <Outcome grid={OK} value={outcomes.answered} name="ok" word={tr('ok')} shape="unit" {...shared} />
      <Outcome
        grid={TURNED}
        value={outcomes.turnedAway}
        name="turned away"
        word={tr('turned away')}
        shape="unit hollow"
        {...shared}
      />
      <Outcome
        grid={DROPPED}
        value={outcomes.dropped}
        name="dropped"
        word={tr('dropped')}
        shape="unit bad"
        {...shared}
      />
      <text x={DROPPED.x} y={458}>
        {rest}
      </text>
    </>
  );
}

interface OutcomeProps {
  readonly grid: Grid;
  readonly value: number;
  /** Its name for the program, and its word for people. */
  readonly name: string;
  readonly word: string;
  readonly shape: string;
  readonly isKnown: boolean;
}

function Outcome({ grid, value, name, word, shape, isKnown }: OutcomeProps) {
  const unit = unitFor(value, grid);
  const squares = Math.ceil(value / unit);
  const text = isKnown ? count(value) : '–';
  const digits = Math.max(grid.digits, text.length);
  const isBad = shape.includes('bad');
  return (
    <g data-outcome={name}>
      <text className={`num ${isBad && value > 0 ? 'bad' : ''}`} x={grid.x} y={NUMBER_Y}>
        {text}
      </text>
      <text x={grid.x + digits * DIGIT_WIDTH + 7} y={NUMBER_Y}>
        {word}
      </text>
      {unit > 1 && (
        <text x={grid.x} y={UNIT_Y}>
          {`□ = ${count(unit)}`}
        </text>
      )}
      {squares === 0 ? (
        <path className="empty" d={`M${grid.x} ${SQUARES_Y + 0.5}h${grid.width}`} />
      ) : (
        <path
          className={shape}
          d={places(grid, squares)
            .map(({ x, y }) => `M${x} ${y}h${grid.size}v${grid.size}h${-grid.size}z`)
            .join('')}
        />
      )}
      {isBad && squares > 0 && (
        <path
          className="unit-cross"
          d={places(grid, squares)
            .map(
              ({ x, y }) =>
                `M${x + 2} ${y + 2}l${grid.size - 4} ${grid.size - 4}m0 ${4 - grid.size}l${4 - grid.size} ${grid.size - 4}`,
            )
            .join('')}
        />
      )}
    </g>
  );
}

/** How many requests a square stands for: 1, 10, 100 … */
export function unitFor(value: number, grid: { readonly blocks: number; readonly rows: number }): number {
  const room = COLUMNS * grid.blocks * grid.rows;
  let unit = 1;
  while (value / unit > room) unit *= 10;
  return unit;
}

/** Blocks of ten columns; each row runs through all blocks before the next begins. */
function places(grid: Grid, squares: number): { readonly x: number; readonly y: number }[] {
  const perRow = COLUMNS * grid.blocks;
  return Array.from({ length: squares }, (_, index) => {
    const column = index % perRow;
    return {
      x: round(grid.x + column * grid.pitchX + Math.floor(column / COLUMNS) * grid.blockGap),
      y: round(SQUARES_Y + Math.floor(index / perRow) * grid.pitchY),
    };
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A section of a statechart as SVG: states, arrows, and what is written on them. */
import { type KeyboardEvent, memo } from 'react';
import type { ChartMarks, StateMark, TransitionMark } from '../../machines/view/statechart-run.ts';
import { GLYPH_PX } from './elk-graph.ts';
import { LINE_PX, type TextLine } from './labels.ts';
import type { DrawnArrow, SectionLayout, StateBox } from './layout.ts';
import { arrowHead, roundedPath } from './paths.ts';
import { stateWords } from './words.ts';
import './drawing.css';

interface SectionProps {
  readonly section: SectionLayout;
  /** Null: a definition that no run lights. */
  readonly marks: ChartMarks | null;
  readonly selected: string | null;
  readonly onSelect: (state: string | null) => void;
}

const RANK: readonly TransitionMark[] = ['never', 'open', 'taken', 'last'];

export const Section = memo(function Section({ section, marks, selected, onSelect }: SectionProps) {
  const markOf = (transition: string): TransitionMark => marks?.transitions.get(transition) ?? 'never';
  const arrows = section.arrows
    .map(arrow => ({ arrow, rank: Math.max(...arrow.transitions.map(id => RANK.indexOf(markOf(id)))) }))
    .sort((a, b) => a.rank - b.rank);
  const outer = section.boxes.filter(({ state }) => state.children.length > 0);
  const inner = section.boxes.filter(({ state }) => state.children.length === 0);
  const stateOf = (box: StateBox) => (
    <State
      key={box.state.id}
      box={box}
      mark={marks?.states.get(box.state.id) ?? 'never'}
      label={stateWords(box.state, marks)}
      isSelected={selected === box.state.id}
      markOf={markOf}
      onSelect={onSelect}
    />
  );
  return (
    <>
      {outer.map(stateOf)}
      {section.starts.map(points => (
        <g key={points.map(({ x, y }) => `${x},${y}`).join(' ')} className="sc-start">
          <circle cx={points[0]?.x} cy={(points[0]?.y ?? 0) - 5} r="5" />
          <path d={roundedPath(points, 5)} />
          <path className="sc-head" d={arrowHead(points, 7)} />
        </g>
      ))}
      {arrows.map(({ arrow, rank }) => (
        <Arrow key={arrow.id} arrow={arrow} mark={RANK[rank] ?? 'never'} />
      ))}
      {inner.map(stateOf)}
      {section.arrows.map(({ id, label, lines }) => (
        <g key={id} className="sc-label">
          <rect x={label.x} y={label.y} width={label.width} height={label.height} rx="3" />
          <Lines lines={lines} x={label.x + label.width / 2} y={label.y} markOf={markOf} />
        </g>
      ))}
    </>
  );
});

function Arrow({ arrow, mark }: { readonly arrow: DrawnArrow; readonly mark: TransitionMark }) {
  const head = mark === 'last' ? 11 : 8;
  return (
    <g className={`sc-arrow ${mark}`} data-arrow={arrow.id} data-mark={mark}>
      <path d={roundedPath(arrow.points, head - 2)} />
      <path className="sc-head" d={arrowHead(arrow.points, head)} />
    </g>
  );
}

interface StateProps {
  readonly box: StateBox;
  readonly mark: StateMark;
  readonly label: string;
  readonly isSelected: boolean;
  readonly markOf: (transition: string) => TransitionMark;
  readonly onSelect: (state: string | null) => void;
}

function State({ box, mark, label, isSelected, markOf, onSelect }: StateProps) {
  const { state, x, y, width, height } = box;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onSelect(isSelected ? null : state.id);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      className={`sc-state ${mark} ${state.kind} ${state.children.length > 0 ? 'outer' : ''} ${isSelected ? 'sel' : ''}`}
      data-state={state.id}
      data-mark={mark}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isSelected}
      onClick={() => onSelect(isSelected ? null : state.id)}
      onKeyDown={press}
      onFocus={event => {
        if (event.currentTarget.matches(':focus-visible')) onSelect(state.id);
      }}
    >
      <rect className="sc-focus" x={x - 4} y={y - 4} width={width + 8} height={height + 8} rx="11" />
      <rect className="sc-body" x={x} y={y} width={width} height={height} rx="8" />
      {state.kind === 'final' && (
        <rect className="sc-twin" x={x + 3.5} y={y + 3.5} width={width - 7} height={height - 7} rx="5.5" />
      )}
      <Glyph mark={mark} x={x + 17} y={y + 7 + LINE_PX.name / 2} />
      <Lines lines={box.lines} x={x + 10 + GLYPH_PX} y={y + 7} markOf={markOf} />
    </g>
  );
}

/** What the state is, as a shape: a hollow disc, a small one, a blue ring with a core, a disc with a tick, a square. */
function Glyph({ mark, x, y }: { readonly mark: StateMark; readonly x: number; readonly y: number }) {
  if (mark === 'cut')
    return <rect className="sc-glyph" x={x - 5} y={y - 5} width="10" height="10" rx="1.5" />;
  return (
    <>
      <circle className="sc-glyph" cx={x} cy={y} r={mark === 'was' ? 3.5 : mark === 'rests' ? 6.5 : 5.5} />
      {mark === 'waits' && <circle className="sc-core" cx={x} cy={y} r="2.5" />}
      {mark === 'rests' && <path className="sc-tick" d={`M${x - 3} ${y}l2.2 2.4 3.8-4.6`} />}
    </>
  );
}

interface LinesProps {
  readonly lines: readonly TextLine[];
  readonly x: number;
  readonly y: number;
  readonly markOf: (transition: string) => TransitionMark;
}

function Lines({ lines, x, y, markOf }: LinesProps) {
  let top = y;
  return (
    <text className="sc-text">
      {lines.map((line, index) => {
        top += LINE_PX[line.role];
        const mark = line.transition === null ? '' : markOf(line.transition);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a layout never change
          <tspan key={index} className={`t-${line.role} ${mark}`} x={x} y={top - 4.5}>
            {line.text}
          </tspan>
        );
      })}
    </text>
  );
}

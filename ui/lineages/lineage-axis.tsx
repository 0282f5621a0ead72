/** The axis above the pictures: seconds since the stop. */
import { axisNumber } from '../../machines/view/drawing/lineage-scale.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { measureText } from '../timeline/measure-text.ts';
import { seconds } from '../words/format.ts';

const AIR_PX = 6;

interface LineageAxisProps {
  readonly scale: TimeScale;
  readonly marks: readonly number[];
  /** Pixels of the page for one of the scale. */
  readonly zoom: number;
}

export function LineageAxis({ scale, marks, zoom }: LineageAxisProps) {
  const xOf = (t: number): number => scale.x(t) * zoom;
  const step = scale.step(1);
  const taken: (readonly [number, number])[] = scale.folds.map(fold => [xOf(fold.from), xOf(fold.to)]);
  const numbers = marks.flatMap((at, index) => {
    const text = index === marks.length - 1 ? `${axisNumber(at, step)} s` : axisNumber(at, step);
    const half = measureText(text) / 2;
    const x = Math.min(scale.width * zoom - half, Math.max(half, xOf(at)));
    const isFree = taken.every(([from, to]) => x + half + AIR_PX < from || x - half - AIR_PX > to);
    if (!isFree) return [];
    taken.push([x - half, x + half]);
    return [{ at, x, text }];
  });
  return (
    <span className="lineage-axis" aria-hidden="true">
      {numbers.map(({ at, x, text }) => (
        <span key={at} className="at" style={{ left: x }}>
          {text}
        </span>
      ))}
      {scale.folds.map(fold => (
        <span key={fold.from} className="at" style={{ left: (xOf(fold.from) + xOf(fold.to)) / 2 }}>
          {`··· ${seconds(fold.to - fold.from, 0)} s`}
        </span>
      ))}
    </span>
  );
}

/** Folded waits: two slanted strokes across all lanes, and between them how long nothing happened. */
import type { Fold, TimeScale } from '../../machines/view/time-scale.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';
import { timelineView } from './timeline-view.ts';

const SLANT_PX = 8;
/** Between a stroke and the words. */
const AIR_PX = 6;

interface FoldsProps {
  readonly scale: TimeScale;
}

/** The folds of the view with their places. */
function placed(scale: TimeScale): readonly { readonly fold: Fold; readonly left: number }[] {
  return scale.folds.flatMap(fold => {
    const left = scale.x(fold.from);
    return left < scale.width && left + scale.foldPx > 0 ? [{ fold, left }] : [];
  });
}

/** What hides the lanes between the strokes. */
export function FoldStrokes({ scale, t }: FoldsProps & { readonly t: number }) {
  const { foldPx } = scale;
  return placed(scale).map(({ fold, left }) => (
    <svg
      key={fold.from}
      className={`over fold ${fold.from > t ? 'ahead' : ''}`}
      style={{ left, width: foldPx }}
      viewBox={`0 0 ${foldPx} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon points={`${SLANT_PX},0 ${foldPx},0 ${foldPx - SLANT_PX},100 0,100`} />
      <path d={`M${SLANT_PX} 0L0 100M${foldPx} 0L${foldPx - SLANT_PX} 100`} />
    </svg>
  ));
}

/** The buttons that unfold. They stand beside the lanes in the document, as the lanes are one slider. */
export function FoldButtons({ scale }: FoldsProps) {
  return placed(scale).map(({ fold, left }) => {
    const duration = `${seconds(fold.to - fold.from, 0)} s`;
    const long = `··· ${duration} ···`;
    return (
      <button
        key={fold.from}
        type="button"
        className="unfold"
        style={{ left, width: scale.foldPx }}
        aria-label={tr('Unfold {duration} in which nothing happened', { duration })}
        title={tr('{duration} in which nothing happened: unfold', { duration })}
        onClick={() => timelineView.unfold(fold)}
      >
        {measureText(long) + 2 * (SLANT_PX + AIR_PX) <= scale.foldPx ? long : duration}
      </button>
    );
  });
}

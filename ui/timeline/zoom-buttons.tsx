/** Zoom for those who have no wheel and no keys. */
import { tr } from '../words/language.ts';
import { timelineView } from './timeline-view.ts';

/** How much one press of a button or a key magnifies. */
export const ZOOM_STEP = 1.6;

interface ZoomButtonsProps {
  /** Whether everything is shown, and folded. */
  readonly isFit: boolean;
}

export function ZoomButtons({ isFit }: ZoomButtonsProps) {
  return (
    <span className="zoom">
      <button
        type="button"
        aria-label={tr('Zoom out')}
        title={tr('Zoom out (o)')}
        disabled={isFit}
        onClick={() => timelineView.zoom(1 / ZOOM_STEP)}
      >
        −
      </button>
      <button
        type="button"
        aria-label={tr('Zoom in')}
        title={tr('Zoom in (i)')}
        onClick={() => timelineView.zoom(ZOOM_STEP)}
      >
        +
      </button>
      <button
        type="button"
        aria-label={`${tr('fit')}: ${tr('Show everything')}`}
        title={tr('Show everything (0)')}
        disabled={isFit}
        onClick={() => timelineView.fit()}
      >
        {tr('fit')}
      </button>
    </span>
  );
}

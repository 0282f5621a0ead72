/** What the mark of the audit backend's end means, where there is room to say it, and how much was lost. */
import type { AuditTrack } from '../../machines/view/audit-track.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

const OFFSET_PX = 8;
const CROSS_PX = 6;

interface AuditWordProps {
  readonly audit: AuditTrack;
  readonly scale: TimeScale;
  readonly top: number;
}

export function AuditWord({ audit, scale, top }: AuditWordProps) {
  const lastLost = audit.lost.at(-1);
  const shutX = audit.shutdown === null ? null : scale.x(audit.shutdown);
  const lostX = lastLost === undefined ? null : scale.x(lastLost);
  /** Words begin behind the last mark, and end before the next one or the edge. */
  const texts = [
    { at: lostX, text: tr('{n} lost', { n: count(audit.lost.length) }), bad: true, after: CROSS_PX },
    { at: shutX, text: tr('backend shut down'), bad: false, after: 0 },
  ].flatMap(({ at, text, bad, after }) =>
    at === null ? [] : [{ left: at + after + OFFSET_PX, text, bad, at }],
  );
  let taken = Number.NEGATIVE_INFINITY;
  return texts
    .sort((a, b) => b.at - a.at)
    .map(({ left, text, bad, at }, index) => {
      const right = left + measureText(text);
      const limit = index === 0 ? scale.width : taken - OFFSET_PX;
      taken = at;
      const isFolded = scale.folds.some(fold => scale.x(fold.from) < right && scale.x(fold.to) > left);
      if (at < 0 || right > limit || isFolded) return null;
      return (
        <span
          key={text}
          className={`over mark-text audit-word ${bad ? 'danger' : ''}`}
          style={{ left, top, right: 'auto' }}
        >
          {text}
        </span>
      );
    });
}

/** A page of another site wants to show its machines: somebody must allow it first. */
import { tr } from '../words/language.ts';
import type { Asking } from './inspector.ts';

interface ConsentProps {
  readonly asking: Asking;
  readonly onAnswer: (allow: boolean) => void;
}

export function Consent({ asking: { origin }, onAnswer }: ConsentProps) {
  const who = origin === 'null' ? tr('A page without an origin') : origin;
  return (
    <div className="inspect-consent" role="alert">
      <p>{tr('{who} wants to show its machines here.', { who })}</p>
      <button type="button" className="btn" onClick={() => onAnswer(true)}>
        {tr('Allow')}
      </button>
      <button type="button" className="btn" onClick={() => onAnswer(false)}>
        {tr('Refuse')}
      </button>
    </div>
  );
}

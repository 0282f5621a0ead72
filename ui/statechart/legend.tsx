/** What the shapes mean. */
import { tr } from '../words/language.ts';

export function Legend() {
  return (
    <ul className="sc-legend" aria-label={tr('What the shapes mean')}>
      <li className="waits">{tr('active, waits for what leads out of it')}</li>
      <li className="rests">{tr('active, nothing leads out of it')}</li>
      <li className="was">{tr('was active')}</li>
      <li className="last">{tr('the last transition')}</li>
    </ul>
  );
}

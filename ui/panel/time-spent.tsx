/** Where the time of the shutdown went: a bar for each part, on one scale, with its number. */
import '../styles/time-spent.css';
import { spentWords } from '../../machines/recording/shutdown-story.ts';
import type { SpentSpan } from '../../machines/recording/time-spent.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** Two decimals of a percent are finer than a pixel. */
const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`;

export function TimeSpent({ spent }: { readonly spent: readonly SpentSpan[] }) {
  const end = Math.max(1, ...spent.map(({ from, took }) => from + took));
  if (spent.length === 0) return null;
  return (
    <section className="time-spent" aria-labelledby="time-spent-title">
      <h3 id="time-spent-title">{tr('How the time was spent')}</h3>
      <ul>
        {spent.map(span => (
          <li key={span.part} title={spentWords(span, tr)}>
            <span>{tr(span.part)}</span>
            <span className="spent" aria-hidden="true">
              <i
                className={span.part === 'shutdown' ? 'whole' : undefined}
                style={{ insetInlineStart: percent(span.from / end), width: percent(span.took / end) }}
              />
            </span>
            <span className="num">{seconds(span.took, 2)} s</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

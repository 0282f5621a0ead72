/** A lane for each actor that was told something, a mark for each event. */
import type { WatchedActor, WatchedEvent } from '../../machines/inspect/watched.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';

const MOST_LANES = 40;
/** Of more events the newest are drawn. */
const MOST_MARKS = 600;
const LANE_PX = 20;
const WIDTH = 1000;

interface EventTimelineProps {
  readonly actors: readonly WatchedActor[];
  readonly events: readonly WatchedEvent[];
  readonly chosen: WatchedEvent | null;
  readonly onChoose: (seq: number) => void;
  readonly onPick: (actor: string) => void;
}

export function EventTimeline({ actors, events, chosen, onChoose, onPick }: EventTimelineProps) {
  const shown = events.slice(-MOST_MARKS);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return null;
  const began = Math.min(...shown.map(({ at }) => at));
  const span = Math.max(1, Math.max(...shown.map(({ at }) => at)) - began);
  const told = new Set(shown.map(({ actor }) => actor));
  const lanes = actors.filter(({ key }) => told.has(key)).slice(0, MOST_LANES);
  return (
    <section className="inspect-timeline" aria-label={tr('Events over time')}>
      <h2>
        {tr('Events over time')} <small>{seconds(span, 3)} s</small>
      </h2>
      <ul>
        {lanes.map(({ key, name }) => (
          <li key={key}>
            <button type="button" onClick={() => onPick(key)}>
              {name}
            </button>
            <svg viewBox={`0 0 ${WIDTH} ${LANE_PX}`} preserveAspectRatio="none" aria-hidden="true">
              <path d={`M0 ${LANE_PX / 2}H${WIDTH}`} />
              {shown
                .filter(({ actor }) => actor === key)
                .map(event => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: the log has the same events as buttons
                  <rect
                    key={event.seq}
                    className={event.seq === chosen?.seq ? 'chosen' : ''}
                    x={((event.at - began) / span) * (WIDTH - 4)}
                    y="3"
                    width="4"
                    height={LANE_PX - 6}
                    onClick={() => onChoose(event.seq)}
                  >
                    <title>{event.type}</title>
                  </rect>
                ))}
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}

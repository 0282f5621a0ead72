/** The server room: who talks to the server, what lets them in or turns them back, and what became of the requests. */
import { inFlight } from '../../machines/view/run-view.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { plural } from '../words/format.ts';
import { Door, Guard } from './entrance.tsx';
import { Outcomes } from './outcomes.tsx';
import { moreText, Pipe } from './pipe.tsx';
import { HealthLamps, Kubelet, LoadBalancer } from './surroundings.tsx';

const FIRST_PIPE_Y = 155;
const PIPE_PITCH = 55;

export function ServerRoom({ player }: { readonly player: Player }) {
  const { view, source, t, origin } = useStore(player.store, state => state);
  const plan = source?.plan ?? null;
  const gone = view.process.exit !== null;
  const flying = inFlight(view);
  const watchDrain = view.states.get('lifecycle/watchDrain')?.state;
  return (
    <section className="v-room" aria-label="Server room">
      <h2 className="view-title">Server room</h2>
      <svg className="room" viewBox="0 0 372 460" preserveAspectRatio="xMinYMin meet">
        <title>{`Server room: ${plural(view.pipes.size, 'connection')}, ${plural(flying.short, 'short request')} and ${plural(flying.watches, 'watch', 'watches')} in flight`}</title>
        <path className={`wall ${gone ? 'gone' : ''}`} d="M134 2H120V50M120 90V374H134" />
        <Kubelet view={view} plan={plan} origin={origin} />
        <LoadBalancer view={view} plan={plan} origin={origin} />
        <HealthLamps view={view} />
        <Door view={view} plan={plan} />
        {view.rows.map((pipe, row) =>
          pipe ? (
            <Pipe
              key={pipe.key}
              pipe={pipe}
              view={view}
              y={FIRST_PIPE_Y + row * PIPE_PITCH}
              t={t}
              watchesEnd={watchDrain === 'draining'}
            />
          ) : null,
        )}
        <Guard view={view} plan={plan} />
        <text x="142" y="379">
          {moreText(view)}
        </text>
        <Outcomes outcomes={view.outcomes} />
      </svg>
    </section>
  );
}

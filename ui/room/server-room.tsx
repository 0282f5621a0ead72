/** The server room: who talks to the server, what lets them in or turns them back, and what became of the requests. */

import { guardDuty } from '../../machines/view/guard-duty.ts';
import { inFlight, type RunView } from '../../machines/view/run-view.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import { useDrawn } from '../session/use-drawn.ts';
import { tr } from '../words/language.ts';
import { connections, shortRequests, watches } from './counts.ts';
import { Door, Guard } from './entrance.tsx';
import { Outcomes } from './outcomes.tsx';
import { Pipe } from './pipe.tsx';
import { moreText } from './pipe-words.ts';
import { HealthLamps, Kubelet, LoadBalancer } from './surroundings.tsx';

const FIRST_PIPE_Y = 155;
const PIPE_PITCH = 55;
const MORE_Y = 379;

export function ServerRoom({ player }: { readonly player: Player }) {
  const { view, source, t, origin, thing } = useDrawn(player.store);
  const plan = source?.plan ?? null;
  const lineage = lineageShown(source);
  const gone = view.process.exit !== null;
  const flying = inFlight(view);
  const watchDrain = view.states.get('lifecycle/watchDrain')?.state;
  const more = moreText(view);
  return (
    <section className="v-room" aria-label={tr('Server room')}>
      <h2 className="view-title">{tr('Server room')}</h2>
      <svg className="room" viewBox="0 0 372 460" preserveAspectRatio="xMinYMin meet">
        <title>
          {tr('Server room: {connections}, {short} and {watches} in flight', {
            connections: connections(view.pipes.size),
            short: shortRequests(flying.short),
            watches: watches(flying.watches),
          })}
        </title>
        <path className={`wall ${gone ? 'gone' : ''}`} d="M134 2H120V50M120 90V374H134" />
        <Kubelet view={view} plan={plan} origin={origin} picked={thing} />
        <LoadBalancer view={view} plan={plan} origin={origin} picked={thing} />
        <ThingButton
          of={{ thing: { kind: 'process' } }}
          label={[tr('The process: kube-apiserver'), ...healthWords(view)].join(', ')}
          hit={{ x: 111, y: -5, width: 265, height: 48 }}
        >
          <HealthLamps view={view} lineage={lineage} />
        </ThingButton>
        <Door view={view} />
        {view.rows.map((pipe, row) =>
          pipe ? (
            <Pipe
              key={pipe.key}
              pipe={pipe}
              view={view}
              y={FIRST_PIPE_Y + row * PIPE_PITCH}
              t={t}
              picked={thing}
              watchesEnd={watchDrain === 'draining'}
            />
          ) : null,
        )}
        <Guard view={view} duty={guardDuty(view, plan, source?.sendRetryAfter ?? null, lineage)} />
        {more !== '' && (
          <ThingButton
            of={{ list: { of: 'hidden' } }}
            label={more}
            hit={{ x: 136, y: MORE_Y - 14, width: 240, height: 44 }}
          >
            <text className="more" x="142" y={MORE_Y}>
              {more}
            </text>
          </ThingButton>
        )}
        <Outcomes
          outcomes={view.outcomes}
          isKnown={plan !== null || view.connections.size > 0 || view.pipes.size > 0 || hasEnded(view)}
        />
      </svg>
    </section>
  );
}

/** A button hides what stands in it from those who do not see it: its label says it. */
function healthWords({ health }: RunView): string[] {
  return Object.entries(health).map(([endpoint, { ok }]) =>
    ok ? tr('{endpoint} succeeds', { endpoint }) : tr('{endpoint} fails', { endpoint }),
  );
}

/** Whether any request has ended: a log that has none does not say that there were none. */
function hasEnded({ outcomes }: RunView): boolean {
  return Object.values(outcomes).some(number => number > 0);
}

/** One view alone, for a frame in another page, with a way to the whole one. */
import { formatLink, type LinkState, type LinkView, parseLink } from '../../machines/view/link.ts';
import { ThingMenuHost } from '../faults/thing-menu-host.tsx';
import { Problem } from '../header/problem.tsx';
import { FASTEST_MOTION } from '../map/motion.ts';
import { SignalMap } from '../map/signal-map.tsx';
import { useAttention } from '../panel/use-attention.ts';
import { ServerRoom } from '../room/server-room.tsx';
import type { Player } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { useFrames } from '../session/use-frames.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { tr } from '../words/language.ts';
import { useAddress } from './use-address.ts';

export function Embed({ session, opened }: { readonly session: Session; readonly opened: LinkState }) {
  const { player } = session;
  useFrames(session);
  const query = useAddress(session, opened);
  const { scenario, mode } = useStore(session.store, state => state);
  const hasRun = useStore(player.store, ({ source }) => source !== null);
  const isStill = useStore(player.store, ({ playing, speed }) => !playing || speed > FASTEST_MOTION);
  return (
    <div className={`app embed ${isStill ? 'still' : ''}`} aria-busy={!hasRun}>
      <Problem session={session} />
      <main className="views">
        <h1 className="visually-hidden">Lastcall · {scenario}</h1>
        <View view={opened.view ?? 'map'} player={player} />
        <ThingMenuHost player={player} />
      </main>
      <footer className="embed-foot">
        <span>
          {mode === 'live'
            ? tr('{scenario}, live server', { scenario })
            : tr('{scenario}, simulated', { scenario })}
        </span>
        <a href={wholePage(query)} target="_blank" rel="noreferrer">
          {tr('Open in Lastcall')}
        </a>
      </footer>
    </div>
  );
}

function View({ view, player }: { readonly view: LinkView; readonly player: Player }) {
  const attention = useAttention(player);
  switch (view) {
    case 'map':
      return <SignalMap player={player} attention={attention} />;
    case 'room':
      return <ServerRoom player={player} />;
    case 'timeline':
      return <Timeline player={player} />;
  }
}

/** The same moment on the page with everything. */
function wholePage(query: string): string {
  const parsed = parseLink(query);
  const made = parsed.ok ? formatLink({ ...parsed.link, embed: false, view: null }) : null;
  return made?.ok ? `?${made.query}` : '?';
}

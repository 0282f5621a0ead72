/** The page: five regions, one playhead. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Header } from './header/header.tsx';
import { Narration } from './header/narration.tsx';
import { commandsOf } from './keys/commands.ts';
import { Help } from './keys/help.tsx';
import { useKeys } from './keys/use-keys.ts';
import { FASTEST_MOTION } from './map/motion.ts';
import { SignalMap } from './map/signal-map.tsx';
import { attentionOf } from './panel/attention.ts';
import { Panel } from './panel/panel.tsx';
import { SignalTable } from './panel/signal-table.tsx';
import { ServerRoom } from './room/server-room.tsx';
import type { Session } from './session/session.ts';
import { useStore } from './session/store.ts';
import { Timeline } from './timeline/timeline.tsx';
import { SPEEDS, Transport } from './transport/transport.tsx';

export function App({ session }: { readonly session: Session }) {
  const { player } = session;
  const [helpOpen, setHelpOpen] = useState(false);
  const toggleHelp = useCallback(() => setHelpOpen(open => !open), []);
  const commands = useMemo(() => commandsOf(session, SPEEDS, toggleHelp), [session, toggleHelp]);
  useKeys(commands, helpOpen);
  useFrames(session);
  const attention = useStore(
    player.store,
    ({ selected, view, source }) => selected ?? attentionOf(view, source?.plan ?? null),
  );
  const isStill = useStore(player.store, ({ playing, speed }) => !playing || speed > FASTEST_MOTION);
  useTitle(session);
  return (
    <div className={`app ${isStill ? 'still' : ''}`}>
      <div>
        <Header session={session} onHelp={toggleHelp} />
        <Problem session={session} />
      </div>
      <Narration player={player} />
      <main className="views">
        <ServerRoom player={player} />
        <SignalMap player={player} attention={attention} />
        <Panel player={player} signal={attention} />
        <SignalTable player={player} />
      </main>
      <Timeline player={player} />
      <Transport session={session} />
      {helpOpen && <Help session={session} commands={commands} onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

/** What went wrong, and what can be done about it. */
function Problem({ session }: { readonly session: Session }) {
  const { problem, link, mode } = useStore(session.store, state => state);
  if (problem === null) return null;
  const isLost = mode === 'live' && link === 'lost';
  return (
    <div className="problem" role="alert">
      {problem}
      {isLost && (
        <button type="button" className="btn" onClick={() => void session.reconnect()}>
          Reconnect
        </button>
      )}
      {isLost && (
        <button type="button" className="btn" onClick={() => session.chooseMode('simulate')}>
          Simulate instead
        </button>
      )}
      {!isLost && (
        <button type="button" className="btn" onClick={() => session.dismiss()}>
          Dismiss
        </button>
      )}
    </div>
  );
}

/** The title and the address say what is shown, so that both can be kept. */
function useTitle(session: Session): void {
  const scenario = useStore(session.store, state => state.scenario);
  useEffect(() => {
    document.title = `Lastcall · ${scenario}`;
    const address = new URL(location.href);
    if (address.searchParams.get('scenario') === scenario) return;
    address.searchParams.set('scenario', scenario);
    history.replaceState(null, '', address);
  }, [scenario]);
}

/** Gives the player its frames for as long as the page stands. */
function useFrames(session: Session): void {
  useEffect(() => {
    let next = requestAnimationFrame(function frame(clock) {
      session.player.frame(clock);
      next = requestAnimationFrame(frame);
    });
    return () => cancelAnimationFrame(next);
  }, [session]);
}

/** The transport: play, step, speed, and what a person can do to the server now. */
import { useCallback, useState } from 'react';
import { Pick } from '../header/pick.tsx';
import type { Session } from '../session/session.ts';
import { shallowEqual, useStore } from '../session/store.ts';
import { Icon } from './icons.tsx';
import { RequestMenu } from './request-menu.tsx';

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 10, 25, 100];

export function Transport({ session }: { readonly session: Session }) {
  const { player } = session;
  const state = useStore(
    player.store,
    ({ playing, ended, speed, source, view, t, present }) => ({
      playing,
      ended,
      speed,
      mode: source?.mode ?? 'simulate',
      stopped: source?.tracks.stop != null,
      exited: source?.tracks.exit != null,
      hasExited: view.process.exit !== null && t >= present,
    }),
    shallowEqual,
  );
  const [menuOpen, setMenuOpen] = useState(false);
  const closeMenu = useCallback(() => setMenuOpen(false), []);
  const now = (): number => performance.now();
  const isLive = state.mode === 'live';
  const playName = state.playing ? 'Pause' : isLive ? 'Follow' : 'Play';
  const stop = () => player.signal('SIGTERM', now());
  const kill = () => player.signal('SIGKILL', now());
  const signals = (className: string) => (
    <>
      <button type="button" className={`btn stop ${className}`} disabled={state.exited} onClick={stop}>
        {state.stopped ? 'SIGTERM again' : 'SIGTERM'}
      </button>
      <button type="button" className={`btn danger ${className}`} disabled={state.exited} onClick={kill}>
        SIGKILL
      </button>
    </>
  );
  return (
    <footer className="transport">
      {state.hasExited ? (
        <button type="button" className="btn main play" onClick={() => void session.restart()}>
          <Icon name="restart" />
          <span>Again</span>
        </button>
      ) : (
        <button
          type="button"
          className="btn main play"
          aria-label={playName}
          onClick={() => player.toggle(now())}
        >
          <Icon name={state.playing ? 'pause' : 'play'} />
          <span>{playName}</span>
        </button>
      )}
      <button
        type="button"
        className="btn"
        aria-label="Step to the previous transition"
        onClick={() => player.stepBack(now())}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="btn"
        aria-label="Step to the next transition"
        onClick={() => player.stepForward(now())}
      >
        <Icon name="forward" />
        <span className="desk">Step</span>
      </button>
      <button
        type="button"
        className="btn desk"
        disabled={isLive && !state.ended}
        title={isLive && !state.ended ? 'The live server has to exit first' : undefined}
        onClick={() => void session.restart()}
      >
        <Icon name="restart" />
        <span>Restart</span>
      </button>
      <Pick
        className="speed"
        label={<span className="desk">Speed</span>}
        name="Speed"
        value={String(state.speed)}
        text={<span className="val">{state.speed}×</span>}
        disabled={isLive && !state.ended}
        options={speedsWith(state.speed).map(speed => ({ value: String(speed), text: `${speed}×` }))}
        onPick={value => player.setSpeed(Number(value), now())}
      />
      <span className="grow" />
      <div className="menu-anchor">
        <button
          type="button"
          className="btn"
          aria-expanded={menuOpen}
          aria-haspopup="dialog"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          <span className="desk">Send request</span>
          <span className="phone">Send…</span>
        </button>
        {menuOpen && (
          <RequestMenu onSend={request => player.request(request, now())} onClose={closeMenu}>
            {signals('')}
            <button
              type="button"
              className="btn"
              disabled={isLive && !state.ended}
              onClick={() => {
                closeMenu();
                void session.restart();
              }}
            >
              <Icon name="restart" />
              <span>Restart</span>
            </button>
          </RequestMenu>
        )}
      </div>
      <span className="sep" />
      {signals('desk')}
    </footer>
  );
}

/** A live run may have been started with a speed that is not offered here. */
function speedsWith(speed: number): readonly number[] {
  return SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
}

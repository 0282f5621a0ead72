/** The transport: play, step, speed, and what a person can do to the server now. */
import { useCallback, useState } from 'react';
import { RunsHost, RunsPill } from '../forks/runs-pill.tsx';
import { Pick } from '../header/pick.tsx';
import type { Session } from '../session/session.ts';
import { shallowEqual, useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { Icon } from './icons.tsx';
import { RequestMenu } from './request-menu.tsx';

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4, 10, 25, 100];

export function Transport({ session }: { readonly session: Session }) {
  const { player } = session;
  const state = useStore(
    player.store,
    ({ playing, ended, speed, source, view, t, present, origin }) => ({
      playing,
      ended,
      speed,
      mode: source?.mode ?? 'simulate',
      stopped: source?.tracks.stop != null && (source.mode === 'live' || t >= source.tracks.stop),
      exited: source?.tracks.exit != null && (source.mode === 'live' || t >= source.tracks.exit),
      hasExited: view.process.exit !== null && t >= present,
      hasStop: origin !== null,
    }),
    shallowEqual,
  );
  const [menuOpen, setMenuOpen] = useState(false);
  const closeMenu = useCallback(() => setMenuOpen(false), []);
  const now = (): number => performance.now();
  const isLive = state.mode === 'live';
  const isBusy = isLive && !state.ended;
  const playName = state.playing ? tr('Pause') : isLive ? tr('Follow') : tr('Play');
  const isReplay = state.mode === 'replay';
  const closedFor = isReplay ? tr('This is a recording: nothing can be done to it') : null;
  const noSignal = closedFor ?? (state.exited ? tr('The process has exited') : null);
  const signals = (className: string) => (
    <>
      <button
        type="button"
        className={`btn stop ${className}`}
        disabled={noSignal !== null}
        title={noSignal ?? undefined}
        onClick={() => player.signal('SIGTERM', now())}
      >
        {state.stopped && !isReplay ? tr('SIGTERM again') : 'SIGTERM'}
      </button>
      <button
        type="button"
        className={`btn danger ${className}`}
        disabled={noSignal !== null}
        title={noSignal ?? undefined}
        onClick={() => player.signal('SIGKILL', now())}
      >
        SIGKILL
      </button>
    </>
  );
  const toStop = (className: string, after: () => void = () => {}) => (
    <button
      type="button"
      className={`btn ${className}`}
      aria-label={tr('Go to SIGTERM')}
      disabled={!state.hasStop}
      title={state.hasStop ? tr('Go to SIGTERM') : tr('Nobody has sent SIGTERM, and the script does not')}
      onClick={() => {
        after();
        player.toStop(now());
      }}
    >
      <Icon name="stop" />
      <span className="phone">{tr('Go to SIGTERM')}</span>
    </button>
  );
  return (
    <footer className="transport">
      {state.hasExited ? (
        <button
          type="button"
          className="btn main play"
          aria-label={tr('Again')}
          onClick={() => void session.restart()}
        >
          <Icon name="restart" />
          <span>{tr('Again')}</span>
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
      {toStop('desk')}
      <button
        type="button"
        className="btn"
        aria-label={tr('Step to the previous transition')}
        onClick={() => player.stepBack(now())}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="btn"
        aria-label={tr('Step to the next transition')}
        onClick={() => player.stepForward(now())}
      >
        <Icon name="forward" />
        <span className="desk">{tr('Step')}</span>
      </button>
      <button
        type="button"
        className="btn desk"
        disabled={isBusy}
        title={isBusy ? tr('The live server has to exit first') : undefined}
        onClick={() => void session.restart()}
      >
        <Icon name="restart" />
        <span>{tr('Restart')}</span>
      </button>
      <Pick
        className="speed"
        label={<span className="desk">{tr('Speed')}</span>}
        name={tr('Speed')}
        value={String(state.speed)}
        text={<span className="val">{state.speed}×</span>}
        disabled={isBusy}
        options={speedsWith(state.speed).map(speed => ({ value: String(speed), text: `${speed}×` }))}
        onPick={value => player.setSpeed(Number(value), now())}
      />
      <RunsPill session={session} className="desk" />
      <span className="grow" />
      <div className="menu-anchor">
        <button
          type="button"
          className="btn"
          aria-expanded={menuOpen}
          aria-haspopup="dialog"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          <span className="desk">{tr('Send request')}</span>
          <span className="phone">{tr('Send…')}</span>
        </button>
        {menuOpen && (
          <RequestMenu
            closedFor={closedFor}
            onSend={request => player.request(request, now())}
            onClose={closeMenu}
          >
            {signals('')}
            <button
              type="button"
              className="btn"
              disabled={isBusy}
              onClick={() => {
                closeMenu();
                void session.restart();
              }}
            >
              <Icon name="restart" />
              <span>{tr('Restart')}</span>
            </button>
            {toStop('', closeMenu)}
            <RunsPill session={session} onOpen={closeMenu} />
          </RequestMenu>
        )}
      </div>
      <span className="sep" />
      {signals('desk')}
      <RunsHost session={session} />
    </footer>
  );
}

/** A live run may have been started with a speed that is not offered here. */
function speedsWith(speed: number): readonly number[] {
  return SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
}

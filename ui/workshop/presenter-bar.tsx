/** What a presenter does, at the foot of the page: onward and back, the room, the timer, the task, the dark screen. */
import { useState } from 'react';
import { EMPTY_LINK } from '../../machines/view/link.ts';
import { WORKSHOP_PATHS } from '../../machines/workshop/messages.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import { showLessons } from '../lessons/list-store.ts';
import { secret } from '../session/secret.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { FireBars } from './fire-bars.tsx';
import { followersText } from './followers-text.ts';
import { JoinDialog } from './join-dialog.tsx';
import { nextWords, placeWords } from './next-words.ts';
import type { Presenter } from './presenter.ts';
import { refusalText } from './refusal-text.ts';
import type { Room } from './room.ts';
import { lessonTitle } from './sentence.ts';
import { StateMark } from './state-mark.tsx';
import { TimerMenu } from './timer-menu.tsx';
import './presenter.css';

interface PresenterBarProps {
  readonly session: Session;
  readonly room: Room;
  readonly presenter: Presenter;
}

export function PresenterBar({ session, room, presenter }: PresenterBarProps) {
  const [joining, setJoining] = useState(false);
  const lesson = useStore(lessonStore, value => value);
  const decided = useStore(presenter.decided, value => value);
  return (
    <section className="ws-present" aria-label={tr('Presenter')}>
      <RoomAside session={session} room={room} presenter={presenter} />
      <div className="ws-present-row">
        {lesson ? (
          <>
            <button
              type="button"
              className="btn"
              aria-label={tr('Back')}
              title={tr('Back')}
              onClick={() => presenter.command('back')}
            >
              ←
            </button>
            <button
              type="button"
              className="btn main ws-next"
              title={tr('Space bar, Page Down or a clicker; Page Up goes back, b darkens the screen')}
              disabled={lesson.place.stop === 'end'}
              onClick={() => presenter.command('next')}
            >
              {nextWords(lesson, decided.bars)}
            </button>
            <button type="button" className="ws-where" aria-haspopup="dialog" onClick={showLessons}>
              {placeWords(lesson.lesson, lesson.place.stop)} <b>{lessonTitle(lesson.lesson)}</b>
            </button>
          </>
        ) : (
          <button type="button" className="btn main" aria-haspopup="dialog" onClick={showLessons}>
            {tr('Choose a lesson')}
          </button>
        )}
        <span className="grow" />
        <RoomState room={room} onJoin={() => setJoining(true)} />
        <TimerMenu presenter={presenter} />
        {lesson && <TaskButton presenter={presenter} lesson={lesson.lesson.name} />}
        <FireButton session={session} presenter={presenter} />
        <button
          type="button"
          className="btn"
          aria-pressed={decided.blank}
          onClick={() => presenter.command('blank')}
        >
          {tr('Dark')} <kbd>b</kbd>
        </button>
        <button type="button" className="btn" onClick={openNotes}>
          {tr('Notes')}
        </button>
      </div>
      {joining && <JoinDialog room={room} onClose={() => setJoining(false)} />}
    </section>
  );
}

/** The notes in a window of their own, to be kept off the projector. */
function openNotes(): void {
  const url = new URL(WORKSHOP_PATHS.notes.slice(1), document.baseURI);
  url.hash = secret() ?? '';
  window.open(url, 'lastcall-notes', 'popup,width=720,height=900');
}

function RoomState({ room, onJoin }: { readonly room: Room; readonly onJoin: () => void }) {
  const link = useStore(room.connection.store, value => value);
  const followers = useStore(room.store, value => value.followers);
  if (link === 'open')
    return (
      <button type="button" className="btn" aria-haspopup="dialog" onClick={onJoin}>
        <StateMark kind="on" />
        <span className="ws-here">{followersText(followers)}</span>
        <span>{tr('Join…')}</span>
      </button>
    );
  return (
    <span className="ws-trouble" role="status">
      <StateMark kind="lost" />
      {link === 'lost'
        ? tr('The connection is lost, trying again. What was shown stays.')
        : tr('Connecting to the workshop.')}
    </span>
  );
}

function TaskButton({ presenter, lesson }: { readonly presenter: Presenter; readonly lesson: string }) {
  const isOut = useStore(presenter.decided, ({ task }) => task === lesson);
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={isOut}
      onClick={() => presenter.decide({ task: isOut ? null : lesson })}
    >
      {isOut ? tr('Take the task back') : tr('Hand out the task')}
    </button>
  );
}

function FireButton({ session, presenter }: Pick<PresenterBarProps, 'session' | 'presenter'>) {
  const fire = useStore(presenter.decided, value => value.fire);
  const canBeLive = useStore(session.store, value => value.liveAvailable);
  const isLive = useStore(session.store, value => value.mode === 'live');
  const press = (): void => {
    // Requests need a server: the one that runs, or a new one.
    if (!fire && !isLive) void session.start({ ...EMPTY_LINK, mode: 'live' });
    presenter.decide({ fire: !fire });
  };
  if (!canBeLive) return null;
  return (
    <button
      type="button"
      className="btn"
      title={tr('Shows the live server, and lets every seat fire requests at it')}
      aria-pressed={fire}
      onClick={press}
    >
      {fire ? tr('No more requests') : tr('Everybody press now')}
    </button>
  );
}

/** What comes from the room besides answers, while it comes. */
function RoomAside({ session, room, presenter }: Pick<PresenterBarProps, 'session' | 'room' | 'presenter'>) {
  const { fire, task } = useStore(presenter.decided, value => value);
  const fires = useStore(room.store, value => value.fires);
  const done = useStore(room.store, value => value.task);
  const refused = useStore(room.store, value => value.refused);
  const live = useStore(session.store, value => value.mode === 'live');
  const isOurs = done !== null && done.lesson === task;
  if (!fire && task === null && !refused) return null;
  return (
    <div className="ws-aside">
      {refused && <p role="alert">{refusalText(refused.code)}</p>}
      {task !== null && (
        <p aria-live="polite" className="ws-tally">
          {tr('The task: {tried} have tried, {solved} have solved it', {
            tried: isOurs ? done.tried : 0,
            solved: isOurs ? done.solved : 0,
          })}
        </p>
      )}
      {fire && live && <FireBars fires={fires} />}
    </div>
  );
}

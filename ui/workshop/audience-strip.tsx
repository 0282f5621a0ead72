/** What stands above the page at a seat of the audience: how one follows, and what the room is asked to do now. */
import { useState } from 'react';
import type { Shown } from '../../machines/workshop/messages.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { Asked, useAskedInLesson } from './asked.tsx';
import { FireButtons } from './fire-buttons.tsx';
import type { Follower, FollowerState } from './follower.ts';
import { timerAt } from './following.ts';
import { NameField } from './name-field.tsx';
import { refusalText } from './refusal-text.ts';
import type { Room } from './room.ts';
import { lessonTitle } from './sentence.ts';
import { StateMark } from './state-mark.tsx';
import { Timer } from './timer.tsx';
import { useLesson } from './use-lesson.ts';
import './audience.css';

interface AudienceStripProps {
  readonly session: Session;
  readonly room: Room;
  readonly follower: Follower;
}

export function AudienceStrip({ session, room, follower }: AudienceStripProps) {
  const state = useStore(follower.store, value => value);
  const shown = useStore(room.store, ({ heard }) => heard?.shown ?? null);
  const refused = useStore(room.store, value => value.refused);
  const isInLesson = useAskedInLesson(follower);
  return (
    <section className="ws-strip" aria-label={tr('Workshop')}>
      <FollowLine session={session} room={room} follower={follower} />
      {state.problem !== null && <p role="alert">{state.problem}</p>}
      {refused && (
        <p key={refused.count} className="ws-refused" role="alert">
          {refusalText(refused.code)}
        </p>
      )}
      {shown?.fire && <FireButtons room={room} />}
      {shown?.task && state.mode !== 'task' && (
        <p className="ws-task">
          {tr('The presenter has handed out the task of this lesson.')}
          <button type="button" className="btn main" onClick={() => void follower.takeTask()}>
            {tr('Solve it here')}
          </button>
        </p>
      )}
      {shown && !isInLesson && state.mode !== 'task' && <Asked session={session} room={room} shown={shown} />}
    </section>
  );
}

function FollowLine({ session, room, follower }: AudienceStripProps) {
  const state = useStore(follower.store, value => value);
  const link = useStore(room.connection.store, value => value);
  const heard = useStore(room.store, value => value.heard);
  const presenter = useStore(room.store, value => value.presenter);
  const lesson = useLesson(session, heard?.shown.place?.lesson ?? null);
  const [naming, setNaming] = useState(false);
  const isFollowing = state.mode === 'following';
  return (
    <div className="ws-line">
      <StateMark kind={link !== 'open' ? 'lost' : isFollowing && heard ? 'on' : 'off'} />
      <p className="ws-state" aria-live="polite">
        {link === 'open' ? followText(state, heard?.shown ?? null, presenter) : linkText(link)}
        {link === 'open' && lesson && <span className="ws-title">{lessonTitle(lesson)}</span>}
      </p>
      {heard?.shown.timer && <Timer leftAt={clock => timerAt(heard, clock)} />}
      {link === 'lost' && (
        <button type="button" className="btn" onClick={() => room.connection.retry()}>
          {tr('Try now')}
        </button>
      )}
      {heard &&
        (isFollowing ? (
          <button type="button" className="btn" onClick={() => follower.lookAround()}>
            {tr('Look around')}
          </button>
        ) : (
          <button type="button" className="btn main" onClick={() => follower.followAgain()}>
            {state.mode === 'task' ? tr('Back to the presenter') : tr('Follow again')}
          </button>
        ))}
      <button
        type="button"
        className="btn ws-name"
        aria-expanded={naming}
        aria-label={tr('Your name')}
        title={tr('Your name')}
        onClick={() => setNaming(open => !open)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="4.6" r="3.6" />
          <path d="M1 16c0-4 3-6.4 7-6.4S15 12 15 16Z" />
        </svg>
      </button>
      {naming && <NameField room={room} onDone={() => setNaming(false)} />}
    </div>
  );
}

function linkText(link: 'connecting' | 'lost' | 'refused'): string {
  if (link === 'connecting') return tr('Connecting to the workshop.');
  return link === 'lost'
    ? tr('The connection is lost, trying again. What was shown stays.')
    : tr('The program does not let this page in.');
}

function followText({ mode, because }: FollowerState, shown: Shown | null, presenter: boolean): string {
  if (mode === 'task') return tr('A sandbox of your own.');
  if (mode === 'detached')
    return because === 'asked' || because === null
      ? tr('You look around by yourself.')
      : tr('The page is in your hands now.');
  if (!shown) return tr('You are in. The presenter has not begun yet.');
  return presenter ? tr('You follow the presenter.') : tr('The presenter is away. What was shown stays.');
}

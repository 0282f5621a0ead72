/** The page at a seat of the audience: the whole page as the presenter has it, and above it what the room is asked. */
import { EMPTY_LINK } from '../../machines/view/link.ts';
import type { Introduction } from '../intro/introduction.ts';
import { Page } from '../page.tsx';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { languageStore, tr } from '../words/language.ts';
import { AudienceStrip } from './audience-strip.tsx';
import { Blank } from './blank.tsx';
import type { Follower } from './follower.ts';
import type { Room } from './room.ts';
import { useReturn } from './use-return.ts';

interface AudienceProps {
  readonly session: Session;
  readonly introduction: Introduction;
  readonly room: Room;
  readonly follower: Follower;
}

export function Audience({ session, introduction, room, follower }: AudienceProps) {
  const language = useStore(languageStore, value => value);
  const isDark = useStore(room.store, ({ heard }) => heard?.shown.blank === true);
  const isFollowing = useStore(follower.store, ({ mode }) => mode === 'following');
  useReturn(room);
  return (
    <div className="workshop audience-page">
      <AudienceStrip key={language} session={session} room={room} follower={follower} />
      <Page session={session} introduction={introduction} opened={EMPTY_LINK} />
      {isDark && isFollowing && (
        <Blank>
          <button type="button" className="btn" onClick={() => follower.lookAround()}>
            {tr('Look around')}
          </button>
        </Blank>
      )}
    </div>
  );
}

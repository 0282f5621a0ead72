/** The presenter's page: the whole page in large type, and the presenter's bar at its foot. */
import { useEffect } from 'react';
import { EMPTY_LINK } from '../../machines/view/link.ts';
import type { Introduction } from '../intro/introduction.ts';
import { Page } from '../page.tsx';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { languageStore } from '../words/language.ts';
import { Blank } from './blank.tsx';
import type { Presenter } from './presenter.ts';
import { PresenterBar } from './presenter-bar.tsx';
import { listenForPresenter } from './presenter-keys.ts';
import { refusalText } from './refusal-text.ts';
import type { Room } from './room.ts';
import { useReturn } from './use-return.ts';

interface PresentedPageProps {
  readonly session: Session;
  readonly introduction: Introduction;
  readonly room: Room;
  readonly presenter: Presenter;
}

export function PresentedPage({ session, introduction, room, presenter }: PresentedPageProps) {
  const language = useStore(languageStore, value => value);
  const isRefused = useStore(room.connection.store, value => value === 'refused');
  const isDark = useStore(presenter.decided, ({ blank }) => blank);
  useReturn(room);
  useEffect(() => listenForPresenter(command => presenter.command(command)), [presenter]);
  return (
    <div className="workshop presenter-page">
      <Page session={session} introduction={introduction} opened={EMPTY_LINK} />
      {isRefused ? (
        <p className="ws-locked" role="alert">
          {refusalText('wrong-secret')}
        </p>
      ) : (
        <PresenterBar key={language} session={session} room={room} presenter={presenter} />
      )}
      {isDark && <Blank />}
    </div>
  );
}

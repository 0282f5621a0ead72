/** The pages of a workshop: the presenter's, the audience's, and the presenter's notes. */
import { createRoot, type Root } from 'react-dom/client';
import { EMPTY_LINK } from '../../machines/view/link.ts';
import { Introduction } from '../intro/introduction.ts';
import { addedCommandsStore } from '../keys/added-commands.ts';
import { lessonUseStore } from '../lessons/lesson-store.ts';
import { secret } from '../session/secret.ts';
import { Session } from '../session/session.ts';
import { AskedInLesson } from './asked.tsx';
import { Audience } from './audience.tsx';
import { BY_ONESELF, Follower } from './follower.ts';
import { NotesPage } from './notes-page.tsx';
import { PresentedPage } from './presented-page.tsx';
import { PresentedQuestion } from './presented-question.tsx';
import { Presenter } from './presenter.ts';
import { presenterCommands } from './presenter-keys.ts';
import { resumePresenting } from './resume-presenting.ts';
import type { WorkshopRole } from './role.ts';
import { Room } from './room.ts';
import './workshop.css';

/** Opens the page of a role; language and theme are in force already. */
export function openWorkshop(role: WorkshopRole, element: Element): void {
  const root = createRoot(element);
  const session = new Session();
  switch (role) {
    case 'audience':
      return openAudience(root, session);
    case 'presenter':
      return openPresenter(root, session);
    case 'notes':
      void session.lookForProgram();
      root.render(<NotesPage session={session} room={new Room(() => helloWithSecret('notes'))} />);
  }
}

function openAudience(root: Root, session: Session): void {
  lessonUseStore.set(BY_ONESELF);
  // Something to look at until the presenter begins.
  const opened = session.start({ ...EMPTY_LINK, mode: 'simulate' });
  const room = Room.asFollower();
  const asked = () => <AskedInLesson session={session} room={room} />;
  const follower = new Follower(session, room, asked, opened);
  const introduction = new Introduction(session);
  root.render(<Audience session={session} introduction={introduction} room={room} follower={follower} />);
}

function openPresenter(root: Root, session: Session): void {
  let presenter: Presenter | null = null;
  const room = new Room(
    () => helloWithSecret('presenter'),
    command => presenter?.command(command),
  );
  const presenting = new Presenter(session, room);
  presenter = presenting;
  lessonUseStore.set({
    keeps: false,
    drives: true,
    question: () => <PresentedQuestion room={room} presenter={presenting} />,
  });
  addedCommandsStore.set(presenterCommands);
  document.documentElement.classList.add('presenting');
  const introduction = new Introduction(session);
  root.render(
    <PresentedPage session={session} introduction={introduction} room={room} presenter={presenting} />,
  );
  void resumePresenting(session, room, presenting);
}

function helloWithSecret(role: 'presenter' | 'notes') {
  return { type: 'hello', role, secret: secret() ?? '' } as const;
}

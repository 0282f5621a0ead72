/** The whole page, or one view of it; drawn anew when its language changes, so that no sentence of the other one stays. */
import type { LinkState } from '../machines/view/link.ts';
import { App } from './app.tsx';
import type { Introduction } from './intro/introduction.ts';
import { Embed } from './link/embed.tsx';
import type { Session } from './session/session.ts';
import { useStore } from './session/store.ts';
import { languageStore } from './words/language.ts';

interface PageProps {
  readonly session: Session;
  readonly introduction: Introduction;
  /** The link that the page was opened with. */
  readonly opened: LinkState;
}

export function Page({ session, introduction, opened }: PageProps) {
  const language = useStore(languageStore, value => value);
  return opened.embed ? (
    <Embed key={language} session={session} opened={opened} />
  ) : (
    <App key={language} session={session} introduction={introduction} opened={opened} />
  );
}

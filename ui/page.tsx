/** The whole page, or one view of it; drawn anew when its language changes, so that no sentence of the other one stays. */
import type { LinkState } from '../machines/view/link.ts';
import { App } from './app.tsx';
import { Embed } from './link/embed.tsx';
import type { Session } from './session/session.ts';
import { useStore } from './session/store.ts';
import { languageStore } from './words/language.ts';

interface PageProps {
  readonly session: Session;
  /** The link that the page was opened with. */
  readonly opened: LinkState;
}

export function Page({ session, opened }: PageProps) {
  const language = useStore(languageStore, value => value);
  const What = opened.embed ? Embed : App;
  return <What key={language} session={session} opened={opened} />;
}

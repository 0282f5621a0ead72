/** Starts the page. */
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/header.css';
import './styles/map.css';
import './styles/room.css';
import './styles/panel.css';
import './styles/timeline.css';
import './styles/transport.css';
import './styles/help.css';
import './styles/link.css';
import { EMPTY_LINK, isEmbed, parseLink } from '../machines/view/link.ts';
import { openServed } from './files/files.ts';
import { restoreTheme } from './header/theme.ts';
import { Introduction } from './intro/introduction.ts';
import { openLinkedLesson } from './lessons/lessons.ts';
import { keepOffline } from './offline/new-version.ts';
import { Page } from './page.tsx';
import { takeSecret } from './session/secret.ts';
import { Session } from './session/session.ts';
import { restoreLanguage, tr } from './words/language.ts';
import { workshopRole } from './workshop/role.ts';

takeSecret();
const parsed = parseLink(location.search);
const link = parsed.ok ? parsed.link : { ...EMPTY_LINK, embed: isEmbed(location.search) };
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
restoreTheme(link.theme);
await restoreLanguage(link.lang === 'zh' ? 'zh-Hans' : link.lang);
const role = workshopRole(location.pathname);
if (role !== null) (await import('./workshop/open.tsx')).openWorkshop(role, root);
else openPage(root);

function openPage(element: HTMLElement): void {
  // Read again, to say what is wrong with it in the reader's language.
  const read = parseLink(location.search, tr);
  const session = new Session();
  const introduction = new Introduction(session);
  createRoot(element).render(<Page session={session} introduction={introduction} opened={link} />);
  if (parsed.ok && Introduction.isDue(link)) void introduction.begin(link);
  else if (link.lesson !== null && !link.embed) void openLinkedLesson(session, link);
  else if (link.replay) void openServed(session, link);
  else void session.start(link, read.ok ? null : read.error.message);
  if (!link.embed) keepOffline();
}

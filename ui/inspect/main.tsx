/** Starts the inspector: the page that draws other people's machines. */
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/base.css';
import { restoreTheme } from '../header/theme.ts';
import { restoreLanguage } from '../words/language.ts';
import { listenToProgram } from './hub-source.ts';
import { InspectPage } from './inspect-page.tsx';
import { Inspector } from './inspector.ts';
import { listenToWindows } from './window-source.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
restoreTheme(theme === 'light' || theme === 'dark' ? theme : null);
const language = asked.get('lang');
const inspector = new Inspector();
// At once: applications speak as soon as they are answered, and wait for nobody's words.
listenToWindows(inspector);
listenToProgram(inspector);
await restoreLanguage(language === 'zh' ? 'zh-Hans' : language === 'en' ? 'en' : null);
createRoot(root).render(<InspectPage inspector={inspector} />);

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
import { App } from './app.tsx';
import { restoreTheme } from './header/theme.ts';
import { Session } from './session/session.ts';

const address = new URLSearchParams(location.search);
const mode = address.get('mode');
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
restoreTheme(location.search);
const session = new Session();
createRoot(root).render(<App session={session} />);
void session.start({
  scenario: address.get('scenario'),
  mode: mode === 'simulate' || mode === 'live' ? mode : null,
});

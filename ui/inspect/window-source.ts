/**
 * Applications that have opened this page, in a window (`opener`) or in a frame (`parent`), and speak by `postMessage`:
 * `createBrowserInspector` of `@statelyai/inspect`, and `inspect` of `@xstate/inspect`.
 */
import { isLoopbackOrigin } from '../../machines/inspect/hub-frames.ts';
import { readIncoming } from '../../machines/inspect/incoming.ts';
import type { Inspector } from './inspector.ts';

/** What a site says before it is allowed to is kept up to so many messages. */
const MOST_HELD = 1000;

type Standing =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'asking'; readonly held: unknown[] };

export function listenToWindows(inspector: Inspector): void {
  const target: Window | null = window.self === window.top ? window.opener : window.parent;
  if (!target) return;
  const standings = new Map<string, Standing>();
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== target || readIncoming(data) === null) return;
    const app = `window ${origin}`;
    const standing = standings.get(origin) ?? begin(origin, app);
    if (standing.kind === 'allowed') inspector.hear(app, data);
    if (standing.kind === 'asking' && standing.held.length < MOST_HELD) standing.held.push(data);
  });
  const begin = (origin: string, app: string): Standing => {
    if (origin === location.origin || isLoopbackOrigin(origin)) {
      standings.set(origin, { kind: 'allowed' });
      inspector.attach(app, origin);
      return { kind: 'allowed' };
    }
    const held: unknown[] = [];
    const asking: Standing = { kind: 'asking', held };
    standings.set(origin, asking);
    inspector.ask({ app, origin }, allow => {
      standings.set(origin, { kind: allow ? 'allowed' : 'refused' });
      if (!allow) return;
      inspector.attach(app, origin);
      for (const message of held) inspector.hear(app, message);
    });
    return asking;
  };
  // Each package waits for its own word. Neither says anything that a stranger must not know.
  for (const type of ['@statelyai.connected', 'xstate.inspecting']) target.postMessage({ type }, '*');
}

/** How to attach, as long as nobody is. */
import { tr } from '../words/language.ts';

export function HowTo() {
  const page = new URL(location.pathname, location.href).href;
  const socket = page.replace(/^http/, 'ws');
  return (
    <main className="inspect-how">
      <p>
        {tr(
          'Nobody shows machines here yet. What an application needs is one line; nothing leaves this machine.',
        )}
      </p>
      <h2>{tr('XState 5, in a browser')}</h2>
      <pre>{`import { createBrowserInspector } from '@statelyai/inspect';
const { inspect } = createBrowserInspector({ url: '${page}' });
createActor(machine, { inspect }).start();`}</pre>
      <h2>{tr('XState 5, anywhere')}</h2>
      <pre>{`import { createWebSocketInspector } from '@statelyai/inspect';
const { inspect } = createWebSocketInspector({ url: '${socket}' });
createActor(machine, { inspect }).start();`}</pre>
      <h2>{tr('XState 4, in a browser')}</h2>
      <pre>{`import { inspect } from '@xstate/inspect';
inspect({ url: '${page}', iframe: false });
interpret(machine, { devTools: true }).start();`}</pre>
      <h2>{tr('XState 4, in Node: attach to its address above')}</h2>
      <pre>{`import { inspect } from '@xstate/inspect/lib/server';
inspect({ server: new WebSocketServer({ port: 8888 }) });`}</pre>
    </main>
  );
}

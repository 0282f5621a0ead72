/** The page without a network: its service worker, and what it says of newer builds. */
import { createStore } from '../session/store.ts';

/** Whether a newer build of the page is stored than the one that is shown. */
export const newVersionStore = createStore(false);

/** What the worker says when it has stored a build. */
interface BuildMessage {
  readonly type: 'build';
  readonly files: readonly string[];
}

function isBuildMessage(data: unknown): data is BuildMessage {
  return (data as Partial<BuildMessage> | null)?.type === 'build';
}

/**
 * Has the page kept by the browser, once it is there and nothing else is to be done. Only a built page, and only where
 * browsers allow it: over HTTPS, and on this machine.
 */
export function keepOffline(): void {
  const { serviceWorker } = navigator;
  if (!import.meta.env.PROD || !serviceWorker || !location.protocol.startsWith('http')) return;
  serviceWorker.addEventListener('message', event => {
    if (isBuildMessage(event.data) && !isOfBuild(event.data.files)) newVersionStore.set(true);
  });
  const register = (): void => {
    serviceWorker
      .register(new URL('service-worker.js', document.baseURI), { updateViaCache: 'none' })
      // By themselves browsers look for a newer one when the present one has been idle for a while.
      .then(registration => registration.active && registration.update())
      .catch(() => {
        // The page works without: it only is not there when the network is not.
      });
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

/** Whether the scripts and styles of this page are those of a build. */
function isOfBuild(files: readonly string[]): boolean {
  const known = new Set(files.map(file => new URL(file, document.baseURI).href));
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(script => script.src);
  const links = [
    ...document.querySelectorAll<HTMLLinkElement>('link:is([rel="stylesheet"], [rel="modulepreload"])'),
  ];
  return [...scripts, ...links.map(link => link.href)].every(url => known.has(url));
}

/**
 * The service worker: keeps the files of the page, so that it works without a network after its first load. It stores
 * a build as a whole or not at all, and never answers for the control API.
 */
/// <reference lib="webworker" />
import type { BuildList } from './build-list.ts';
import { isHashed, PAGE, routeOf } from './routes.ts';

/** Put in front of this file by the build. */
declare const BUILD: BuildList;
declare const self: ServiceWorkerGlobalScope;

/** Longer than this nobody waits for the network's page while there is a stored one. */
const PATIENCE_MS = 3_000;
/** A page that is open in another tab may still fetch parts of the build before this one. */
const BUILDS_KEPT = 2;

const { scope } = self.registration;
/** Pages in other folders of this host have their own. */
const PREFIX = `lastcall ${scope} `;
const NAME = `${PREFIX}${BUILD.version}`;

self.addEventListener('install', event => {
  event.waitUntil(install());
});
self.addEventListener('activate', event => {
  event.waitUntil(activate());
});
self.addEventListener('fetch', event => {
  const route = routeOf(event.request, scope, BUILD.files);
  if (route.kind === 'page') event.respondWith(page(event.request));
  else if (route.kind === 'file') event.respondWith(file(event.request, route.path));
});

/**
 * Stores the whole build. A file whose content is not that of this build, as while another one is being put onto the
 * host, makes it fail: the browser tries again with the next load.
 */
async function install(): Promise<void> {
  try {
    const cache = await caches.open(NAME);
    const earlier = await storedBuilds();
    await Promise.all(
      Object.entries(BUILD.files).map(async ([path, integrity]) => {
        const url = new URL(path, scope).href;
        if (await cache.match(url)) return;
        const stored = isHashed(path) ? await firstMatch(earlier, url) : undefined;
        const response =
          stored ?? (await fetch(url, { integrity, cache: isHashed(path) ? 'default' : 'no-cache' }));
        if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
        await cache.put(url, plain(response));
      }),
    );
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
  // Files of the build before stay in the store, so a page of it goes on as it is.
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const builds = await storedBuilds();
  const surplus = builds.filter(name => name !== NAME).slice(0, -(BUILDS_KEPT - 1));
  await Promise.all(surplus.map(name => caches.delete(name)));
  await self.clients.claim();
  const clients = await self.clients.matchAll({ type: 'window' });
  for (const client of clients) client.postMessage({ type: 'build', files: Object.keys(BUILD.files) });
}

/** The page of the network; the stored one where there is no network, or none that is quick or well. */
async function page(request: Request): Promise<Response> {
  const stored = async (): Promise<Response | undefined> => firstMatch([NAME], new URL(PAGE, scope).href);
  const fresh = fetch(request).then(
    response => (response.status >= 500 ? null : response),
    () => null,
  );
  const patience = new Promise<null>(resolve => setTimeout(() => resolve(null), PATIENCE_MS));
  return (await Promise.race([fresh, patience])) ?? (await stored()) ?? (await fresh) ?? Response.error();
}

/** A file of this build, or of the one before that a page still stands on. */
async function file(request: Request, path: string): Promise<Response> {
  const url = new URL(path, scope).href;
  const builds = isHashed(path) ? [NAME, ...(await storedBuilds())] : [NAME];
  return (await firstMatch(builds, url)) ?? fetch(request);
}

/** The builds of this page that are stored, oldest first. */
async function storedBuilds(): Promise<string[]> {
  return (await caches.keys()).filter(name => name.startsWith(PREFIX));
}

async function firstMatch(builds: readonly string[], url: string): Promise<Response | undefined> {
  for (const name of builds) {
    const response = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (response) return response;
  }
  return undefined;
}

/** A page may not be answered with what a redirection led to: some hosts send `index.html` to its folder. */
function plain(response: Response): Response {
  const { redirected, body, status, headers } = response;
  return redirected ? new Response(body, { status, headers }) : response;
}

/** What the service worker answers itself; everything else goes to the network as if there were none. */

/** Names under this path carry a hash of their content: they never change. */
const HASHED = 'assets/';

/** The page, under any name that it has. */
export const PAGE = 'index.html';

export type Route =
  /** The page: the network's where there is one, so that a new build is seen at once. */
  | { readonly kind: 'page' }
  /** A file of a build: its name or its build says which, so the stored one is as good. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'network' };

interface Asked {
  readonly method: string;
  /** As `Request.mode` has it. */
  readonly mode: string;
  readonly url: string;
  readonly headers?: { readonly has: (name: string) => boolean };
}

/**
 * @param scope the address of the page's folder: there may be other pages beside it.
 * @param files the paths of the present build's files.
 */
export function routeOf(request: Asked, scope: string, files: Readonly<Record<string, string>>): Route {
  const network: Route = { kind: 'network' };
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return network;
  // Parts of files are for players of media; the store has only whole ones.
  if (request.headers?.has('range')) return network;
  const path = request.url.slice(scope.length).replace(/[?#].*$/s, '');
  if (path === 'api' || path.startsWith('api/')) return network;
  if (request.mode === 'navigate') return path === '' || path === PAGE ? { kind: 'page' } : network;
  if (path.startsWith(HASHED) || (path !== PAGE && Object.hasOwn(files, path))) return { kind: 'file', path };
  return network;
}

/** Whether a path names its content, so that a stored file may be taken from any build. */
export function isHashed(path: string): boolean {
  return path.startsWith(HASHED);
}

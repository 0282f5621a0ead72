/** Applications of other people, bundled with the real packages, on a web host of their own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SOURCES = {
  xstate5: fileURLToPath(new URL('../inspect/apps/xstate5.ts', import.meta.url)),
  xstate4: fileURLToPath(new URL('../inspect/xstate4/app.ts', import.meta.url)),
} as const;
export type AppName = keyof typeof SOURCES;

export interface AppHost {
  /** The page of an application; with `frame` it has a frame for the inspector. */
  readonly page: (app: AppName, inspect: string, frame?: boolean) => string;
  readonly html: (app: AppName, frame?: boolean) => string;
  close(): Promise<void>;
}

export async function hostApps(): Promise<AppHost> {
  const code = new Map<string, string>();
  for (const [name, entry] of Object.entries(SOURCES)) code.set(name, await bundle(entry));
  const html = (app: AppName, frame = false): string =>
    `<!doctype html><title>${app}</title>${frame ? '<iframe width="1200" height="700"></iframe>' : ''}<script type="module">${code.get(app)?.replaceAll('</script', '<\\/script')}</script>`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html(pathname.slice(1) as AppName, searchParams.has('frame')));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    html,
    page: (app, inspect, frame = false) =>
      `http://localhost:${port}/${app}?inspect=${encodeURIComponent(inspect)}${frame ? '&frame' : ''}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'app' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`${entry} was not built`);
  return chunk.code;
}

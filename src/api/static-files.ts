/** The built page: files of one folder, and nothing outside of it. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { compressed } from './compressed.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.yaml': 'text/yaml; charset=utf-8',
};

/** The names of files under this path carry a hash of their content: they never change. */
const HASHED = '/assets/';

/** What becomes shorter when it is compressed. */
const TEXT = /^text\/|json|svg|javascript|manifest|wasm/;

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Lastcall</title>
<p>The page has not been built. Run <code>npm run build</code> and reload; the control API works without it.</p>
`;

/**
 * Answers GET and HEAD from `folder`; a path that names no file gets the page itself, which reads the path.
 * @param encodings the request's Accept-Encoding
 */
export async function staticResponse(folder: string, path: string, encodings?: string): Promise<Response> {
  const file = await fileUnder(folder, path);
  if (file !== null) return fileResponse(file, path.startsWith(HASHED), encodings);
  if (path.startsWith(HASHED))
    return new Response('not found\n', { status: 404, headers: headersFor('.txt') });
  const index = await fileUnder(folder, '/index.html');
  if (index !== null) return fileResponse(index, false, encodings);
  return new Response(NOT_BUILT, { status: 503, headers: headersFor('.html') });
}

interface PageFile {
  readonly path: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

async function fileUnder(folder: string, path: string): Promise<PageFile | null> {
  try {
    const decoded = decodeURIComponent(path);
    if (decoded.includes('\0')) return null;
    const root = await realpath(folder);
    // The real path, with all links followed, tells whether the file lies in the folder.
    const file = await realpath(join(root, decoded));
    if (!file.startsWith(root + sep)) return null;
    return { path: file, content: Uint8Array.from(await readFile(file)) };
  } catch {
    // No such file, a folder, a path that cannot be decoded: there is nothing to send.
    return null;
  }
}

async function fileResponse(
  { path, content }: PageFile,
  immutable: boolean,
  encodings: string | undefined,
): Promise<Response> {
  const headers = headersFor(extname(path));
  if (immutable) headers['cache-control'] = 'max-age=31536000, immutable';
  if (!TEXT.test(headers['content-type'] ?? '')) return new Response(content, { headers });
  headers.vary = 'accept-encoding';
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(encodings ?? ''))
    return new Response(content, { headers });
  headers['content-encoding'] = 'gzip';
  return new Response(await compressed(path, content), { headers });
}

function headersFor(extension: string): Record<string, string> {
  return {
    'content-type': CONTENT_TYPES[extension.toLowerCase()] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  };
}

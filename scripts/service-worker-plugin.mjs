/**
 * A Vite plugin: the service worker, which knows every file of the build by name and content. It stands beside
 * `index.html`, because a worker's scope is its folder.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../ui/offline/worker.ts', import.meta.url));
const FILE = 'service-worker.js';

/** @returns {import('vite').Plugin} */
export function serviceWorker() {
  let publicDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: SOURCE, fileName: FILE });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        /** @type {Map<string, string>} */
        const files = new Map();
        for (const [name, output] of Object.entries(bundle)) {
          if (name === FILE || name.endsWith('.map')) continue;
          files.set(name, integrity(output.type === 'chunk' ? output.code : output.source));
        }
        for (const [name, path] of filesUnder(publicDir)) files.set(name, integrity(readFileSync(path)));
        const worker = bundle[FILE];
        if (worker?.type !== 'chunk' || worker.imports.length > 0 || !files.has('index.html'))
          throw new Error('the service worker must be one file, and know the page');
        // The worker's own code counts: a change of it is another version as well.
        worker.code = `const BUILD=${JSON.stringify(buildList(files, worker.code))};${worker.code}`;
      },
    },
  };
}

/**
 * The list of a build.
 * @param {ReadonlyMap<string, string>} files
 * @param {string} code the worker's, without the list
 * @returns {import('../ui/offline/build-list.ts').BuildList}
 */
function buildList(files, code) {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const version = createHash('sha256').update(JSON.stringify(sorted)).update(code).digest('hex').slice(0, 16);
  return { version, files: Object.fromEntries(sorted) };
}

/**
 * As `integrity` attributes have it.
 * @param {string | Uint8Array} content
 */
function integrity(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/**
 * Names relative to a folder, as addresses have them, and paths of all files under it.
 * @param {string} folder
 * @returns {[name: string, path: string][]}
 */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map(entry => join(folder, String(entry)))
    .filter(path => statSync(path).isFile())
    .map(path => [relative(folder, path).split(sep).join('/'), path]);
}

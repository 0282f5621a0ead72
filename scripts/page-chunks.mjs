/**
 * Which modules of the page come in one file: what it needs for its first paint, and what runs a scenario, which it
 * fetches next. Left to itself the bundler makes a file of all modules that the same dialogs share: eighty of them.
 */
import { fileURLToPath } from 'node:url';

/**
 * The chunks in the order in which a module is looked for in them, each with the modules that all import it.
 * @type {readonly (readonly [name: string, roots: readonly string[]])[]}
 */
const CHUNKS = [
  // What the inspector needs as well is a file of its own.
  ['shared', ['main.tsx', 'inspect/main.tsx']],
  ['described', ['session/machinery-parts.ts', 'inspect/main.tsx']],
  ['page', ['main.tsx']],
  ['machinery', ['session/machinery-parts.ts']],
];

/** @typedef {{ getModuleInfo(id: string): import('vite').Rolldown.ModuleInfo | null }} Context */

/**
 * The name of the chunk that a module belongs in; null: the bundler may choose.
 * @returns {(id: string, context: Context) => string | null}
 */
export function chunkNames() {
  /** @type {readonly (readonly [name: string, sets: readonly ReadonlySet<string>[]])[] | null} */
  let chunks = null;
  return (id, context) => {
    chunks ??= CHUNKS.map(([name, roots]) => [name, roots.map(root => reachedFrom(root, context))]);
    return chunks.find(([, sets]) => sets.every(set => set.has(id)))?.[0] ?? null;
  };
}

/**
 * What a module imports, directly or not; not what it fetches later. Not the module itself: one that waits for what it
 * fetches must not be in the file that the fetched one imports.
 * @param {string} root its path under `ui`
 * @param {Context} context
 * @returns {ReadonlySet<string>}
 */
function reachedFrom(root, context) {
  /** @param {string} id */
  const importsOf = id => context.getModuleInfo(id)?.importedIds ?? [];
  /** @type {Set<string>} */
  const reached = new Set();
  const open = [...importsOf(fileURLToPath(new URL(`../ui/${root}`, import.meta.url)))];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...importsOf(id));
  }
  return reached;
}

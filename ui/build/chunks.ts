/**
 * Which modules of the page come in one file: what it needs for its first paint, and what runs a scenario, which it
 * fetches next. Left to itself the bundler makes a file of all modules that the same dialogs share: eighty of them.
 */
import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

/** The chunks in the order in which a module is looked for in them, each with the modules that it begins with. */
const CHUNKS = [
  // What the inspector needs as well is a file of its own.
  ['shared', ['main.tsx', 'inspect/main.tsx']],
  ['described', ['session/machinery-parts.ts', 'inspect/main.tsx']],
  ['page', ['main.tsx']],
  ['machinery', ['session/machinery-parts.ts']],
] as const;

interface Context {
  getModuleInfo(id: string): Rolldown.ModuleInfo | null;
}

/** The name of the chunk that a module belongs in; null: the bundler may choose. */
export function chunkNames(): (id: string, context: Context) => string | null {
  let reached: ReadonlyMap<string, readonly ReadonlySet<string>[]> | null = null;
  return (id, context) => {
    reached ??= new Map(CHUNKS.map(([name, roots]) => [name, roots.map(root => reachedFrom(root, context))]));
    for (const [name, sets] of reached) if (sets.every(set => set.has(id))) return name;
    return null;
  };
}

/**
 * What a module imports, directly or not; not what it fetches later. Not the module itself: one that waits for what it
 * fetches must not be in the file that the fetched one imports.
 */
function reachedFrom(root: string, context: Context): ReadonlySet<string> {
  const importsOf = (id: string) => context.getModuleInfo(id)?.importedIds ?? [];
  const reached = new Set<string>();
  const open = [...importsOf(fileURLToPath(new URL(`../${root}`, import.meta.url)))];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...importsOf(id));
  }
  return reached;
}

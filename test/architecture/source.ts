/** Reads source files for the tests of the architecture: what they import, and their code without comments and texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A source file; its path is relative to the repository, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All TypeScript and JavaScript files below a folder of the repository. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const STATEMENT = /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*(['"])([^'"\n]+)\1/gm;
const BARE_OR_DYNAMIC = /(?:^\s*import\s*|\bimport\(\s*)(['"])([^'"\n]+)\1/gm;

/** What a file imports: packages by name, own files by their path in the repository. */
export function importsOf({ path, text }: SourceFile): string[] {
  return [...text.matchAll(STATEMENT), ...text.matchAll(BARE_OR_DYNAMIC)].map(([, , specifier = '']) =>
    specifier.startsWith('.')
      ? normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier,
  );
}

/** The code of a text without its comments, and with empty strings and regular expressions. */
export function codeOf(text: string): string {
  // A slash begins a regular expression where a value is expected: after an operator, a bracket or a keyword.
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=(?:[=(,:[!&|?{};+]|=>|\breturn|^)\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*|`(?:\\.|[^`\\])*`/gm;
  return text.replace(token, found => {
    if (found.startsWith('/')) return ' ';
    if (!found.startsWith('`')) return "''";
    // What stands in the holes of a template is code.
    return (
      [...found.matchAll(/\$\{([^}]*)\}/g)].map(([, hole]) => ` ${codeOf(hole ?? '')} `).join('') || "''"
    );
  });
}

/** Whether a file declares a name itself, so that it does not mean the global of that name. */
function declares(code: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var|function|class)\\s+${name}\\b|\\(\\s*${name}\\s*:`).test(code);
}

/** Which of the globals a file's code uses; members (`Math.random`) are written with their dot. */
export function globalsUsed({ text }: SourceFile, globals: readonly string[]): string[] {
  const code = codeOf(text);
  return globals.filter(global => {
    const [object = '', member] = global.split('.');
    if (declares(code, object)) return false;
    const use =
      member === undefined ? `${object}(?!\\s*[:?]|\\w)` : `${object}\\s*(?:\\?\\.|\\.)\\s*${member}\\b`;
    return new RegExp(`(?<![.\\w$])${use}`).test(code);
  });
}

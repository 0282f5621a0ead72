/** Who may import whom. A rule that is not executed is not a rule. */
import { describe, expect, test } from 'vitest';
import { codeOf, globalsUsed, importsOf, type SourceFile, sourceFiles } from './source.ts';

/** What a layer may import, besides its own files. */
interface Layer {
  readonly folder: string;
  readonly folders: readonly string[];
  /** Packages by name; null: every one but those that are forbidden. */
  readonly packages: readonly string[] | null;
  readonly forbidden: readonly RegExp[];
}

const LAYERS: readonly Layer[] = [
  { folder: 'machines', folders: [], packages: ['xstate', 'zod', 'yaml', 'marked'], forbidden: [] },
  { folder: 'src', folders: ['machines'], packages: null, forbidden: [/^react(-dom)?(\/|$)/] },
  {
    folder: 'ui',
    folders: ['machines'],
    packages: null,
    forbidden: [/^node:/, /^(hono|@hono\/|ws$|commander|selfsigned|prom-client)/],
  },
];

/** What would make the model depend on the place or the time where it runs, or on the engine's last digit. */
const IMPURE = [
  ...[
    'document',
    'window',
    'navigator',
    'location',
    'localStorage',
    'sessionStorage',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
  ],
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
    'performance',
    'Date',
    'Intl',
  ],
  ...['process', 'Buffer', 'require', 'globalThis', 'crypto', 'console'],
  ...[
    'random',
    'exp',
    'expm1',
    'log',
    'log2',
    'log10',
    'log1p',
    'pow',
    'cbrt',
    'hypot',
    'sin',
    'cos',
    'tan',
    'tanh',
  ].map(name => `Math.${name}`),
];

function forbiddenImports(file: SourceFile, layer: Layer): string[] {
  return importsOf(file).filter(target => {
    const isOwnFile =
      target.startsWith('.') ||
      [...LAYERS, { folder: 'test' }].some(({ folder }) => target.startsWith(`${folder}/`));
    if (isOwnFile) return ![layer.folder, ...layer.folders].some(folder => target.startsWith(`${folder}/`));
    const name = target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/');
    if (layer.packages !== null) return !layer.packages.includes(name);
    return layer.forbidden.some(pattern => pattern.test(target));
  });
}

describe('the layers', () => {
  for (const layer of LAYERS) {
    test(`${layer.folder}/ imports ${['itself', ...layer.folders, ...(layer.packages ?? ['packages'])].join(', ')}, and nothing that it must not`, () => {
      const files = sourceFiles(layer.folder);
      expect(files.length).toBeGreaterThan(0);
      const wrong = files.flatMap(file =>
        forbiddenImports(file, layer).map(target => `${file.path} imports ${target}`),
      );
      expect(wrong).toEqual([]);
    });
  }

  test('machines/ is pure: no clock, no timers, no chance, no DOM, no Node, no inexact arithmetic', () => {
    const wrong = sourceFiles('machines').flatMap(file =>
      globalsUsed(file, IMPURE).map(name => `${file.path} uses ${name}`),
    );
    expect(wrong).toEqual([]);
    const powers = sourceFiles('machines').filter(file => codeOf(file.text).includes('**'));
    expect(powers.map(file => file.path)).toEqual([]);
  });

  test('own files are imported with their endings, so that Node and the browser find the same ones', () => {
    const wrong = LAYERS.flatMap(({ folder }) => sourceFiles(folder)).flatMap(file =>
      importsOf(file)
        .filter(
          target =>
            LAYERS.some(({ folder }) => target.startsWith(`${folder}/`)) &&
            !/\.(tsx?|mjs|css|json|svg)(\?\w+)?$/.test(target),
        )
        .map(target => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const [machines, src, ui] = LAYERS as [Layer, Layer, Layer];
  const file = (path: string, text: string): SourceFile => ({ path, text });

  test.each([
    [machines, 'machines/kernel/a.ts', "import { readFileSync } from 'node:fs';", ['node:fs']],
    [machines, 'machines/kernel/a.ts', "import type { App } from '../../ui/app.tsx';", ['ui/app.tsx']],
    [machines, 'machines/kernel/a.ts', "export * from '../../src/live/a.ts';", ['src/live/a.ts']],
    [machines, 'machines/kernel/a.ts', "const fs = await import('fs');", ['fs']],
    [machines, 'machines/kernel/a.ts', "import 'react';", ['react']],
    [
      machines,
      'machines/kernel/a.ts',
      "import { graph } from 'xstate/graph';\nimport { a } from '../time.ts';",
      [],
    ],
    [src, 'src/live/a.ts', "import { App } from '../../ui/app.tsx';", ['ui/app.tsx']],
    [
      src,
      'src/live/a.ts',
      "import http2 from 'node:http2';\nimport { a } from '../../machines/time.ts';",
      [],
    ],
    [ui, 'ui/app.tsx', "import { live } from '../src/live/a.ts';", ['src/live/a.ts']],
    [ui, 'ui/app.tsx', "import { join } from 'node:path';\nimport React from 'react';", ['node:path']],
  ])('%#: imports that are forbidden are found', (layer, path, text, found) => {
    expect(forbiddenImports(file(path, text), layer)).toEqual(found);
  });

  test.each([
    ['const t = Date.now();', ['Date']],
    ['const t = new Date();', ['Date']],
    ['setTimeout(() => {}, 1);', ['setTimeout']],
    ['const text = `at $' + '{Math.random()} $' + "{'process.exit'}`;", ['Math.random']],
    ['const x = Math.pow(2, 3) + Math.floor(1.5);', ['Math.pow']],
    ['process.exit(1);', ['process']],
    ['document.title = "x";', ['document']],
    ['// process.exit\nconst a = "Date.now()"; /* window */ const b = /window\'/; const c = b;', []],
    ['const document = parse(text); document.errors;', []],
    ['scenario.process.linger; const o = { process: 1, performance: 2 };', []],
  ])('%s', (text, found) => {
    expect(globalsUsed(file('machines/a.ts', text), IMPURE)).toEqual(found);
  });
});

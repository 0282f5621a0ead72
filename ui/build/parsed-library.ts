/**
 * A Vite plugin: the scenarios of the library are read from their YAML and checked when the page is built, not in the
 * browser. Parser and schema, a third of the page, then wait until somebody brings a scenario of their own.
 */
import type { Plugin } from 'vite';
import { LIBRARY } from '../../machines/scenario/library.ts';

const MODULE = /\/machines\/scenario\/library\.ts$/;

export function parsedLibrary(): Plugin {
  return {
    name: 'parsed-library',
    enforce: 'pre',
    load(id) {
      if (!MODULE.test(id)) return null;
      return `
        export const LIBRARY = ${JSON.stringify(LIBRARY)};
        export const libraryScenario = name => LIBRARY.find(entry => entry.name === name) ?? null;
      `;
    },
  };
}

/**
 * A Vite plugin: the scenarios of the library are read from their YAML when the page is built, not in the browser. The
 * YAML parser, a sixth of the page, then waits until somebody brings a scenario of their own.
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
      const entries = LIBRARY.map(({ name, description, yaml, source }) => ({
        name,
        description,
        yaml,
        source,
      }));
      return `
        import { scenarioSchema } from './schema.ts';
        export const LIBRARY = ${JSON.stringify(entries)}.map(entry => ({ ...entry, scenario: scenarioSchema.parse(entry.source) }));
        export const libraryScenario = name => LIBRARY.find(entry => entry.name === name) ?? null;
      `;
    },
  };
}

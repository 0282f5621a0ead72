/** A Vite plugin: the JSON Schema of scenarios as a file beside the page, so that editors outside of it can complete them. */
import type { Plugin } from 'vite';
import { scenarioJsonSchema } from '../../machines/scenario/json-schema.ts';

export const SCHEMA_FILE = 'scenario.schema.json';

export function scenarioSchemaFile(): Plugin {
  return {
    name: 'scenario-schema',
    apply: 'build',
    generateBundle() {
      const source = `${JSON.stringify({ title: 'Lastcall scenario', ...scenarioJsonSchema() }, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: SCHEMA_FILE, source });
    },
  };
}

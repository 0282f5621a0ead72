/** The JSON Schema of scenarios, made once: the form and the completion read it. */
import { scenarioJsonSchema } from '../../machines/scenario/json-schema.ts';

export const SCHEMA = scenarioJsonSchema();

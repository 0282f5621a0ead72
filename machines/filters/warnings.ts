/** Warnings that the scenario wants in responses (k8s.io/apiserver pkg/endpoints/filters/warning.go, 1.19). */
import type { ResponseHeaders } from '../recording/events.ts';
import { warningHeader } from '../registry/warnings.ts';
import type { FilterInput } from './filter.ts';

/** The header with what the server warns of for this path; null: nothing. */
export function warningHeaders({ request, config }: FilterInput): ResponseHeaders | null {
  const { path } = request;
  const texts = config.warnings
    .filter(warning => path === warning.path || path.startsWith(`${warning.path.replace(/\/$/, '')}/`))
    .map(({ text }) => text);
  return texts.length === 0 ? null : warningHeader(texts);
}

/** `/openapi/v3` through the aggregator: the schemas of APIServices stand beside those of the chain (kube-aggregator pkg/controllers/openapiv3). */
import type { ApiAnswer } from '../registry/exchange.ts';
import { isObject, type Json, objectAt } from '../registry/json.ts';

/** The index of the chain, with where the schemas of other servers are. */
export function withSchemasOf(
  answer: ApiAnswer,
  services: readonly { readonly group: string; readonly version: string }[],
): ApiAnswer {
  if (services.length === 0 || answer.status !== 200) return answer;
  const index = JSON.parse(answer.body) as Json;
  if (!isObject(index)) return answer;
  const added = services.map(({ group, version }) => {
    const key = `apis/${group}/${version}`;
    return [key, { serverRelativeURL: `/openapi/v3/${key}` }] as const;
  });
  const paths = { ...objectAt(index, 'paths'), ...Object.fromEntries(added) };
  return { ...answer, body: JSON.stringify({ ...index, paths }) };
}

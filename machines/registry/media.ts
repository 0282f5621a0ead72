/** What a client sends and what it wants back (k8s.io/apiserver pkg/endpoints/handlers/negotiation). */
import { stringify } from 'yaml';
import type { Json, JsonObject } from './json.ts';
import { notAcceptable } from './status.ts';

/** In which shape objects go out. */
export type Shape =
  | { readonly kind: 'object' }
  | { readonly kind: 'table' | 'metadata'; readonly version: 'v1' | 'v1beta1' };

export interface Negotiated {
  readonly format: 'json' | 'yaml';
  readonly shape: Shape;
}

interface Clause {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

export const READABLE_TYPES = ['application/json', 'application/yaml'] as const;
const OBJECT: Shape = { kind: 'object' };
const SHAPES: Readonly<Record<string, 'table' | 'metadata'>> = {
  Table: 'table',
  PartialObjectMetadata: 'metadata',
  PartialObjectMetadataList: 'metadata',
};

/** The clauses of an Accept header, the best first; clauses of the same quality keep their order. */
export function acceptClauses(accept: string): Clause[] {
  const clauses = accept.split(',').map(text => {
    const [type = '', ...rest] = text.split(';').map(part => part.trim());
    const parameters = new Map(
      rest.map(part => {
        const equals = part.indexOf('=');
        return equals < 0
          ? ([part, ''] as const)
          : ([part.slice(0, equals), part.slice(equals + 1)] as const);
      }),
    );
    const quality = Number(parameters.get('q') ?? '1');
    return { type: type.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0 };
  });
  return clauses
    .filter(clause => clause.type !== '' && clause.quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

/** The format that a media type asks for; null for what this server does not write. */
function formatOf(type: string): 'json' | 'yaml' | null {
  if (['application/json', 'application/*', '*/*'].includes(type)) return 'json';
  return type === 'application/yaml' ? 'yaml' : null;
}

/** Chooses what the client likes best of what there is. Throws a 406 when there is nothing. */
export function negotiate(accept: string, offers: { readonly tables: readonly string[] }): Negotiated {
  if (accept.trim() === '') return { format: 'json', shape: OBJECT };
  for (const { type, parameters } of acceptClauses(accept)) {
    const format = formatOf(type);
    if (format === null) continue;
    const as = parameters.get('as');
    if (as === undefined) return { format, shape: OBJECT };
    const kind = SHAPES[as];
    const version = parameters.get('v');
    if (kind === undefined || parameters.get('g') !== 'meta.k8s.io') continue;
    if ((version === 'v1' || version === 'v1beta1') && offers.tables.includes(version))
      return { format, shape: { kind, version } };
  }
  throw notAcceptable(READABLE_TYPES);
}

/** The media type of a header without its parameters. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

export const CONTENT_TYPES = { json: 'application/json', yaml: 'application/yaml' } as const;

/** A complete body; JSON ends with a newline, as Go's encoder writes it. */
export function encodeBody(json: string, format: 'json' | 'yaml', isPretty: boolean): string {
  if (format === 'yaml') return stringify(JSON.parse(json) as Json);
  return isPretty ? `${JSON.stringify(JSON.parse(json) as JsonObject, null, 2)}\n` : `${json}\n`;
}

/** What a request of the script sends: its body and its headers. */
import { z } from 'zod';

/** Longer ones than any header that a server takes. */
const LONGEST_HEADER = 8192;
const LONGEST_BODY = 1_048_576;

/** The names that HTTP allows, in lower case. */
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]+$/, 'a header is written in lower case');

export const sentBody = {
  body: z
    .union([
      z.string().max(LONGEST_BODY, 'a body has at most 1048576 characters'),
      z.record(z.string(), z.unknown()),
    ])
    .meta({ description: 'What it sends: text, or an object that goes out as JSON' })
    .transform(value => (typeof value === 'string' ? value : JSON.stringify(value)))
    .optional(),
  contentType: z
    .string()
    .max(200)
    .regex(/^[\x20-\x7e]+$/, 'a content type has printable ASCII only')
    .optional()
    .meta({
      description: 'Content-Type of what it sends; JSON when it is left out',
      examples: ['application/json', 'application/merge-patch+json'],
    }),
  headers: z
    .record(
      headerName,
      z
        .string()
        .max(LONGEST_HEADER)
        .regex(/^[\x20-\x7e]*$/, 'a header has printable ASCII only'),
    )
    .default({})
    .meta({ description: 'Headers besides User-Agent and Content-Type, such as authorization or accept' }),
};

/** As much of a request as says what it sends. */
interface Sending {
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Body and headers as they go out. */
export function sentParts({ body, contentType, headers }: Sending): {
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  const type = contentType ?? (body === undefined ? undefined : 'application/json');
  return {
    ...(body === undefined ? {} : { body }),
    headers: type === undefined ? headers : { ...headers, 'content-type': type },
  };
}

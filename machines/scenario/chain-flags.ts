/** The flags of kube-apiserver that the handler chain acts by, and the two files that it would read, as keys. */
import { z } from 'zod';
import { custom, duration, path } from './values.ts';

/** A piece of configuration that people write: a name of a user, a group, a verb, a resource. */
const word = (description: string) => z.string().min(1).max(253).meta({ description });
/** Several of them: a list, or one text with commas between them, as flags are written. */
const words = (description: string) =>
  z
    .union([
      z
        .string()
        .max(4000)
        .transform(text => pieces(text)),
      z.array(z.string().max(253)).max(100),
    ])
    .meta({ description });

function pieces(text: string): string[] {
  return text
    .split(',')
    .map(piece => piece.trim())
    .filter(piece => piece !== '');
}

/** Regular expressions; JavaScript's and Go's agree in what people write here. */
const patterns = (description: string) =>
  words(description).superRefine((list, context) => {
    for (const text of list) {
      if (isPattern(text)) continue;
      context.addIssue({
        ...custom(tr => tr('"{text}" is not a regular expression', { text })),
        input: text,
      });
    }
  });

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return text.length <= 300;
  } catch {
    return false;
  }
}

/** Which of the two ports a client speaks to. */
export const port = z.enum(['secure', 'insecure']).default('secure').meta({
  description: 'insecure: plain HTTP/1.1 on the insecure port, where nobody is asked who they are',
});

/** Flags of the filters, for `server`. */
export const chainFlags = {
  'strict-transport-security-directives': words(
    'What Strict-Transport-Security says, such as max-age=31536000,includeSubDomains; empty: it is not sent (1.21)',
  ).prefault(''),
  'cors-allowed-origins': patterns(
    'Pages of which origins may read answers, as regular expressions with commas between them',
  ).prefault(''),
  'anonymous-auth': z
    .boolean()
    .default(true)
    .meta({ description: 'Who brings no credentials is system:anonymous; false: gets 401' }),
  'authorization-mode': z.enum(['AlwaysAllow', 'RBAC']).default('AlwaysAllow').meta({
    description: 'Everybody may do everything, or only what the rules under `authorization` allow',
  }),
  'audit-log-batch-max-size': z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1)
    .meta({ description: 'In batch mode: so many audit events are written together at most' }),
  'audit-log-batch-max-wait': duration(
    'In batch mode: after this time a batch is written though it is not full',
  ).prefault('0s'),
  'audit-log-batch-buffer-size': z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(10_000)
    .meta({ description: 'In batch mode: so many audit events wait to be written; more are lost' }),
  'insecure-port': z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .meta({ description: 'A plain HTTP port where everybody may do everything; 0: none (until 1.19)' }),
} as const;

const token = z.strictObject({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/, { error: 'expected a token of visible letters, without spaces' })
    .meta({ description: 'What stands behind `Authorization: Bearer`' }),
  user: word('The name of who brings the token'),
  groups: words('The groups of the user; system:authenticated is always one').prefault(''),
});

/** What `--token-auth-file` would say. */
export const authentication = z
  .strictObject({
    tokens: z.array(token).max(100).default([]).meta({ description: 'Bearer tokens, and whose they are' }),
  })
  .check(context => {
    const seen = new Set<string>();
    context.value.tokens.forEach(({ token: text }, index) => {
      if (seen.has(text)) {
        context.issues.push({
          ...custom(tr => tr('the token is given twice')),
          path: ['tokens', index, 'token'],
          input: text,
        });
      }
      seen.add(text);
    });
  })
  .meta({ description: 'Who is who' })
  .prefault({});

const rule = z.strictObject({
  users: words('Users whom it allows').prefault(''),
  groups: words('Groups whose members it allows').prefault(''),
  verbs: words('What it allows: get, list, watch, create, update, patch, delete …; * for all'),
  apiGroups: words('The API groups of the resources; core is the group without a name, * any').prefault('*'),
  resources: words('Resources and subresources such as pods or pods/log; * for all').prefault(''),
  nonResourceURLs: words('Other paths such as /metrics; a * at the end stands for the rest').prefault(''),
  namespaces: words('Only in these namespaces; empty: everywhere').prefault(''),
  names: words('Only objects of these names; empty: all').prefault(''),
});

/** Roles and bindings in one short list. */
export const authorization = z
  .strictObject({
    rules: z.array(rule).max(200).default([]).meta({ description: 'Each allows something; nothing forbids' }),
  })
  .meta({ description: 'Who may do what, in the mode RBAC' })
  .prefault({});

/** What the server warns of in its responses. */
export const warnings = z
  .array(
    z.strictObject({
      path: path('Requests for this path, and for what lies below it, are answered with the warning'),
      text: z.string().min(1).max(256).meta({ description: 'What the warning says' }),
    }),
  )
  .max(50)
  .default([])
  .meta({ description: 'Warnings that the server sends along, of deprecated API versions for example' });

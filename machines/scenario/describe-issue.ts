/** What zod found wrong, in words for the person who wrote it. */
import type { z } from 'zod';
import type { Translate } from '../words/translate.ts';
import { knownKinds } from './known-keys.ts';
import type { Say } from './values.ts';

/** Longer values are not repeated in full. */
const LONGEST_FOUND = 60;

/** What zod calls the types, and what people call them. */
const TYPES = {
  string: 'expected text, found {found}',
  number: 'expected a number, found {found}',
  int: 'expected a whole number, found {found}',
  boolean: 'expected true or false, found {found}',
  array: 'expected a list, found {found}',
  object: 'expected a mapping, found {found}',
} as const;

function isTypeName(name: string): name is keyof typeof TYPES {
  return Object.hasOwn(TYPES, name);
}

/** Whether the schema gave the words, not zod. */
function isOurs(message: string): boolean {
  return !/^(Invalid|Too|Unrecognized|Required)/.test(message);
}

function sayOf(issue: z.core.$ZodIssue): Say | null {
  const say = issue.code === 'custom' ? issue.params?.say : undefined;
  return typeof say === 'function' ? (say as Say) : null;
}

/** The issue in the words of a language; those of zod itself where there are no others. */
export function describeIssue(issue: z.core.$ZodIssue, tr: Translate): string {
  const say = sayOf(issue);
  if (say) return say(tr);
  const found = foundIn(issue.input, tr);
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return tr('is required and missing');
      if (isOurs(issue.message))
        return tr('{expected}, found {found}', { expected: tr.text(issue.message), found });
      return isTypeName(issue.expected) ? tr(TYPES[issue.expected], { found }) : issue.message;
    case 'invalid_value':
      return tr('must be one of {known}, found {found}', {
        known: issue.values.map(String).join(', '),
        found,
      });
    case 'too_small':
      if (isOurs(issue.message)) return tr.text(issue.message);
      return tr('must be at least {limit}, found {found}', { limit: String(issue.minimum), found });
    case 'too_big':
      if (isOurs(issue.message)) return tr.text(issue.message);
      if (issue.origin === 'array')
        return tr('has at most {limit} entries', { limit: String(issue.maximum) });
      if (issue.origin === 'string')
        return tr('has at most {limit} characters', { limit: String(issue.maximum) });
      return tr('must be at most {limit}, found {found}', { limit: String(issue.maximum), found });
    case 'invalid_union':
      return describeUnion(issue, tr);
    default:
      return tr.text(issue.message);
  }
}

/** A union refuses a value for as many reasons as it has members: the one that understood most of it knows why. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, tr: Translate): string {
  const inner = issue.errors.flat();
  if (inner.length === 0) {
    const known = knownKinds(issue.path.slice(0, -1));
    return known.length > 0 ? tr('kind must be one of {known}', { known: known.join(', ') }) : issue.message;
  }
  const best =
    inner.find(candidate => candidate.code === 'custom') ??
    inner.find(candidate => candidate.code !== 'invalid_type' && candidate.code !== 'invalid_value') ??
    inner.at(-1);
  return best ? describeIssue({ ...best, input: issue.input } as z.core.$ZodIssue, tr) : issue.message;
}

function foundIn(input: unknown, tr: Translate): string {
  if (input === undefined) return tr('nothing');
  const text = JSON.stringify(input);
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

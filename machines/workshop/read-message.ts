/** What comes in from a workshop's pages: whatever somebody sends, and the messages that it may be. */
import { z } from 'zod';
import { SIGNALS } from '../signals.ts';
import {
  type FollowerMessage,
  type Hello,
  PANEL_TABS,
  type PresenterMessage,
  WORKSHOP_LIMITS,
} from './messages.ts';

/** A lesson's name, and a stop's id: as those of folders and headings. */
const name = z.string().regex(/^[^\s/]{1,100}$/);
const questionId = z.string().regex(/^[^\s/]{1,100}\/[^\s/]{1,100}$/);
const choice = z
  .int()
  .min(0)
  .max(WORKSHOP_LIMITS.choices - 1);
const count = z.int().min(0).max(1_000_000);
const milliseconds = z.number().min(0).max(1e12);

const helloSchema = z.discriminatedUnion('role', [
  z.strictObject({
    type: z.literal('hello'),
    role: z.enum(['presenter', 'notes']),
    secret: z.string().max(200),
  }),
  z.strictObject({
    type: z.literal('hello'),
    role: z.literal('follower'),
    seat: z.string().max(100).exactOptional(),
    name: z.string().exactOptional(),
  }),
]);

const followerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('name'), name: z.string() }),
  z.strictObject({ type: z.literal('answer'), question: questionId, choice }),
  z.strictObject({ type: z.literal('fire'), connection: z.enum(['new', 'reuse']) }),
  z.strictObject({ type: z.literal('task'), lesson: name, tries: count, solved: z.boolean() }),
]);

const shownSchema = z.strictObject({
  link: z.string(),
  place: z
    .strictObject({ lesson: name, stop: name, phase: z.enum(['asking', 'playing', 'there']) })
    .nullable(),
  playhead: z.strictObject({
    t: milliseconds,
    playing: z.boolean(),
    speed: z.number().gt(0).max(1000),
  }),
  view: z.strictObject({
    tab: z.enum(PANEL_TABS),
    selected: z.enum(SIGNALS).nullable(),
    lineages: z.boolean(),
  }),
  question: z
    .strictObject({
      id: questionId,
      choices: z.int().min(1).max(WORKSHOP_LIMITS.choices),
      open: z.boolean(),
      bars: z.boolean(),
      right: choice.nullable(),
    })
    .nullable(),
  task: name.nullable(),
  fire: z.boolean(),
  blank: z.boolean(),
  timer: z.strictObject({ leftMs: milliseconds, ofMs: milliseconds }).nullable(),
});

const presenterSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), shown: shownSchema }),
  z.strictObject({ type: z.literal('clear'), question: questionId }),
  z.strictObject({ type: z.literal('command'), command: z.enum(['next', 'back', 'blank']) }),
]);

/** What was read, or what is wrong with it in words for whoever wrote the page. */
export type Read<T> =
  | { readonly ok: true; readonly message: T }
  | { readonly ok: false; readonly detail: string };

export function readHello(text: string): Read<Hello> {
  return read(text, helloSchema);
}

export function readFollowerMessage(text: string): Read<FollowerMessage> {
  return read(text, followerSchema);
}

export function readPresenterMessage(text: string): Read<PresenterMessage> {
  return read(text, presenterSchema);
}

function read<T>(text: string, schema: z.ZodType<T>): Read<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, detail: 'a message is one JSON object' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, message: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, detail: [...(issue?.path ?? []), issue?.message].join(': ') };
}

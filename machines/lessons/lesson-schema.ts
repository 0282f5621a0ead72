/** The format of `lesson.yaml`. Measurements and what they may be are read by hand, for the sake of what is said of wrong ones. */
import { z } from 'zod';
import { describeUnknownKey } from '../scenario/parse.ts';
import { custom, type Say } from '../scenario/values.ts';
import { SIGNALS } from '../signals.ts';
import { PLACES_WITHOUT_STOP } from './lesson.machine.ts';
import type { Expected } from './lesson.ts';
import type { Measure } from './measure.ts';
import type { MomentRef } from './moment-ref.ts';
import { parseMoment } from './parse-moment.ts';
import { readExpected } from './read-expected.ts';
import { readMeasure } from './read-measure.ts';
import { standardWords } from './vocabulary.ts';

/** Bounds of a lesson: it is about five minutes, and its task is tried out in every way. */
export const MOST_STOPS = 20;
const MOST_CHOICES = 5;
const MOST_GOALS = 6;
const MOST_CONTROLS = 8;
const MOST_VALUES = 12;
const LONGEST_SENTENCE = 300;

type Path = readonly (string | number)[];

interface Reporting {
  readonly addIssue: (issue: {
    readonly code: 'custom';
    readonly message: string;
    readonly params: { readonly say: Say };
    readonly path: PropertyKey[];
    readonly input?: unknown;
  }) => void;
}

/** What the transforms below report with. */
function reporter(context: Reporting) {
  return (say: Say, path: Path): void => context.addIssue({ ...custom(say), path: [...path] });
}

const line = z.string().trim().min(1, 'a text must not be empty').max(LONGEST_SENTENCE);
const sentence = z.strictObject({ en: line, zh: line });

const moment = z.string().transform((text, context): MomentRef => {
  const result = parseMoment(text);
  if (result.ok) return result.moment;
  context.addIssue({ ...custom(result.say), input: text });
  return z.NEVER;
});

const question = z
  .strictObject({
    text: sentence,
    measure: z.unknown(),
    choices: z.array(z.unknown()).min(2, 'a question has at least two choices').max(MOST_CHOICES),
  })
  .transform(({ text, measure: written, choices }, context) => {
    const report = reporter(context);
    const measure = readMeasure(written, (say, path) => report(say, ['measure', ...path]));
    if (measure === null) return z.NEVER;
    const read = choices.map((choice, index) =>
      readChoice(choice, measure, (say, path) => report(say, ['choices', index, ...path])),
    );
    return { text, measure, choices: read.flatMap(choice => (choice === null ? [] : [choice])) };
  });

const CHOICE_KEYS = ['is', 'text'];

interface ReadChoice {
  readonly is: Expected;
  readonly text: z.output<typeof sentence>;
}

function readChoice(
  written: unknown,
  measure: Measure,
  report: (say: Say, path: Path) => void,
): ReadChoice | null {
  const isWhole = typeof written === 'object' && written !== null && 'is' in written;
  const expected = readExpected(isWhole ? written.is : written, measure);
  if (!expected.ok) {
    report(expected.say, isWhole ? ['is'] : []);
    return null;
  }
  const unknown = isWhole ? Object.keys(written).filter(key => !CHOICE_KEYS.includes(key)) : [];
  for (const key of unknown) report(tr => describeUnknownKey(key, CHOICE_KEYS, tr), [key]);
  if (unknown.length > 0) return null;
  const { expected: is } = expected;
  if (!isWhole || !('text' in written)) {
    const text = standardWords(measure, is);
    if (text !== null) return { is, text };
    report(tr => tr('this choice needs a text in both languages'), []);
    return null;
  }
  const text = sentence.safeParse(written.text);
  if (text.success) return { is, text: text.data };
  report(
    tr =>
      tr('a text has "en" and "zh", both not empty and at most {limit} characters', {
        limit: LONGEST_SENTENCE,
      }),
    ['text'],
  );
  return null;
}

const goal = z
  .strictObject({ measure: z.unknown(), is: z.unknown(), text: sentence })
  .transform(({ measure: written, is, text }, context) => {
    const report = reporter(context);
    const measure = readMeasure(written, (say, path) => report(say, ['measure', ...path]));
    if (measure === null) return z.NEVER;
    if (measure.kind !== 'one' || Object.keys(measure.changes).length > 0) {
      report(
        tr => tr('a goal is measured in the run of the task itself, without "with" and "lineages"'),
        ['measure'],
      );
      return z.NEVER;
    }
    const expected = readExpected(is, measure);
    if (expected.ok) return { measure, is: expected.expected, text };
    report(expected.say, ['is']);
    return z.NEVER;
  });

/** The name of a library's scenario, or a whole scenario, which is validated elsewhere. */
const scenario = z.union([z.string(), z.record(z.string(), z.unknown())], {
  error: 'expected the name of a scenario, or a scenario',
});

const stop = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id has small letters, digits and single hyphens')
    .max(40)
    .refine(id => id !== 'notes' && !PLACES_WITHOUT_STOP.some(place => place === id), {
      error: 'this id has a meaning of its own; call the stop otherwise',
    }),
  at: moment,
  ask: question.optional(),
  view: z
    .strictObject({
      tab: z.enum(['Why', 'Chain', 'Rules', 'Log', 'Statechart']).optional(),
      signal: z.enum(SIGNALS).optional(),
      lineages: z.literal(true).optional(),
    })
    .prefault({}),
});

const control = z.strictObject({
  path: z.string().trim().min(1, 'a control names a place of the scenario'),
  values: z
    .array(
      z.union([z.string(), z.number(), z.boolean()], {
        error: 'expected a value as it stands in a scenario',
      }),
    )
    .min(1, 'a control offers at least one value')
    .max(MOST_VALUES),
});

export const lessonSchema = z.strictObject({
  minutes: z.number().int().min(1).max(60),
  scenario: scenario.optional(),
  log: z.string().optional(),
  stops: z.array(stop).min(1, 'a lesson has at least one stop').max(MOST_STOPS),
  task: z.strictObject({
    scenario: scenario.optional(),
    changes: z.number().int().min(1).max(MOST_CONTROLS),
    goals: z.array(goal).min(1, 'a task has at least one goal').max(MOST_GOALS),
    controls: z.array(control).min(1, 'a task has at least one control').max(MOST_CONTROLS),
  }),
});

export type WrittenLesson = z.output<typeof lessonSchema>;

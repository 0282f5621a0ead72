/**
 * Walking through a lesson: its introduction, then for each stop the question, the way there and the stop itself, then
 * the task. The machine knows neither texts nor the run, only which stops there are and how many choices each offers.
 */
import { assign, setup } from 'xstate';

/** A stop, as far as the walk is concerned. */
export interface WalkStop {
  readonly id: string;
  /** How many choices its question has; 0: it asks nothing. */
  readonly choices: number;
}

export interface LessonContext {
  readonly stops: readonly WalkStop[];
  /** Which stop it is about: -1 before the first, as many as there are stops after the last. */
  readonly index: number;
  /** The choice that was predicted, by the id of the stop. */
  readonly answers: Readonly<Record<string, number>>;
  /** Whether the task has been solved. */
  readonly solved: boolean;
}

/** What a walk begins with: what has been predicted and solved earlier is not asked again. */
export type LessonInput = Pick<LessonContext, 'stops' | 'answers' | 'solved'>;

/** The names of places that are no stops; no stop may have one of them as its id. */
export const PLACES_WITHOUT_STOP = ['intro', 'task', 'end'] as const;

export type WalkPhase = 'asking' | 'playing' | 'there';

export type LessonEvent =
  /** On to what comes next, whatever it is; a question that nobody has answered is left open. */
  | { readonly type: 'NEXT' }
  /** To where one was before. */
  | { readonly type: 'BACK' }
  /** A prediction: the number of the choice, from 0. */
  | { readonly type: 'ANSWER'; readonly choice: number }
  /** The run has come to the stop. */
  | { readonly type: 'ARRIVED' }
  /**
   * To a stop by its id, or to `intro`, `task`, `end`. Without a phase a question that has no answer yet is asked
   * first; with `asking` only if the stop has a question.
   */
  | { readonly type: 'GO'; readonly stop: string; readonly phase?: WalkPhase }
  /** The task's goals are met. */
  | { readonly type: 'SOLVED' };

interface Told {
  readonly context: LessonContext;
  readonly event: LessonEvent;
}

/** Whether a stop has a question that nobody has answered. */
function isOpen({ stops, answers }: LessonContext, index: number): boolean {
  const stop = stops[index];
  return stop !== undefined && stop.choices > 0 && !Object.hasOwn(answers, stop.id);
}

/** The stop that a GO names, as an index; null: it names none. */
function wantedStop({ context, event }: Told): number | null {
  if (event.type !== 'GO') return null;
  const index = context.stops.findIndex(({ id }) => id === event.stop);
  return index === -1 ? null : index;
}

function isGoTo({ event }: Told, place: (typeof PLACES_WITHOUT_STOP)[number]): boolean {
  return event.type === 'GO' && event.stop === place;
}

function isGoToPhase(told: Told, phase: WalkPhase): boolean {
  const index = wantedStop(told);
  if (index === null || told.event.type !== 'GO') return false;
  const asks = (told.context.stops[index]?.choices ?? 0) > 0;
  const wanted = told.event.phase ?? (isOpen(told.context, index) ? 'asking' : 'there');
  return (wanted === 'asking' && !asks ? 'there' : wanted) === phase;
}

const backToStop = {
  guard: 'hasStopBefore',
  target: 'there',
  actions: ['retreat'],
  description: 'Back to the stop before.',
} as const;
const backToIntro = {
  target: 'reading',
  actions: ['retreat'],
  description: 'Back to the introduction.',
} as const;
const onwards = [
  {
    guard: 'nextIsOpen',
    target: 'asking',
    actions: ['advance'],
    description: 'The next stop has a question: predict before you see.',
  },
  {
    guard: 'hasNext',
    target: 'playing',
    actions: ['advance'],
    description: 'Nothing is asked, or it is answered already: the run goes on.',
  },
  { target: 'task', actions: ['advance'], description: 'That was the last stop: now the task.' },
] as const;

export const lessonMachine = setup({
  types: { context: {} as LessonContext, events: {} as LessonEvent, input: {} as LessonInput },
  actions: {
    advance: assign({ index: ({ context }) => context.index + 1 }),
    retreat: assign({ index: ({ context }) => context.index - 1 }),
    goTo: assign({
      index: told => wantedStop(told) ?? (isGoTo(told, 'intro') ? -1 : told.context.stops.length),
    }),
    noteAnswer: assign({
      answers: ({ context, event }) => {
        const stop = context.stops[context.index];
        if (event.type !== 'ANSWER' || stop === undefined) return context.answers;
        return { ...context.answers, [stop.id]: event.choice };
      },
    }),
    noteSolved: assign({ solved: true }),
  },
  guards: {
    nextIsOpen: ({ context }) => isOpen(context, context.index + 1),
    hasNext: ({ context }) => context.index + 1 < context.stops.length,
    hasStopBefore: ({ context }) => context.index > 0,
    isOneOfTheChoices: ({ context, event }) =>
      event.type === 'ANSWER' &&
      Number.isInteger(event.choice) &&
      event.choice >= 0 &&
      event.choice < (context.stops[context.index]?.choices ?? 0),
    goesToIntro: told => isGoTo(told, 'intro'),
    goesToTask: told => isGoTo(told, 'task'),
    goesToEnd: told => isGoTo(told, 'end'),
    goesToQuestion: told => isGoToPhase(told, 'asking'),
    goesOnTheWay: told => isGoToPhase(told, 'playing'),
    goesToStop: told => isGoToPhase(told, 'there'),
  },
}).createMachine({
  id: 'lesson',
  description: 'A person, or a room, on the way through a lesson.',
  context: ({ input }) => ({ ...input, index: -1 }),
  initial: 'reading',
  on: {
    GO: [
      {
        guard: 'goesToIntro',
        target: '.reading',
        actions: ['goTo'],
        description: 'Straight to the introduction.',
      },
      { guard: 'goesToTask', target: '.task', actions: ['goTo'], description: 'Straight to the task.' },
      { guard: 'goesToEnd', target: '.done', actions: ['goTo'], description: 'Straight to the end.' },
      {
        guard: 'goesToQuestion',
        target: '.asking',
        actions: ['goTo'],
        description: 'Straight to a stop whose question comes first.',
      },
      {
        guard: 'goesOnTheWay',
        target: '.playing',
        actions: ['goTo'],
        description: 'Straight on the way to a stop.',
      },
      { guard: 'goesToStop', target: '.there', actions: ['goTo'], description: 'Straight to a stop.' },
    ],
  },
  states: {
    reading: {
      description: 'The introduction is read; the run has not begun.',
      on: { NEXT: [...onwards] },
    },
    asking: {
      description: 'A prediction is asked for, before the run shows what happens.',
      on: {
        ANSWER: {
          guard: 'isOneOfTheChoices',
          target: 'playing',
          actions: ['noteAnswer'],
          description: 'Predicted: now the run shows it.',
        },
        NEXT: { target: 'playing', description: 'Nobody predicted: the run shows it all the same.' },
        BACK: [backToStop, backToIntro],
      },
    },
    playing: {
      description: 'The run goes on to the stop.',
      on: {
        ARRIVED: { target: 'there', description: 'The run has come to the stop.' },
        NEXT: { target: 'there', description: 'Nobody wants to wait: the run jumps to the stop.' },
        BACK: [backToStop, backToIntro],
      },
    },
    there: {
      description: 'The run stands still: what is seen here, and why.',
      on: { NEXT: [...onwards], BACK: [backToStop, backToIntro] },
    },
    task: {
      description: 'The scenario is changed until its run meets the goals.',
      on: {
        SOLVED: { target: 'done', actions: ['noteSolved'], description: 'A run has met all the goals.' },
        NEXT: { target: 'done', description: 'The task is left for later.' },
        BACK: [backToStop, backToIntro],
      },
    },
    done: {
      description: 'The lesson is over.',
      on: {
        SOLVED: { actions: ['noteSolved'], description: 'The task was solved after all.' },
        BACK: { target: 'task', description: 'Back to the task.' },
      },
    },
  },
});

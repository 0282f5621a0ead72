/** A walk through one lesson: the statechart with the lesson's stops, and where it stands. */
import { initialTransition, type SnapshotFrom, transition } from 'xstate';
import { type LessonEvent, lessonMachine, type WalkPhase } from './lesson.machine.ts';
import type { Lesson } from './lesson.ts';

/** Where in a lesson somebody is: the id of a stop, or `intro`, `task`, `end`, which are always `there`. */
export interface WalkPlace {
  readonly stop: string;
  /** `asking`: before the stop, its question is put; `playing`: the run goes there; `there`. */
  readonly phase: WalkPhase;
}

/** What a walk goes on from. */
export interface WalkStart {
  /** Without a phase a question that has no answer yet is asked first. A stop that the lesson lacks: the introduction. */
  readonly place?: { readonly stop: string; readonly phase?: WalkPhase };
  /** What was predicted earlier, by the id of the stop. */
  readonly answers?: Readonly<Record<string, number>>;
  readonly solved?: boolean;
}

export interface Walk {
  readonly place: WalkPlace;
  /** The stop that the place is about, as an index; -1 in the introduction, the number of stops from the task on. */
  readonly index: number;
  /** The choice that was predicted, by the id of the stop. */
  readonly answers: Readonly<Record<string, number>>;
  readonly solved: boolean;
  /** Takes an event; whether it changed anything. What is not possible here changes nothing. */
  readonly send: (event: LessonEvent) => boolean;
}

type Snapshot = SnapshotFrom<typeof lessonMachine>;

/** Begins a walk, or goes on with one. Answers that the lesson's questions do not have are left out. */
export function createWalk(lesson: Pick<Lesson, 'stops'>, from: WalkStart = {}): Walk {
  const stops = lesson.stops.map(({ id, ask }) => ({ id, choices: ask?.choices.length ?? 0 }));
  const answers = Object.fromEntries(
    stops.flatMap(({ id, choices }) => {
      const choice = from.answers?.[id];
      return choice !== undefined && Number.isInteger(choice) && choice >= 0 && choice < choices
        ? [[id, choice] as const]
        : [];
    }),
  );
  let [snapshot] = initialTransition(lessonMachine, { stops, answers, solved: from.solved ?? false });
  const send = (event: LessonEvent): boolean => {
    const before = snapshot;
    [snapshot] = transition(lessonMachine, snapshot, event);
    return !isSame(before, snapshot);
  };
  if (from.place !== undefined) send({ type: 'GO', ...from.place });
  return {
    get place() {
      return placeOf(snapshot);
    },
    get index() {
      return snapshot.context.index;
    },
    get answers() {
      return snapshot.context.answers;
    },
    get solved() {
      return snapshot.context.solved;
    },
    send,
  };
}

function placeOf({ value, context }: Snapshot): WalkPlace {
  switch (value) {
    case 'reading':
      return { stop: 'intro', phase: 'there' };
    case 'task':
      return { stop: 'task', phase: 'there' };
    case 'done':
      return { stop: 'end', phase: 'there' };
    default:
      return { stop: context.stops[context.index]?.id ?? 'intro', phase: value };
  }
}

function isSame(a: Snapshot, b: Snapshot): boolean {
  return (
    a.value === b.value &&
    a.context.index === b.context.index &&
    a.context.answers === b.context.answers &&
    a.context.solved === b.context.solved
  );
}

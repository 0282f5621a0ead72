/** What the program and the pages of a workshop say to each other, each message one JSON object on a WebSocket. */
import type { Outcome } from '../recording/events.ts';
import type { SignalName } from '../signals.ts';

/** Where a workshop stands on the program's address. The secret comes in the fragment, which is never sent. */
export const WORKSHOP_PATHS = {
  /** For the audience: short, to be typed. */
  audience: '/j',
  /** For the presenter: `/present#SECRET`. */
  presenter: '/present',
  /** The presenter's second window: `/notes#SECRET`. */
  notes: '/notes',
  /** The WebSocket of all of them. */
  socket: '/api/workshop',
} as const;

/** Bounds of what anybody may send. */
export const WORKSHOP_LIMITS = {
  followers: 500,
  /** Of one message of the audience, in bytes. */
  audienceMessageBytes: 1_024,
  presenterMessageBytes: 32_768,
  nameLength: 24,
  choices: 5,
} as const;

export const PANEL_TABS = ['Lesson', 'Why', 'Chain', 'Rules', 'Log', 'Statechart'] as const;

/** Where in a lesson the presenter is. */
export interface LessonPlaceShown {
  readonly lesson: string;
  /** A stop's id; `intro`, `task` and `end` are what they say. */
  readonly stop: string;
  /** `asking`: before the stop, its question is put; `playing`: the run goes there; `there`. */
  readonly phase: 'asking' | 'playing' | 'there';
}

/** The question that is put to the room. */
export interface QuestionShown {
  /** `LESSON/STOP`. */
  readonly id: string;
  readonly choices: number;
  /** Answers are taken. */
  readonly open: boolean;
  /** The room's answers are shown to everybody. */
  readonly bars: boolean;
  /** The index of the right choice, once the run has shown it; null: hidden. */
  readonly right: number | null;
}

/** Everything that the audience follows, whole: whoever missed one catches up with the next. */
export interface Shown {
  /** The query of the link to what is shown (scenario, lineage, seed, deeds), without a moment; `mode=live` for the live run. */
  readonly link: string;
  readonly place: LessonPlaceShown | null;
  /** Milliseconds since the start of the run, when it was sent. */
  readonly playhead: { readonly t: number; readonly playing: boolean; readonly speed: number };
  readonly view: {
    readonly tab: (typeof PANEL_TABS)[number];
    readonly selected: SignalName | null;
    readonly lineages: boolean;
  };
  readonly question: QuestionShown | null;
  /** The name of the lesson whose task everyone solves in a sandbox of their own; null: none is handed out. */
  readonly task: string | null;
  /** "Everybody press now": the seats may fire requests at the live server. */
  readonly fire: boolean;
  readonly blank: boolean;
  /** Milliseconds that are left, when it was sent; null: no timer runs. */
  readonly timer: { readonly leftMs: number; readonly ofMs: number } | null;
}

/** The first message of every client. */
export type Hello =
  /** A presenter, or the presenter's notes. */
  | { readonly type: 'hello'; readonly role: 'presenter' | 'notes'; readonly secret: string }
  /** A follower; `seat` is what an earlier welcome gave, to go on where it was. */
  | { readonly type: 'hello'; readonly role: 'follower'; readonly seat?: string; readonly name?: string };

export type FollowerMessage =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'answer'; readonly question: string; readonly choice: number }
  /** Fires a real request at the live server. */
  | { readonly type: 'fire'; readonly connection: 'new' | 'reuse' }
  /** How far somebody has come with the task. */
  | { readonly type: 'task'; readonly lesson: string; readonly tries: number; readonly solved: boolean };

export type PresenterMessage =
  | { readonly type: 'show'; readonly shown: Shown }
  /** Forgets the answers to a question: it is put again. */
  | { readonly type: 'clear'; readonly question: string }
  /** From the notes' window: the presenter's own page does it. */
  | { readonly type: 'command'; readonly command: PresenterCommand };

export type PresenterCommand = 'next' | 'back' | 'blank';

/** How the room has answered a question. */
export interface RoomAnswers {
  readonly question: string;
  /** By choice. */
  readonly counts: readonly number[];
}

/** What became of the room's own requests, by outcome; a status stands for `rejected`, as in `429`. */
export interface RoomFires {
  readonly sent: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

export interface RoomTask {
  readonly lesson: string;
  /** How many have tried, and how many have solved it. */
  readonly tried: number;
  readonly solved: number;
}

/** What became of a follower's own request. */
export interface SeatFire {
  /** Its identity in the live run, such as `r12`. */
  readonly request: string;
  readonly connection: 'new' | 'reuse';
  /** null: it is not settled yet. */
  readonly outcome: Outcome | null;
  readonly status: number | null;
  /** Milliseconds from sending to the outcome; null: see outcome. */
  readonly tookMs: number | null;
}

export type ServerMessage =
  | {
      readonly type: 'welcome';
      readonly role: Hello['role'];
      /** Of a follower: comes back with the same seat. Null for the others. */
      readonly seat: string | null;
      readonly name: string | null;
      /** This follower's own answers, by question. */
      readonly answers: Readonly<Record<string, number>>;
      /** For the presenter: the audience's address, to be shown as a QR code. */
      readonly audienceUrl: string | null;
    }
  /** The presenter's state, and how many milliseconds ago it was sent. */
  | { readonly type: 'shown'; readonly n: number; readonly ageMs: number; readonly shown: Shown }
  /** Nobody presents yet, or the presenter is gone; what was shown last stays. */
  | { readonly type: 'presence'; readonly presenter: boolean; readonly followers: number }
  | ({ readonly type: 'answers' } & RoomAnswers)
  | { readonly type: 'answered'; readonly question: string; readonly choice: number }
  | ({ readonly type: 'fires' } & RoomFires)
  | { readonly type: 'fired'; readonly fire: SeatFire }
  | ({ readonly type: 'task' } & RoomTask)
  | { readonly type: 'command'; readonly command: PresenterCommand }
  /** What was asked for is not done, in a sentence for a person; `code` is stable. */
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly detail: string };

export type RefusalCode = 'too-fast' | 'closed' | 'no-live-run' | 'bad-message' | 'full' | 'wrong-secret';

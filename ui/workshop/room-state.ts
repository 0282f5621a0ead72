/** What a workshop's page has heard of the room, message by message. */
import type {
  RefusalCode,
  RoomAnswers,
  RoomFires,
  RoomTask,
  SeatFire,
  ServerMessage,
  Shown,
} from '../../machines/workshop/messages.ts';

/** So many of one's own requests are listed, newest first. */
export const MOST_FIRES = 6;

/** What the presenter shows. */
export interface Heard {
  readonly n: number;
  readonly shown: Shown;
  /** When the presenter sent it, by this page's clock in milliseconds. */
  readonly at: number;
}

export interface RoomState {
  /** Goes on where one was, after the connection was lost; null: not a follower's. */
  readonly seat: string | null;
  readonly name: string | null;
  readonly audienceUrl: string | null;
  /** Whether somebody presents. */
  readonly presenter: boolean;
  readonly followers: number;
  /** null: nothing has been shown yet. */
  readonly heard: Heard | null;
  /** One's own answers, by question. */
  readonly answers: Readonly<Record<string, number>>;
  /** The room's answers, as last told. */
  readonly room: RoomAnswers | null;
  readonly fires: RoomFires | null;
  /** What became of one's own requests, newest first. */
  readonly mine: readonly SeatFire[];
  readonly task: RoomTask | null;
  /** What was not done, and which message said so (they are counted, so that the same one again is seen). */
  readonly refused: { readonly code: RefusalCode; readonly count: number } | null;
}

export const EMPTY_ROOM: RoomState = {
  seat: null,
  name: null,
  audienceUrl: null,
  presenter: false,
  followers: 0,
  heard: null,
  answers: {},
  room: null,
  fires: null,
  mine: [],
  task: null,
  refused: null,
};

/** @param clock this page's clock, in milliseconds. */
export function hear(state: RoomState, message: ServerMessage, clock: number): RoomState {
  switch (message.type) {
    case 'welcome': {
      const { seat, name, answers, audienceUrl } = message;
      return { ...state, seat, name, answers, audienceUrl, refused: null };
    }
    case 'shown': {
      const { n, shown, ageMs } = message;
      return { ...state, heard: { n, shown, at: clock - ageMs } };
    }
    case 'presence':
      return { ...state, presenter: message.presenter, followers: message.followers };
    case 'answers':
      return { ...state, room: { question: message.question, counts: message.counts } };
    case 'answered':
      return {
        ...state,
        answers: { ...state.answers, [message.question]: message.choice },
        refused: null,
      };
    case 'fires':
      return { ...state, fires: { sent: message.sent, outcomes: message.outcomes } };
    case 'fired':
      return { ...state, mine: withFire(state.mine, message.fire), refused: null };
    case 'task': {
      const { lesson, tried, solved } = message;
      return { ...state, task: { lesson, tried, solved } };
    }
    case 'refused':
      return { ...state, refused: { code: message.code, count: (state.refused?.count ?? 0) + 1 } };
    default:
      // A command is for the presenter's page; what is not known is passed over.
      return state;
  }
}

function withFire(mine: readonly SeatFire[], fire: SeatFire): readonly SeatFire[] {
  const isKnown = mine.some(({ request }) => request === fire.request);
  const next = isKnown ? mine.map(each => (each.request === fire.request ? fire : each)) : [fire, ...mine];
  return next.slice(0, MOST_FIRES);
}

/** The room's answers to a question, when any have been told. */
export function countsOf({ room }: RoomState, question: string): readonly number[] | null {
  return room?.question === question ? room.counts : null;
}

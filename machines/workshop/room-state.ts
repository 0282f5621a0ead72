/** What is known of a workshop's room. All of it is in memory only, and bounded. Times are milliseconds of one clock. */
import type {
  FollowerMessage,
  Hello,
  PresenterMessage,
  RefusalCode,
  SeatFire,
  ServerMessage,
  Shown,
} from './messages.ts';
import { type Bucket, type BucketSize, fullBucket } from './token-bucket.ts';

export const ROOM_LIMITS = {
  /** Messages of one seat, well formed or not. */
  messages: { perSecond: 10, most: 20 },
  /** Offences of one seat (too fast, malformed) before its connections are closed. */
  offences: { perSecond: 0.5, most: 10 },
  /** Requests that one seat fires. */
  fires: { perSecond: 2, most: 3 },
  /** Requests that all seats together fire. */
  allFires: { perSecond: 100, most: 100 },
  /** Fired requests whose clients still wait. */
  pendingFires: 1_000,
  /** A seat's own requests that it is told of again when it comes back. */
  keptFires: 6,
  /** Seats, those included whose followers are gone; beyond it the one that was left first is forgotten. */
  seats: 1_000,
  /** An empty seat is kept so long. */
  seatMs: 1_800_000,
  /** Pages on one seat, as a browser makes them by doubling a tab. */
  clientsOfSeat: 4,
  /** Pages of presenters and their notes. */
  presenters: 20,
  /** Questions and tasks of which a seat's answers are kept; beyond it the oldest is forgotten. */
  answersOfSeat: 200,
} as const satisfies Record<string, number | BucketSize>;

export interface SeatTask {
  readonly tries: number;
  readonly solved: boolean;
}

/** Where a follower sits: it outlives the connection. */
export interface Seat {
  /** What the follower's page knows it by; nobody else is told. */
  readonly token: string;
  readonly name: string | null;
  /** The clients on it. */
  readonly clients: readonly number[];
  /** When the last of them left. */
  readonly leftMs: number;
  /** By question, the oldest first. */
  readonly answers: ReadonlyMap<string, number>;
  /** By lesson, the oldest first. */
  readonly tasks: ReadonlyMap<string, SeatTask>;
  /** The newest first. */
  readonly fires: readonly SeatFire[];
  readonly messages: Bucket;
  readonly offences: Bucket;
  readonly fireBucket: Bucket;
}

/** Who is behind a connection. */
export type Client =
  | { readonly role: 'presenter' | 'notes' }
  | { readonly role: 'follower'; readonly seat: string };

export interface PendingFire {
  readonly seat: string;
  readonly request: string;
  readonly connection: SeatFire['connection'];
  readonly sentMs: number;
  /** Which "everybody press now" it belongs to. */
  readonly round: number;
}

/** What the room has to be told again, because it has changed. */
export type News = 'shown' | 'presence' | 'answers' | 'fires' | 'task';

export interface Room {
  /** By connection. */
  readonly clients: ReadonlyMap<number, Client>;
  /** By token; the one that was left or entered last stands at the end. */
  readonly seats: ReadonlyMap<string, Seat>;
  readonly shown: {
    readonly n: number;
    readonly atMs: number;
    /** Who shows it. */
    readonly by: number;
    readonly shown: Shown;
  } | null;
  readonly fires: {
    readonly round: number;
    readonly sent: number;
    readonly outcomes: Readonly<Record<string, number>>;
  };
  /** By what the live run calls them. */
  readonly pending: ReadonlyMap<string, PendingFire>;
  readonly allFires: Bucket;
  readonly news: ReadonlySet<News>;
}

/** Something happens to the room. */
export type RoomInput =
  /** Somebody has said hello; a presenter's secret was right. `fresh` names the seat if it is a new one. */
  | {
      readonly type: 'joined';
      readonly client: number;
      readonly hello: Hello;
      readonly fresh: string;
      readonly audienceUrl: string;
    }
  | { readonly type: 'left'; readonly client: number }
  | { readonly type: 'follower'; readonly client: number; readonly message: FollowerMessage }
  | { readonly type: 'presenter'; readonly client: number; readonly message: PresenterMessage }
  /** A message that is none. */
  | { readonly type: 'malformed'; readonly client: number; readonly detail: string }
  /** A request of a seat is on its way, as the effect `fire` wanted. */
  | {
      readonly type: 'sent';
      readonly client: number;
      /** Unique among all runs. */
      readonly key: string;
      readonly request: string;
      readonly connection: SeatFire['connection'];
    }
  | {
      readonly type: 'settled';
      readonly key: string;
      readonly outcome: NonNullable<SeatFire['outcome']>;
      readonly status: number | null;
    }
  /** What was asked for cannot be done now. */
  | {
      readonly type: 'refused';
      readonly client: number;
      readonly code: RefusalCode;
      readonly detail: string;
    }
  /** It is time to tell what is new. */
  | { readonly type: 'tell'; readonly news: readonly News[] };

/** What has to be done. */
export type RoomEffect =
  | { readonly kind: 'send'; readonly to: readonly number[]; readonly message: ServerMessage }
  | { readonly kind: 'fire'; readonly client: number; readonly connection: SeatFire['connection'] }
  /** After everything that was sent before. */
  | { readonly kind: 'close'; readonly client: number; readonly reason: string };

export function emptyRoom(nowMs: number): Room {
  return {
    clients: new Map(),
    seats: new Map(),
    shown: null,
    fires: { round: 0, sent: 0, outcomes: {} },
    pending: new Map(),
    allFires: fullBucket(ROOM_LIMITS.allFires, nowMs),
    news: new Set(),
  };
}

export function emptySeat(token: string, nowMs: number): Seat {
  return {
    token,
    name: null,
    clients: [],
    leftMs: nowMs,
    answers: new Map(),
    tasks: new Map(),
    fires: [],
    messages: fullBucket(ROOM_LIMITS.messages, nowMs),
    offences: fullBucket(ROOM_LIMITS.offences, nowMs),
    fireBucket: fullBucket(ROOM_LIMITS.fires, nowMs),
  };
}

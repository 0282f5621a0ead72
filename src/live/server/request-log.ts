/**
 * The compact log of requests that were answered at once: 36 bytes each in the hot path, four events when somebody
 * reads the recording. A request that does not arrive, pass and leave in the same instant is recorded event by event.
 */
import type { ResponseHeaders, RunEvent } from '../../../machines/recording/events.ts';
import type { Answerer } from '../../../machines/servers/chain.ts';

/** Requests in one block of the log. */
const BLOCK = 65_536;
/** Blocks that are kept: 1,048,576 requests, 36 MiB. What comes after them is only counted. */
const MAX_BLOCKS = 16;
/** Different paths that are remembered; of requests for others the recording does not say what they asked for. */
const MAX_TARGETS = 4_096;
/** Numbers kept for each request: its own, its connection's, its stream, its target, and status, heading and audit. */
const NUMBERS = 5;

/** Events that stand for one logged request: arrived, admitted, responded, audit. */
export const EVENTS_PER_ENTRY = 4;

/** A GET request that was answered in the instant in which it arrived. */
export interface LoggedRequest {
  /** The number of the first of its events. */
  readonly seq: number;
  /** Milliseconds since the start of the recording. */
  readonly t: number;
  readonly request: number;
  readonly connection: number;
  /** 0 on HTTP/1.1. */
  readonly stream: number;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  /** One of the handlers' constant headings. */
  readonly headers: ResponseHeaders;
  readonly answeredBy: Answerer;
  readonly audited: boolean;
}

/** What all answers of one kind have in common. */
type Heading = Pick<LoggedRequest, 'headers' | 'answeredBy'>;

interface Block {
  readonly times: Float64Array;
  readonly seqs: Float64Array;
  readonly numbers: Uint32Array;
}

export class RequestLog {
  private readonly blocks: Block[] = [];
  private readonly headings: Heading[] = [];
  private readonly targets = new Map<string, number>();
  private length = 0;
  private expanded = 0;

  /** Whether there is room for one more. */
  get hasRoom(): boolean {
    return this.length < BLOCK * MAX_BLOCKS;
  }

  /** Logs one request. */
  add(entry: LoggedRequest): void {
    const index = this.length % BLOCK;
    if (index === 0) {
      this.blocks.push({
        times: new Float64Array(BLOCK),
        seqs: new Float64Array(BLOCK),
        numbers: new Uint32Array(BLOCK * NUMBERS),
      });
    }
    const block = this.blocks[this.blocks.length - 1] as Block;
    block.times[index] = entry.t;
    block.seqs[index] = entry.seq;
    const { numbers } = block;
    const at = index * NUMBERS;
    numbers[at] = entry.request;
    numbers[at + 1] = entry.connection;
    numbers[at + 2] = entry.stream;
    numbers[at + 3] = this.targetOf(entry.target);
    numbers[at + 4] = entry.status * 65_536 + this.headingOf(entry) * 2 + (entry.audited ? 1 : 0);
    this.length++;
  }

  /** The handlers answer with a handful of constant headings: each is kept once. */
  private headingOf({ headers, answeredBy }: Heading): number {
    const { headings } = this;
    for (let index = headings.length - 1; index >= 0; index--) {
      const known = headings[index] as Heading;
      if (known.headers === headers && known.answeredBy === answeredBy) return index;
    }
    headings.push({ headers, answeredBy });
    return headings.length - 1;
  }

  /** The number of a path; 0 when too many are known already. */
  private targetOf(target: string): number {
    const known = this.targets.get(target);
    if (known !== undefined) return known;
    if (this.targets.size >= MAX_TARGETS) return 0;
    this.targets.set(target, this.targets.size + 1);
    return this.targets.size;
  }

  /** The events of everything that has been logged since the last call, in their order. */
  *takeNew(): Generator<RunEvent> {
    const targets = [...this.targets.keys()];
    for (; this.expanded < this.length; this.expanded++) {
      const block = this.blocks[Math.floor(this.expanded / BLOCK)] as Block;
      const index = this.expanded % BLOCK;
      const number = (offset: number): number => block.numbers[index * NUMBERS + offset] as number;
      const seq = block.seqs[index] as number;
      const t = block.times[index] as number;
      const packed = number(4);
      const path = targets[number(3) - 1];
      const request = `r${number(0)}`;
      const place = { request, connection: `c${number(1)}`, stream: number(2) === 0 ? null : number(2) };
      const { headers, answeredBy } = this.headings[(packed % 65_536) >> 1] as Heading;
      yield {
        seq,
        t,
        type: 'request.arrived',
        ...place,
        ...(path === undefined ? {} : { method: 'GET', path }),
      };
      yield { seq: seq + 1, t, type: 'request.admitted', cause: [seq], ...place, answeredBy };
      yield {
        seq: seq + 2,
        t,
        type: 'request.responded',
        ...place,
        status: Math.floor(packed / 65_536),
        headers,
      };
      yield {
        seq: seq + 3,
        t,
        type: packed % 2 === 1 ? 'audit.logged' : 'audit.lost',
        cause: [seq + 2],
        request,
      };
    }
  }
}

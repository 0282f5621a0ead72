/**
 * The compact log of requests that were answered at once: 32 bytes each in the hot path, four events when somebody
 * reads the recording. A request that does not arrive, pass and leave in the same instant is recorded event by event.
 */
import type { ResponseHeaders, RunEvent } from '../../../machines/recording/events.ts';

/** Requests in one block of the log. */
const BLOCK = 65_536;
/** Blocks that are kept: 1,048,576 requests, 32 MiB. What comes after them is only counted. */
const MAX_BLOCKS = 16;

/** Events that stand for one logged request: arrived, admitted, responded, audit. */
export const EVENTS_PER_ENTRY = 4;

interface Block {
  readonly times: Float64Array;
  readonly seqs: Float64Array;
  /** Number of the request, of its connection, its stream, and status × 65536 + heading × 2 + audited. */
  readonly numbers: Uint32Array;
}

export class RequestLog {
  private readonly blocks: Block[] = [];
  private readonly headings: ResponseHeaders[] = [];
  private length = 0;
  private expanded = 0;

  /** Whether there is room for one more. */
  get hasRoom(): boolean {
    return this.length < BLOCK * MAX_BLOCKS;
  }

  /**
   * Logs a request that was answered at `t` milliseconds; its events are numbered from `seq`.
   * @param stream 0 on HTTP/1.1
   */
  add(
    seq: number,
    t: number,
    request: number,
    connection: number,
    stream: number,
    status: number,
    headers: ResponseHeaders,
    audited: boolean,
  ): void {
    const index = this.length % BLOCK;
    if (index === 0) {
      this.blocks.push({
        times: new Float64Array(BLOCK),
        seqs: new Float64Array(BLOCK),
        numbers: new Uint32Array(BLOCK * 4),
      });
    }
    const block = this.blocks[this.blocks.length - 1] as Block;
    block.times[index] = t;
    block.seqs[index] = seq;
    const { numbers } = block;
    numbers[index * 4] = request;
    numbers[index * 4 + 1] = connection;
    numbers[index * 4 + 2] = stream;
    numbers[index * 4 + 3] = status * 65_536 + this.headingOf(headers) * 2 + (audited ? 1 : 0);
    this.length++;
  }

  /** The handlers answer with a handful of constant headings: each is kept once. */
  private headingOf(headers: ResponseHeaders): number {
    const known = this.headings.lastIndexOf(headers);
    if (known >= 0) return known;
    this.headings.push(headers);
    return this.headings.length - 1;
  }

  /** The events of everything that has been logged since the last call, in their order. */
  *takeNew(): Generator<RunEvent> {
    for (; this.expanded < this.length; this.expanded++) {
      const block = this.blocks[Math.floor(this.expanded / BLOCK)] as Block;
      const index = this.expanded % BLOCK;
      const number = (offset: number): number => block.numbers[index * 4 + offset] as number;
      const seq = block.seqs[index] as number;
      const t = block.times[index] as number;
      const packed = number(3);
      const request = `r${number(0)}`;
      const place = { request, connection: `c${number(1)}`, stream: number(2) === 0 ? null : number(2) };
      const headers = this.headings[(packed % 65_536) >> 1] ?? {};
      yield { seq, t, type: 'request.arrived', ...place };
      yield { seq: seq + 1, t, type: 'request.admitted', cause: [seq], ...place };
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

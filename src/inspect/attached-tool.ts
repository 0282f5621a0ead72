/**
 * An XState tool that is attached. Receivers of `@statelyai/inspect` only listen, and are told at once; the receiver of
 * `@xstate/inspect` says `xstate.inspecting` first, and from then on hears the protocol of XState 4.
 */
import type { RawData, WebSocket } from 'ws';
import type { Speak } from '../../machines/inspect/protocol.ts';
import { statelySpeaker } from '../../machines/inspect/stately.ts';
import { xstate4Speaker } from '../../machines/inspect/xstate4.ts';
import type { ApiRun } from '../api/run.ts';
import type { Runs } from '../api/runs.ts';
import { FollowedRun } from './followed-run.ts';

/** Events of traffic wait this long, so that many become one burst. */
const BURST_MS = 10;
/** A tool that is this far behind is sent no more until it has caught up. */
const MAX_BUFFERED_BYTES = 1_048_576;
const CATCH_UP_MS = 50;

export interface Wish {
  /** The one run to show; null: the newest, and all that come after it. */
  readonly run: ApiRun | null;
  /** As many requests and connections are actors at once. */
  readonly rows: number;
}

export class AttachedTool {
  readonly #client: WebSocket;
  readonly #wish: Wish;
  readonly #runs: Runs;
  readonly #shown: ApiRun[] = [];
  #followed: FollowedRun[] = [];
  readonly #unwatch: (() => void)[] = [];
  #protocol: 'xstate5' | 'xstate4' = 'xstate5';
  #timer: NodeJS.Timeout | null = null;

  constructor(client: WebSocket, runs: Runs, wish: Wish) {
    this.#client = client;
    this.#runs = runs;
    this.#wish = wish;
    client.on('message', (data, isBinary) => this.#hear(data, isBinary));
    client.on('close', () => this.#stop());
    // What goes wrong with a client ends in its `close`.
    client.on('error', () => client.terminate());
    const first = wish.run ?? runs.live ?? runs.list()[0];
    if (first) this.#show(first);
    if (wish.run === null) this.#unwatch.push(runs.watch(run => this.#show(run)));
  }

  #show(run: ApiRun): void {
    this.#shown.push(run);
    this.#follow(run);
    this.#unwatch.push(run.watch(() => this.#wake(BURST_MS)));
  }

  #follow(run: ApiRun): void {
    this.#followed.push(new FollowedRun(run, this.#wish.rows, this.#speakerFor(run)));
    this.#wake(0);
  }

  #speakerFor({ recording: { header } }: ApiRun): Speak {
    if (this.#protocol === 'xstate4') return xstate4Speaker;
    const began = header.startedAt === null ? 0 : Date.parse(header.startedAt);
    return statelySpeaker(t => began + t / header.speed);
  }

  /** Whoever asks for it hears the protocol of XState 4, from the beginning; asking again begins again. */
  #hear(data: RawData, isBinary: boolean): void {
    if (isBinary || !isInspecting(String(data))) return;
    this.#protocol = 'xstate4';
    this.#followed = [];
    const known = this.#shown.filter(run => this.#runs.list().includes(run));
    for (const run of known) this.#follow(run);
  }

  #wake(ms: number): void {
    this.#timer ??= setTimeout(() => this.#sendMore(), ms);
  }

  #sendMore(): void {
    this.#timer = null;
    const client = this.#client;
    for (const run of this.#followed) {
      for (let messages = run.next(); messages.length > 0; messages = run.next()) {
        if (client.readyState !== client.OPEN) return;
        for (const message of messages) client.send(JSON.stringify(message));
        if (client.bufferedAmount <= MAX_BUFFERED_BYTES) continue;
        this.#wake(CATCH_UP_MS);
        return;
      }
    }
    this.#followed = this.#followed.filter(run => !run.isOver);
  }

  #stop(): void {
    for (const unwatch of this.#unwatch.splice(0)) unwatch();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#followed = [];
  }
}

function isInspecting(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return (
      typeof message === 'object' &&
      message !== null &&
      'type' in message &&
      message.type === 'xstate.inspecting'
    );
  } catch {
    // What is no JSON asks for nothing.
    return false;
  }
}

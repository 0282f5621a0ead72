/** A run on a real server, as its events arrive over a WebSocket. */
import type { ProcessSignal, RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import { planOfSource } from '../../machines/view/plan-of-source.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import { LiveApiError, openEvents, sendFault, sendRequest, sendSignal } from './live-api.ts';
import type { HandRequest, Link, RunSource } from './run-source.ts';
import { isMilestone } from './transitions.ts';

/** The server closes the stream so when the run has ended. */
const NORMAL_CLOSURE = 1000;

/** What a live run tells those who show it. */
export interface LiveRunListener {
  /** The header has come: the scenario is known. */
  readonly onHeader: (plan: RunPlan | null, speed: number) => void;
  /** A signal has fired, or something has happened to the process. */
  readonly onMilestone: () => void;
  readonly onLink: (link: Link) => void;
  /** The server refused what a person asked for. */
  readonly onProblem: (error: unknown) => void;
}

export class LiveRun implements RunSource {
  readonly mode = 'live';
  readonly id: string;
  readonly plannedStop = null;
  header: RecordingHeader | null = null;
  plan: RunPlan | null = null;
  index = new RecordingIndex(null);
  tracks = new Tracks(null);
  link: Link = 'connecting';
  ended = false;
  private readonly listener: LiveRunListener;
  private socket: WebSocket | null = null;
  private speed = 1;
  /** Page time × speed − run time, as small as it was ever seen: the messages that came quickest. */
  private offset = Number.POSITIVE_INFINITY;
  /** Where the run stands for good: it has ended, or nobody hears of it any more. */
  private frozenAt: number | null = null;

  constructor(id: string, listener: LiveRunListener) {
    this.id = id;
    this.listener = listener;
    this.connect();
  }

  /** Opens the stream of events, again if it was lost: everything so far is sent once more. */
  connect(): void {
    this.drop();
    this.index = new RecordingIndex(this.plan);
    this.tracks = new Tracks(this.plan);
    this.frozenAt = null;
    this.offset = Number.POSITIVE_INFINITY;
    const socket = openEvents(this.id);
    this.socket = socket;
    this.setLink('connecting');
    socket.onopen = () => this.setLink('open');
    socket.onmessage = message => this.take(JSON.parse(String(message.data)) as RecordingHeader | RunEvent);
    socket.onclose = event => this.close(event.code === NORMAL_CLOSURE);
  }

  presentAt(clock: number): number {
    if (this.frozenAt !== null || this.offset === Number.POSITIVE_INFINITY)
      return this.frozenAt ?? this.index.lastT;
    return Math.max(this.index.lastT, clock * this.speed - this.offset);
  }

  advanceTo(): void {}

  signal(signal: ProcessSignal): void {
    sendSignal(this.id, { signal }).catch(this.listener.onProblem);
  }

  request(request: HandRequest): void {
    sendRequest(this.id, request).catch(this.listener.onProblem);
  }

  async inject(fault: Fault): Promise<FaultResult> {
    try {
      await sendFault(this.id, { fault });
      return { ok: true };
    } catch (error) {
      if (error instanceof LiveApiError) return { ok: false, reason: error.message };
      throw error;
    }
  }

  dispose(): void {
    this.drop();
  }

  private take(line: RecordingHeader | RunEvent): void {
    if (line.type === 'recording') {
      this.header = line;
      this.speed = line.speed;
      this.plan = planOfSource(line.scenario);
      this.index = new RecordingIndex(this.plan);
      this.tracks = new Tracks(this.plan);
      this.listener.onHeader(this.plan, this.speed);
      return;
    }
    this.index.append([line]);
    this.tracks.append([line]);
    this.offset = Math.min(this.offset, performance.now() * this.speed - line.t);
    if (isMilestone(line)) this.listener.onMilestone();
  }

  /** The stream ends with the run, or with the program that served it. */
  private close(inOrder: boolean): void {
    this.socket = null;
    this.frozenAt = this.index.lastT;
    this.ended = inOrder;
    this.setLink(this.ended ? 'open' : 'lost');
  }

  private setLink(link: Link): void {
    this.link = link;
    this.listener.onLink(link);
  }

  private drop(): void {
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}

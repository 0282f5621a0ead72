/** The frames that named connections and scripted requests have got from the server, for whoever looks closely. */
import { toMs } from '../../../machines/time.ts';
import type { LiveContext } from '../context.ts';
import type { Frame } from './frame-filter.ts';

/** A frame that a client has got. */
export interface SeenFrame extends Frame {
  /** The name of a named connection; for others the client's name and a number (`script#3`). */
  readonly connection: string;
  readonly client: string;
  /** Milliseconds of scenario time since the start of the run. */
  readonly t: number;
  /** The request on the frame's stream, while its client waits for it; null for none, and for stream 0. */
  readonly request: string | null;
}

/** Frames that are kept; those after them are not, and a note says so. */
const MOST_FRAMES = 50_000;

export class FrameLog {
  readonly frames: SeenFrame[] = [];
  private readonly context: LiveContext;
  private isFull = false;

  constructor(context: LiveContext) {
    this.context = context;
  }

  add(frame: Frame, place: { connection: string; client: string; request: string | null }): void {
    if (this.frames.length < MOST_FRAMES) {
      this.frames.push({ ...place, t: toMs(this.context.clock.now()), ...frame });
    } else if (!this.isFull) {
      this.isFull = true;
      this.context.emit({ type: 'note', text: `Frames are no longer kept: there have been ${MOST_FRAMES}.` });
    }
  }
}

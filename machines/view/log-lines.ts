/** The lines of a log: which events of a growing recording are shown, found once for each filter. */
import type { RunEvent } from '../recording/events.ts';
import { firstIndex, type RecordingIndex } from './recording-index.ts';

/** Kinds of lines, by the beginnings of the types of their events. */
export const LOG_KINDS = {
  everything: [''],
  signals: ['signal.', 'process.'],
  states: ['state.'],
  hooks: ['hook.'],
  server: ['server.', 'listener.', 'systemd.', 'apiService.', 'health.', 'drain.', 'audit.shutdown'],
  requests: ['request', 'audit.logged', 'audit.lost'],
  connections: ['connection.'],
  probes: ['probe.'],
  faults: ['fault.', 'note'],
} as const satisfies Record<string, readonly string[]>;
export type LogKind = keyof typeof LOG_KINDS;

/** Whether an event belongs to a kind. */
export function isOfKind(event: RunEvent, kind: LogKind): boolean {
  return LOG_KINDS[kind].some(beginning => event.type.startsWith(beginning));
}

/** The positions of the events that a filter keeps. Every event is asked once, however often one looks. */
export class LogLines {
  private readonly index: RecordingIndex;
  private readonly keeps: (event: RunEvent) => boolean;
  private positions: number[] = [];
  private read = 0;

  constructor(index: RecordingIndex, keeps: (event: RunEvent) => boolean) {
    this.index = index;
    this.keeps = keeps;
  }

  /** Takes in what has happened since; to be called before lines are looked at. */
  update(): void {
    const { index } = this;
    if (this.positions[0] !== undefined && this.positions[0] < index.forgotten) {
      this.positions = this.positions.slice(this.before(index.forgotten));
    }
    for (this.read = Math.max(this.read, index.forgotten); this.read < index.count; this.read++) {
      const event = index.event(this.read);
      if (event && this.keeps(event)) this.positions.push(this.read);
    }
  }

  get length(): number {
    return this.positions.length;
  }

  /** The event of a line; undefined where there is no such line. */
  line(number: number): RunEvent | undefined {
    const position = this.positions[number];
    return position === undefined ? undefined : this.index.event(position);
  }

  /** How many lines stand among the first `count` events of the run. */
  before(count: number): number {
    return firstIndex(this.positions, position => position >= count);
  }
}

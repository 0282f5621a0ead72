/** The log of a live server: what kube-apiserver would say of its own life, and a line for each request. */
import { type HttpLogEntry, httpLogMessage, httpLogPlace } from '../../machines/formats/http-line.ts';
import { klogLine } from '../../machines/formats/klog-line.ts';
import type { LifecycleLine, LifecycleLines } from '../../machines/formats/lifecycle-lines.ts';
import { beginOf, lifecycleLines } from '../../machines/formats/write-log.ts';
import type { Lineage } from '../../machines/lineage.ts';
import type { RecordingHeader, RunEvent } from '../../machines/recording/events.ts';

export class ServerLog {
  private readonly lineage: Lineage;
  private readonly begin: number;
  private readonly life: LifecycleLines;
  private readonly write: (line: string) => void;

  /** @param write takes each line, with its newline */
  constructor(header: RecordingHeader, lineage: Lineage, write: (line: string) => void) {
    this.lineage = lineage;
    this.begin = beginOf(header);
    this.life = lifecycleLines(lineage, header.scenario);
    this.write = write;
  }

  /** What an event of the run makes the server say. */
  event(event: RunEvent): void {
    this.say(this.life.of(event), this.begin + Math.round(event.t * 1000));
  }

  /** A response is over. */
  readonly request = (entry: HttpLogEntry): void => {
    this.say(this.life.failedProbe(entry.target, entry.status), entry.at);
    this.say([{ place: httpLogPlace(this.lineage), message: httpLogMessage(entry, this.lineage) }], entry.at);
  };

  private say(lines: readonly LifecycleLine[], at: number): void {
    for (const { place, message } of lines) this.write(klogLine(at, process.pid, place, message));
  }
}

/** A run as one self-contained picture: signals, conditions, hooks and requests on one scale of time. */
import type { RecordingHeader, RunEvent } from '../recording/events.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { clip, clockText, countOf, Stop } from './moments.ts';
import { type RequestRow, RequestRows } from './request-row.ts';
import { drawSvg, type Picture, type SvgBar, type SvgLane, type SvgMark } from './svg-draw.ts';

export const svgFormat: ExportFormat = {
  name: 'svg',
  title: 'Timeline as a picture (SVG)',
  extension: '.svg',
  mediaType: 'image/svg+xml',
  begin: header => new SvgExporter(header),
};

/** Requests that were answered, and others: the latter are what people look for. */
const MOST_ANSWERED = 1500;
const MOST_OTHERS = 1500;
const MOST_MARKS = 40;
const MOST_BARS = 400;

class SvgExporter implements Exporter {
  readonly leftOut: string[] = [];
  readonly #header: RecordingHeader;
  readonly #rows = new RequestRows();
  readonly #stop = new Stop();
  readonly #marks: SvgMark[] = [];
  /** Bars by the lane that they are in. */
  readonly #lanes = new Map<string, SvgBar[]>();
  readonly #going = new Map<
    string,
    { readonly lane: string; readonly from: number; readonly text: string; readonly look: SvgBar['look'] }
  >();
  readonly #requests = new Map<string, RequestRow[]>();
  #answered = 0;
  #others = 0;
  #bars = 0;
  #hidden = { requests: 0, marks: 0, bars: 0 };
  #firstT: number | null = null;
  #lastT = 0;

  constructor(header: RecordingHeader) {
    this.#header = header;
  }

  take(event: RunEvent): string {
    this.#firstT ??= event.t;
    this.#lastT = event.t;
    this.#stop.take(event);
    this.#note(event);
    const row = this.#rows.take(event);
    if (row !== null) this.#keep(row);
    return '';
  }

  end(): string {
    for (const row of this.#rows.rest()) this.#keep(row);
    for (const key of [...this.#going.keys()]) this.#finish(key, this.#lastT);
    const { requests, marks, bars } = this.#hidden;
    if (requests > 0)
      this.leftOut.push(
        `${countOf(requests, 'request')}: the picture shows up to ${MOST_ANSWERED} that were answered and ${MOST_OTHERS} others`,
      );
    if (marks > 0) this.leftOut.push(`${countOf(marks, 'mark')} after the first ${MOST_MARKS}`);
    if (bars > 0) this.leftOut.push(`${countOf(bars, 'change')} of conditions after the first ${MOST_BARS}`);
    this.leftOut.push(...this.#rows.leftOut);
    return drawSvg(this.#picture());
  }

  #picture(): Picture {
    const { scenario, source, lineage, speed } = this.#header;
    const lanes: SvgLane[] = [...this.#lanes].map(([title, bars]) => ({ title, bars, isThin: false }));
    for (const [client, rows] of this.#requests) {
      lanes.push({ title: client, bars: rows.map(row => this.#barOf(row)), isThin: true });
    }
    return {
      title: scenario?.name ?? 'a run without a scenario',
      subtitle: [
        source,
        ...(lineage === null ? [] : [`lineage ${lineage}`]),
        ...(speed === 1 ? [] : [`speed ${speed}`]),
        this.#stop.signal === null ? 'times since the start' : `times since ${this.#stop.signal}`,
      ].join(' · '),
      from: this.#firstT ?? 0,
      to: this.#lastT,
      origin: this.#stop.t ?? 0,
      marks: this.#marks,
      lanes,
      notes: this.leftOut.map(text => `not shown: ${text}`),
    };
  }

  #note(event: RunEvent): void {
    switch (event.type) {
      case 'process.signalled':
        this.#mark(event.t, event.signal, 'process');
        break;
      case 'process.exited':
        this.#mark(event.t, `exit ${event.code}`, 'process');
        for (const key of [...this.#going.keys()]) this.#finish(key, event.t);
        break;
      case 'signal.fired':
        this.#mark(event.t, event.name, 'signal');
        break;
      case 'hook.started':
        this.#begin(
          `hook ${event.phase} ${event.name}`,
          `hook ${event.name}`,
          event.t,
          event.phase,
          'answered',
        );
        break;
      case 'hook.finished':
        this.#finish(`hook ${event.phase} ${event.name}`, event.t, event.error);
        break;
      case 'listener.opened':
        this.#begin('listener', 'listener', event.t, `listening on ${event.address}`, 'answered');
        break;
      case 'listener.closed':
        this.#finish('listener', event.t);
        break;
      case 'health.changed': {
        const { endpoint, ok, failing, t } = event;
        this.#finish(endpoint, t);
        this.#begin(
          endpoint,
          endpoint,
          t,
          ok ? 'ok' : `fails: ${failing.join(', ')}`,
          ok ? 'answered' : 'dropped',
        );
        break;
      }
      case 'state.changed':
        if (event.machine !== 'lifecycle' || event.region !== 'drain') break;
        this.#finish('drain', event.t);
        if (event.to === 'draining') this.#begin('drain', 'drain', event.t, 'waits', 'cut');
        break;
      default:
        break;
    }
  }

  #mark(t: number, text: string, kind: SvgMark['kind']): void {
    if (this.#marks.length >= MOST_MARKS) this.#hidden.marks++;
    else this.#marks.push({ t, text, kind });
  }

  #begin(key: string, lane: string, from: number, text: string, look: SvgBar['look']): void {
    // The lane has its place from when it first began.
    if (!this.#lanes.has(lane)) this.#lanes.set(lane, []);
    this.#going.set(key, { lane, from, text, look });
  }

  #finish(key: string, to: number, error: string | null = null): void {
    const going = this.#going.get(key);
    if (going === undefined) return;
    this.#going.delete(key);
    if (this.#bars >= MOST_BARS) {
      this.#hidden.bars++;
      return;
    }
    this.#bars++;
    const { lane, from, text, look } = going;
    const result = error === null ? text : `${text}, failed: ${error}`;
    this.#lanes.get(lane)?.push({
      from,
      to,
      text: `${lane}: ${clip(result, 200)}, ${clockText(from, this.#stop.t)} to ${clockText(to, this.#stop.t)}`,
      look: error === null ? look : 'dropped',
    });
  }

  #keep(row: RequestRow): void {
    const isOrdinary = row.fate === 'answered' && row.name === null;
    if (isOrdinary ? this.#answered >= MOST_ANSWERED : this.#others >= MOST_OTHERS) {
      this.#hidden.requests++;
      return;
    }
    if (isOrdinary) this.#answered++;
    else this.#others++;
    const rows = this.#requests.get(row.client) ?? [];
    rows.push(row);
    this.#requests.set(row.client, rows);
  }

  #barOf(row: RequestRow): SvgBar {
    const { t: stopT } = this.#stop;
    const end =
      row.endT === null
        ? 'open'
        : `${row.outcome}${row.status === null ? '' : ` ${row.status}`} at ${clockText(row.endT, stopT)}`;
    const what = [row.name ?? row.request, row.method, row.path].filter(Boolean).join(' ');
    return {
      from: row.sentT,
      to: row.endT ?? this.#lastT,
      text: `${clip(what, 200)}, sent at ${clockText(row.sentT, stopT)}, ${end}`,
      look: row.fate,
    };
  }
}

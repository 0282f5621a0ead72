/**
 * A run as a Mermaid sequence diagram, which many pages and editors draw: signals, hooks, listener, drain and a few of
 * the requests. Small enough to be read, whatever the run.
 */
import type { RecordingHeader, RunEvent } from '../recording/events.ts';
import type { Fate } from '../recording/fate.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { clip, clockText, countOf, Stop } from './moments.ts';
import { type RequestRow, RequestRows } from './request-row.ts';

export const mermaidFormat: ExportFormat = {
  name: 'mermaid',
  title: 'Mermaid sequence diagram, for a document',
  extension: '.mmd',
  mediaType: 'text/vnd.mermaid; charset=utf-8',
  begin: header => new MermaidExporter(header),
};

/** Requests in the diagram; those with a name come first. */
const MOST_REQUESTS = 16;
/** Of each client, for each thing that became of its requests. */
const REQUESTS_OF_A_KIND = 2;
/** Moments besides requests. */
const MOST_MOMENTS = 80;
const MOST_TEXT = 80;

/** A line of the diagram; the texts are made when the stop is known. */
interface Moment {
  readonly t: number;
  /** Where it stands among those of the same time. */
  readonly order: number;
  readonly line: (time: string) => string;
}

class MermaidExporter implements Exporter {
  readonly leftOut: string[] = [];
  readonly #header: RecordingHeader;
  readonly #rows = new RequestRows();
  readonly #stop = new Stop();
  /** Names of those who take part, by what they are; each stands for `P0`, `P1` … */
  readonly #participants = new Map<string, string>();
  readonly #moments: Moment[] = [];
  readonly #named: RequestRow[] = [];
  readonly #typical: RequestRow[] = [];
  readonly #kinds = new Map<string, number>();
  #requests = 0;
  #hiddenMoments = 0;
  #isDraining = false;

  constructor(header: RecordingHeader) {
    this.#header = header;
    this.#participant('stopper', 'operator or kubelet');
    this.#participant('server', 'kube-apiserver');
  }

  take(event: RunEvent): string {
    this.#stop.take(event);
    this.#note(event);
    const row = this.#rows.take(event);
    if (row !== null) this.#consider(row);
    return '';
  }

  end(): string {
    for (const row of this.#rows.rest()) this.#consider(row);
    const shown = [
      ...this.#named,
      ...this.#typical.slice(0, Math.max(0, MOST_REQUESTS - this.#named.length)),
    ];
    const moments = [...this.#moments, ...shown.flatMap(row => this.#momentsOf(row))];
    moments.sort((a, b) => a.t - b.t || a.order - b.order);
    const hidden = this.#requests - shown.length;
    if (hidden > 0)
      this.leftOut.push(`${countOf(hidden, 'request')} of ${this.#requests}: the diagram shows a few`);
    this.leftOut.push(...this.#rows.leftOut);
    if (this.#hiddenMoments > 0)
      this.leftOut.push(`${countOf(this.#hiddenMoments, 'moment')} after the first ${MOST_MOMENTS}`);
    const { scenario, source, lineage } = this.#header;
    const title = [
      scenario?.name ?? 'a run',
      source,
      ...(lineage === null ? [] : [`lineage ${lineage}`]),
    ].join(', ');
    const lines = [
      'sequenceDiagram',
      `title ${mermaidText(title)}`,
      ...[...this.#participants].map(([key, name]) => `participant ${this.#id(key)} as ${mermaidText(name)}`),
      ...moments.map(({ t, line }) => line(clockText(t, this.#stop.t))),
      ...this.leftOut.map(text => `Note over ${this.#id('server')}: not shown, ${mermaidText(text)}`),
    ];
    return `${lines.join('\n    ')}\n`;
  }

  #note(event: RunEvent): void {
    const server = this.#id('server');
    const over = (text: string): void =>
      this.#moment(event, time => `Note over ${server}: ${mermaidText(text)} (${time})`);
    switch (event.type) {
      case 'process.signalled':
        this.#moment(event, time => `${this.#id('stopper')}->>${server}: ${event.signal} (${time})`);
        break;
      case 'process.exited':
        over(`exit code ${event.code}, ${event.reason}`);
        break;
      case 'signal.fired':
        over(event.name);
        break;
      case 'listener.opened':
        over('listener opened');
        break;
      case 'listener.closed':
        over('listener closed');
        break;
      case 'health.changed':
        if (event.endpoint === '/readyz') over(event.ok ? '/readyz is ok' : '/readyz fails');
        break;
      case 'hook.started': {
        const hook = this.#participant(`hook ${event.name}`, `hook ${event.name}`);
        this.#moment(event, time => `${server}->>${hook}: ${event.phase} hook starts (${time})`);
        break;
      }
      case 'hook.finished': {
        const hook = this.#participant(`hook ${event.name}`, `hook ${event.name}`);
        const result = event.error === null ? 'done' : `failed, ${event.error}`;
        this.#moment(event, time => `${hook}-->>${server}: ${mermaidText(result)} (${time})`);
        break;
      }
      case 'drain.changed':
        if (!this.#isDraining) break;
        this.#isDraining = false;
        over(
          `drain waits, ${countOf(event.nonLongRunning, 'request')} and ${countOf(event.watches, 'watch', 'watches')} in flight`,
        );
        break;
      case 'state.changed':
        // How many are in flight comes next.
        if (event.machine === 'lifecycle' && event.region === 'drain')
          this.#isDraining = event.to === 'draining';
        break;
      default:
        break;
    }
  }

  /** Keeps a request if it is one of the first of its kind. */
  #consider(row: RequestRow): void {
    this.#requests++;
    const kind = `${row.client} ${row.fate}`;
    const before = this.#kinds.get(kind) ?? 0;
    if (row.name !== null && this.#named.length < MOST_REQUESTS) this.#named.push(row);
    else if (before < REQUESTS_OF_A_KIND) {
      this.#kinds.set(kind, before + 1);
      if (row.fate === 'answered') this.#typical.push(row);
      // What went wrong is shown before what went well.
      else this.#typical.unshift(row);
    }
  }

  #momentsOf(row: RequestRow): Moment[] {
    const client = this.#participant(`client ${row.client}`, row.client);
    const server = this.#id('server');
    const what = `${row.name ?? row.request} ${row.method ?? ''} ${row.path ?? ''}`.trim();
    const order = Number.MAX_SAFE_INTEGER;
    const sent: Moment = {
      t: row.sentT,
      order,
      line: time => `${client}->>${server}: ${mermaidText(what)} (${time})`,
    };
    if (row.endT === null) return [sent];
    const end = `${row.name ?? row.request} ${endOf(row)}`;
    const arrow = ARROWS[row.fate];
    return [
      sent,
      {
        t: row.endT,
        order,
        line: time => `${server}${arrow}${client}: ${mermaidText(end)} (${time})`,
      },
    ];
  }

  #moment(event: RunEvent, line: Moment['line']): void {
    // The exit is the end of the story: it always has a place.
    if (this.#moments.length >= MOST_MOMENTS && event.type !== 'process.exited') this.#hiddenMoments++;
    else this.#moments.push({ t: event.t, order: event.seq, line });
  }

  #participant(key: string, name: string): string {
    if (!this.#participants.has(key)) this.#participants.set(key, name);
    return this.#id(key);
  }

  #id(key: string): string {
    return `P${[...this.#participants.keys()].indexOf(key)}`;
  }
}

/** A cross ends the arrow of a response that did not come. */
const ARROWS: Readonly<Record<Fate, string>> = {
  answered: '-->>',
  turnedAway: '-->>',
  dropped: '--x',
  cut: '--x',
  lost: '--x',
  open: '--x',
};

function endOf({ outcome, status, fate, retryAfter }: RequestRow): string {
  const words = [outcome ?? 'open', ...(status === null ? [] : [String(status)])].join(' ');
  const after = retryAfter === null ? '' : `, Retry-After ${retryAfter} s`;
  return fate === 'answered' ? words : `${words}${after} (${FATES[fate]})`;
}

const FATES: Readonly<Record<Fate, string>> = {
  answered: 'answered',
  turnedAway: 'turned away',
  dropped: 'dropped',
  cut: 'cut off',
  lost: 'lost',
  open: 'open',
};

/** What has a meaning of its own in Mermaid: it is written as the code of its character. */
const SPECIAL = /[#;<>"'%{}\\`&[\]|]/g;

/** A text that Mermaid shows as it is, on one line, and not too long. */
export function mermaidText(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return (clip(line, MOST_TEXT) || '(empty)').replace(SPECIAL, found => `#${found.charCodeAt(0)};`);
}

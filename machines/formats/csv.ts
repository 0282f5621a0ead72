/** The requests of a run as comma-separated values (RFC 4180): a row each, in the order in which they were over. */
import type { RunEvent } from '../recording/events.ts';
import { isRequestEvent } from '../recording/request-stories.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { type RequestRow, RequestRows } from './request-row.ts';

export const csvFormat: ExportFormat = {
  name: 'csv',
  title: 'Requests as CSV, for a spreadsheet',
  extension: '.csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  begin: () => new CsvExporter(),
};

type Cell = string | number | boolean | null;

/** Times are in milliseconds since the start of the recording, in scenario time. */
const COLUMNS: Readonly<Record<string, (row: RequestRow) => Cell>> = {
  request: row => row.request,
  name: row => row.name,
  client: row => row.client,
  kind: row => row.kind,
  method: row => row.method,
  path: row => row.path,
  protocol: row => row.protocol,
  connection: row => row.connection,
  stream: row => row.stream,
  new_connection: row => row.newConnection,
  sent_ms: row => row.sentT,
  arrived_ms: row => row.arrivedT,
  admitted_ms: row => row.admittedT,
  served_ms: row => row.servedT,
  ended_ms: row => row.endT,
  outcome: row => row.outcome,
  status: row => row.status,
  fate: row => row.fate,
  rejected_by: row => row.filter,
  retry_after_s: row => row.retryAfter,
  aborted: row => row.abortReason,
};

class CsvExporter implements Exporter {
  readonly #rows = new RequestRows();
  #others = 0;
  #isBegun = false;

  take(event: RunEvent): string {
    if (!isRequestEvent(event) && event.type !== 'requests.summarized') this.#others++;
    const row = this.#rows.take(event);
    return row === null ? '' : this.#titles() + lineOf(row);
  }

  end(): string {
    return this.#titles() + this.#rows.rest().map(lineOf).join('');
  }

  get leftOut(): string[] {
    return [
      ...this.#rows.leftOut,
      ...(this.#others === 0 ? [] : [`${this.#others} events that are not about requests`]),
    ];
  }

  #titles(): string {
    if (this.#isBegun) return '';
    this.#isBegun = true;
    return csvLine(Object.keys(COLUMNS));
  }
}

const cells = Object.values(COLUMNS);

function lineOf(row: RequestRow): string {
  return csvLine(cells.map(cell => cell(row)));
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One line with its end. Texts that a spreadsheet would take for a formula get an apostrophe before them. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

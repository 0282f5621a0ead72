/**
 * Requests and connections as actors: they come and go, so only those that are there are, and no more than a bound.
 * Those that there is no room for are counted.
 */
import type { RunEvent } from '../recording/events.ts';
import type { StateChange } from '../view/statechart-path.ts';
import { serverTable, type TableName, tableStepper } from '../view/table-history.ts';
import { inspectedChart } from './charts.ts';
import { LiveActor } from './live-actor.ts';
import type { Sighting } from './sighting.ts';

interface Row {
  readonly actor: LiveActor;
  readonly step: (event: RunEvent) => StateChange | null;
  /** Of a client of ours: its fate is `request.settled`. */
  readonly isOurs: boolean;
  readonly begins: string;
  isSettled: boolean;
}

export class RowActors {
  readonly #root: string;
  readonly #most: number;
  readonly #rows = new Map<string, Row>();
  /** Things of ours that there was no room for, until they are over. */
  readonly #without = new Set<string>();
  #leftOut = 0;

  /** @param most as many are there at once; 0: none. */
  constructor(root: string, most: number) {
    this.#root = root;
    this.#most = most;
  }

  /** How many requests and connections were not shown because the bound was reached. */
  get leftOut(): number {
    return this.#leftOut;
  }

  see(event: RunEvent): Sighting[] {
    const seen: Sighting[] = [];
    if ('connection' in event) this.#move(event.connection, event, seen);
    if ('request' in event) this.#move(event.request, event, seen);
    return seen;
  }

  /** The process is gone, and with it everything that it served. */
  stopAll(event: RunEvent): Sighting[] {
    const stopped = [...this.#rows.values()].reverse().map(({ actor }) => actor.stopped(event));
    this.#rows.clear();
    this.#without.clear();
    return stopped;
  }

  #move(name: string, event: RunEvent, seen: Sighting[]): void {
    const row = this.#rows.get(name) ?? this.#begin(name, event, seen);
    if (!row) {
      if (event.type === 'request.settled' || event.type === 'connection.closed') this.#without.delete(name);
      return;
    }
    const change = row.step(event);
    if (change) {
      seen.push(row.actor.told(event, { ...fieldsOf(event), type: change.event }, null));
      row.actor.change(change.region, change.to);
      seen.push(row.actor.shown(event));
    }
    row.isSettled ||= event.type === 'request.settled';
    const hasServed = row.actor.status === 'done' || (row.isOurs && row.actor.value === row.begins);
    if (!hasServed || (row.isOurs && !row.isSettled)) return;
    this.#rows.delete(name);
    seen.push(row.actor.stopped(event));
  }

  #begin(name: string, event: RunEvent, seen: Sighting[]): Row | null {
    const table = tableOfFirst(event, name);
    if (table === null || this.#without.has(name)) return null;
    if (this.#rows.size >= this.#most) {
      this.#leftOut++;
      if (event.type !== 'request.arrived') this.#without.add(name);
      return null;
    }
    const chart = inspectedChart(table);
    const connection = 'connection' in event && event.connection !== name ? event.connection : null;
    const hasParent = connection !== null && this.#rows.has(connection);
    const actor = new LiveActor({
      id: `${this.#root}/${name}`,
      name,
      parent: hasParent ? `${this.#root}/${connection}` : `${this.#root}/process`,
      root: this.#root,
      chart,
      context: fieldsOf(event),
    });
    const row: Row = {
      actor,
      step: tableStepper(table),
      isOurs: event.type === 'request.sent',
      begins: String(actor.value),
      isSettled: false,
    };
    this.#rows.set(name, row);
    seen.push(actor.born(event));
    return row;
  }
}

/** The table of a thing that begins with this event; null: it began before, or another one does. */
function tableOfFirst(event: RunEvent, name: string): TableName | null {
  if (event.type === 'connection.opened' && event.connection === name) return serverTable([event]);
  if (event.type === 'request.sent' && event.request === name) return serverTable([event]);
  // One of a client of ours was sent before; only of others its arrival says what it asks for.
  if (event.type === 'request.arrived' && event.request === name && event.method !== undefined)
    return serverTable([event]);
  return null;
}

function fieldsOf(event: RunEvent): Record<string, unknown> {
  const { seq: _seq, t: _t, type: _type, cause: _cause, ...fields } = event;
  return fields;
}

/**
 * Finds the long waits of a run, in which nothing happens but regular traffic: no signal, no transition, no change of
 * health, no watch that comes or goes, and no client that fares otherwise than before. It remembers only the waits.
 */
import type { RunEvent } from '../recording/events.ts';
import type { Fold } from './time-scale.ts';

/** A wait shorter than this is no long one, in milliseconds. */
const LONG_MS = 15_000;
/** So much of a wait stays open on either side, in milliseconds: what happened there needs room for its name. */
const OPEN_MS = 3_000;
const WAITS_KEPT = 40;

interface OpenRequest {
  readonly client: string;
  readonly start: number;
  readonly isRegular: boolean;
}

/** The waits of one run. It grows with {@link append}. */
export class Waits {
  private readonly found: Fold[] = [];
  private last = 0;
  private readonly requests = new Map<string, OpenRequest>();
  /** How the last request of each client ended. */
  private readonly fares = new Map<string, string>();
  private current: readonly Fold[] = [];

  append(event: RunEvent): void {
    if (!this.matters(event)) return;
    const wait = waitBetween(this.last, event.t);
    this.last = event.t;
    if (!wait || this.found.length === WAITS_KEPT) return;
    this.found.push(wait);
    this.current = [...this.found];
  }

  /** The waits that are over; the same list as long as there is no further one. */
  get folds(): readonly Fold[] {
    return this.current;
  }

  /** The wait from the last that happened to a time beyond the run; null: it is no long one. */
  until(t: number): Fold | null {
    return waitBetween(this.last, t);
  }

  private matters(event: RunEvent): boolean {
    switch (event.type) {
      case 'request.sent': {
        const isRegular = event.kind === 'probe' || (event.kind === 'short' && event.name === null);
        this.requests.set(event.request, { client: event.client, start: event.t, isRegular });
        return !isRegular;
      }
      case 'request.settled': {
        const request = this.requests.get(event.request);
        this.requests.delete(event.request);
        if (!request) return false;
        const fare = `${event.outcome} ${event.status}`;
        const isNews = this.fares.get(request.client) !== fare;
        this.fares.set(request.client, fare);
        return isNews || !request.isRegular || event.t - request.start >= LONG_MS;
      }
      case 'request.arrived':
        // Nobody announced it: a client that is not ours.
        return !this.requests.has(event.request);
      case 'state.changed':
        // A probe counts its answers in states of its own; what comes of it is a change of its own.
        return !event.machine.startsWith('probe');
      case 'process.started':
      case 'process.signalled':
      case 'process.exited':
      case 'signal.fired':
      case 'hook.started':
      case 'hook.finished':
      case 'listener.opened':
      case 'listener.closed':
      case 'health.changed':
      case 'probe.changed':
      case 'connection.goaway':
      case 'fault.injected':
      case 'note':
        return true;
      default:
        return false;
    }
  }
}

function waitBetween(from: number, to: number): Fold | null {
  return to - from < LONG_MS ? null : { from: from + OPEN_MS, to: to - OPEN_MS };
}

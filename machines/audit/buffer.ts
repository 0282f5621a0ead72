/**
 * How audit events wait to be written (k8s.io/apiserver plugin/pkg/audit/buffered/buffered.go, `--audit-log-mode`):
 * blocking, each is written before its request goes on; in batches, they are held until a batch is full or its time is
 * over, and a process that dies takes what it holds with it. Plain data: a copy of it is a checkpoint.
 *
 * Differs from Go: there the channel of `--audit-log-batch-buffer-size` stands before the batch that is being collected,
 * here it includes it. That shows only where the buffer is smaller than a batch.
 */
import type { Scenario } from '../scenario/schema.ts';
import { type Duration, type Instant, later, micros } from '../time.ts';

/** The flags of the batches; null: the backend blocks. */
export interface BatchFlags {
  /** So many events are written together at most. */
  readonly maxSize: number;
  /** After this time a batch is written though it is not full; 0 only where {@link maxSize} is 1. */
  readonly maxWait: Duration;
  /** So many events are held at most; one more is lost. */
  readonly bufferSize: number;
}

/** What is held, oldest first. */
export interface AuditBuffer<T> {
  readonly held: T[];
  /** When the last batch was written: the time of the next one counts from here. */
  since: Instant;
}

/** The flags of a scenario. */
export function batchFlags({ server }: Pick<Scenario, 'server'>): BatchFlags | null {
  if (server['audit-log-mode'] === 'blocking') return null;
  return {
    maxSize: server['audit-log-batch-max-size'],
    maxWait: server['audit-log-batch-max-wait'],
    bufferSize: server['audit-log-batch-buffer-size'],
  };
}

/** A buffer that holds nothing, of a backend that starts at `now`. */
export function emptyBuffer<T>(now: Instant): AuditBuffer<T> {
  return { held: [], since: now };
}

/** Whether {@link hold} finds room for one more. */
export function hasRoom<T>(buffer: AuditBuffer<T>, flags: BatchFlags): boolean {
  return buffer.held.length < flags.bufferSize;
}

/** Takes one more event; returns what is to be written because the batch is full, mostly nothing. */
export function hold<T>(buffer: AuditBuffer<T>, event: T, now: Instant, flags: BatchFlags): readonly T[] {
  buffer.held.push(event);
  return buffer.held.length >= flags.maxSize ? takeAll(buffer, now) : [];
}

/**
 * When what is held is written at the latest. The clock of a batch starts anew with every batch that was written and
 * with every one that its end found empty.
 */
export function dueAt<T>({ since }: AuditBuffer<T>, now: Instant, { maxWait }: BatchFlags): Instant {
  if (maxWait <= 0) return now;
  const rounds = Math.floor((now - since) / maxWait) + 1;
  return later(since, micros(rounds * maxWait));
}

/** Empties the buffer: its batch is written, or it dies with the process. */
export function takeAll<T>(buffer: AuditBuffer<T>, now: Instant): readonly T[] {
  buffer.since = now;
  return buffer.held.splice(0);
}

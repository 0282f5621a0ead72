/** How audit events wait: batches that are full, batches whose time is over, and what dies with the process. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditIds, chosenAuditId } from '../../../machines/audit/audit-id.ts';
import {
  type BatchFlags,
  dueAt,
  emptyBuffer,
  hasRoom,
  hold,
  takeAll,
} from '../../../machines/audit/buffer.ts';
import { type Instant, micros, START, seconds } from '../../../machines/time.ts';

const at = (second: number): Instant => seconds(second) as number as Instant;
const flags = (changes: Partial<BatchFlags> = {}): BatchFlags => ({
  maxSize: 3,
  maxWait: seconds(10),
  bufferSize: 100,
  ...changes,
});

describe('a batch', () => {
  test('is written when it is full, all of it and in order', () => {
    const buffer = emptyBuffer<string>(START);
    expect(hold(buffer, 'a', at(1), flags())).toEqual([]);
    expect(hold(buffer, 'b', at(2), flags())).toEqual([]);
    expect(hold(buffer, 'c', at(3), flags())).toEqual(['a', 'b', 'c']);
    expect(takeAll(buffer, at(4))).toEqual([]);
  });

  test('is written when its time is over, which counts from the batch before', () => {
    const buffer = emptyBuffer<string>(START);
    hold(buffer, 'a', at(4), flags());
    expect(dueAt(buffer, at(4), flags())).toBe(at(10));
    expect(takeAll(buffer, at(10))).toEqual(['a']);
    // The clock goes on without events: 20 s and 30 s found nothing.
    hold(buffer, 'b', at(34), flags());
    expect(dueAt(buffer, at(34), flags())).toBe(at(40));
  });

  test('of one is no batch: each event is written as it comes', () => {
    expect(hold(emptyBuffer<string>(START), 'a', at(1), flags({ maxSize: 1 }))).toEqual(['a']);
  });

  test('holds no more than the buffer has room for', () => {
    const small = flags({ bufferSize: 2 });
    const buffer = emptyBuffer<string>(START);
    for (const event of ['a', 'b']) {
      expect(hasRoom(buffer, small)).toBe(true);
      hold(buffer, event, at(1), small);
    }
    expect(hasRoom(buffer, small)).toBe(false);
  });

  test('whatever comes, nothing is written twice, out of order, or forgotten', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000_000), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 9_000_000 }),
        (gaps, maxSize, wait) => {
          const some = flags({ maxSize, maxWait: micros(wait) });
          const buffer = emptyBuffer<number>(START);
          const written: number[] = [];
          let now = 0;
          gaps.forEach((gap, event) => {
            const next = now + gap;
            const due = dueAt(buffer, now as Instant, some);
            expect(due).toBeGreaterThan(now);
            if (buffer.held.length > 0 && due <= next) written.push(...takeAll(buffer, due));
            now = next;
            written.push(...hold(buffer, event, now as Instant, some));
            expect(buffer.held.length).toBeLessThan(maxSize);
          });
          written.push(...takeAll(buffer, now as Instant));
          expect(written).toEqual(gaps.map((_, event) => event));
        },
      ),
    );
  });
});

describe('audit IDs', () => {
  test('are UUIDs, and no two are the same', () => {
    const next = auditIds('0123456789abcdef0123');
    const made = Array.from({ length: 1000 }, next);
    expect(new Set(made).size).toBe(1000);
    for (const id of made)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('are taken from the client, if they are plain text of a bearable length', () => {
    expect(chosenAuditId({ 'audit-id': 'mine' })).toBe('mine');
    for (const headers of [{}, { 'audit-id': '' }, { 'audit-id': 'a\nb' }, { 'audit-id': 'x'.repeat(129) }])
      expect(chosenAuditId(headers)).toBeNull();
  });
});

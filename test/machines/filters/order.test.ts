/** The order of the chain in each version, and what each step is. */
import { describe, expect, test } from 'vitest';
import { chainOf } from '../../../machines/filters/chains.ts';
import { chainOrder, hasInsecurePort, type Port } from '../../../machines/filters/order.ts';
import { STEPS } from '../../../machines/filters/steps.ts';
import { LINEAGES, type Lineage, minorsOf } from '../../../machines/lineage.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';

const inOrder = (lineage: Lineage, port: Port = 'secure'): string => chainOrder(lineage, port).join(' → ');

/** Minor version of a Kubernetes release such as `1.23`. */
const minor = (version: string): number => Number(version.slice(2));

describe('the chain of each version', () => {
  test('1.6 limits first, and recovers from panics inside the timeout', () => {
    expect(inOrder('1.6')).toBe(
      'request-context → request-info → max-in-flight → timeout → panic-recovery → http-log → cors → authentication → audit → impersonation → authorization',
    );
  });

  test('1.10 recovers outermost and counts in the wait group', () => {
    expect(inOrder('1.10')).toBe(
      'panic-recovery → http-log → request-context → request-info → wait-group → timeout → cors → authentication → audit → impersonation → max-in-flight → authorization',
    );
  });

  test('1.14 and 1.16 have no request context any more', () => {
    expect(inOrder('1.14')).toBe(inOrder('1.16'));
    expect(inOrder('1.16')).toBe(inOrder('1.10').replace('request-context → ', ''));
  });

  test('1.20 warns, forbids caches and sends away before it reads the request', () => {
    expect(inOrder('1.20')).toBe(
      'panic-recovery → http-log → received-timestamp → cache-control → warnings → goaway → request-info → wait-group → timeout → cors → authentication → audit → impersonation → max-in-flight → authorization',
    );
  });

  test('1.22 reads the request first, and sets a deadline', () => {
    expect(inOrder('1.22')).toBe(
      'audit-init → panic-recovery → received-timestamp → request-info → http-log → hsts → cache-control → warnings → goaway → wait-group → request-deadline → timeout → cors → authentication → audit → impersonation → max-in-flight → authorization',
    );
  });

  test('1.23 marks early requests and sends Retry-After', () => {
    expect(inOrder('1.23')).toBe(
      inOrder('1.22')
        .replace('panic-recovery → ', 'panic-recovery → mux-and-discovery → ')
        .replace('http-log → ', 'http-log → retry-after → '),
    );
  });

  test('1.24 and 1.25 track latencies', () => {
    expect(inOrder('1.24')).toBe(
      inOrder('1.23').replace('request-info → ', 'request-info → latency-trackers → '),
    );
    expect(inOrder('1.25')).toBe(inOrder('1.24'));
  });

  test('1.27 counts watches', () => {
    expect(inOrder('1.27')).toBe(inOrder('1.25').replace('goaway → ', 'goaway → watch-termination → '));
  });

  test('since 1.30 warnings are inside the timeout', () => {
    expect(inOrder('1.33')).toBe(
      inOrder('1.27').replace('warnings → ', '').replace('timeout → ', 'timeout → warnings → '),
    );
    expect(inOrder('1.29')).toBe(inOrder('1.33'));
  });
});

describe('the insecure port', () => {
  test('has a short chain of its own until 1.19, and none after it', () => {
    expect(inOrder('1.20', 'insecure')).toBe(
      'panic-recovery → http-log → cache-control → warnings → request-info → wait-group → timeout → cors → authentication → audit → max-in-flight',
    );
    expect(inOrder('1.6', 'insecure')).not.toContain('authentication');
    for (const lineage of LINEAGES) {
      expect(chainOrder(lineage, 'insecure').length > 0).toBe(hasInsecurePort(lineage));
      expect(inOrder(lineage, 'insecure')).not.toContain('authorization');
    }
    expect(hasInsecurePort('1.22')).toBe(false);
  });
});

describe('the steps', () => {
  test('have a sentence, its Chinese, and a Go file', () => {
    for (const [name, { description, source }] of Object.entries(STEPS)) {
      expect(description, name).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(CATALOG), name).toContain(description);
      expect(source, name).toMatch(/^pkg\/[\w/]+\.go$/);
    }
  });

  test.each(LINEAGES)('of %s are those that this version has', lineage => {
    const { first, last } = minorsOf(lineage);
    for (const { name, since, until } of chainOf(lineage)) {
      expect(minor(since ?? '1.0'), name).toBeLessThanOrEqual(last);
      expect(minor(until ?? '1.99'), name).toBeGreaterThanOrEqual(first);
    }
    for (const name of Object.keys(STEPS)) {
      const { since, until } = STEPS[name as keyof typeof STEPS];
      const isOfAll = minor(since ?? '1.0') <= first && minor(until ?? '1.99') >= last;
      if (isOfAll) expect(chainOrder(lineage, 'secure'), name).toContain(name);
    }
  });

  test('stand once in each chain', () => {
    for (const lineage of LINEAGES) {
      const order = chainOrder(lineage, 'secure');
      expect(new Set(order).size).toBe(order.length);
    }
  });
});

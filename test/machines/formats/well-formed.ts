/** Reads markup strictly: what is not closed, or not escaped, fails the test. */
import { expect } from 'vitest';

/** The names of the elements in their order, after a check that all are closed in their order. */
export function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  let end = 0;
  for (const match of svg.matchAll(/<(\/?)(\w+)((?:\s+[\w:-]+="[^"<&]*(?:&[#\w]+;[^"<&]*)*")*)\s*(\/?)>/g)) {
    const between = svg.slice(end, match.index);
    expect(between.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
    end = match.index + match[0].length;
    const [, closes, name = '', , isEmpty] = match;
    if (closes) expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (!isEmpty) open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(svg.slice(end).trim()).toBe('');
  return names;
}

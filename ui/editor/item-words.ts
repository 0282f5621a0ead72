/** An entry of a list in one line, in the words of the scenario. */
import { valueAt } from './schema-nodes.ts';

/** What it is called, and what else tells it from others. */
export function itemWords(item: unknown, index: number): readonly [name: string, rest: string] {
  const text = (...path: string[]): string => {
    const value = valueAt(item, path);
    return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
  };
  const join = (...parts: string[]): string => parts.filter(part => part !== '').join(' · ');
  const number = `#${index + 1}`;
  if (valueAt(item, ['signal']) !== undefined) return [text('signal'), text('at')];
  if (valueAt(item, ['request']) !== undefined)
    return [
      text('request', 'name') || text('request', 'path') || number,
      join(text('at'), text('request', 'path')),
    ];
  if (valueAt(item, ['fault']) !== undefined) {
    const target = ['request', 'connection', 'name', 'client']
      .map(key => text('fault', key))
      .find(name => name !== '');
    return [text('fault', 'kind') || number, join(text('at'), target ?? '')];
  }
  const about = join(
    text('kind'),
    text('rate'),
    text('count'),
    text('takes'),
    text('period'),
    text('interval'),
    text('opensAt'),
    text('at'),
  );
  return [text('name') || text('path') || number, about];
}

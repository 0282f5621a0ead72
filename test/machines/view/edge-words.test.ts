/** What stands on the edges of the signal map: flags and hooks with the values that they have. */
import { describe, expect, test } from 'vitest';
import { hookValue } from '../../../machines/view/drawing/edge-words.ts';
import { planOf } from '../../../machines/view/plan.ts';
import { english } from '../../../machines/words/translate.ts';
import { parsed } from '../simulation/told.ts';

function hooksOn(lineage: string, ...preShutdown: string[]) {
  const { scenario } = parsed(`
lineage: "${lineage}"
server: { audit-log-mode: batch }
hooks:
  postStart: [{ name: controllers, runsUntilStopped: true }]
  preShutdown: [${preShutdown.join(', ')}]`);
  const { lines } = hookValue(planOf(scenario), 'wide', english);
  return {
    text: lines.map(line => line.map(({ text }) => text).join('')).join('\n'),
    edits: lines.flat().flatMap(({ edit }) => (edit ? [`${edit.name} = ${edit.value}`] : [])),
  };
}

describe('the pre-shutdown hooks on their edge', () => {
  test('one shows how long it takes, which can be changed', () => {
    expect(hooksOn('1.27', '{ name: deregister, takes: 3s }')).toEqual({
      text: 'pre-shutdown hook deregister 3s',
      edits: ['duration of hook deregister = 3s'],
    });
    expect(hooksOn('1.27', '{ name: stuck, takes: never }')).toEqual({
      text: 'pre-shutdown hook stuck never ends',
      edits: ['duration of hook stuck = never'],
    });
  });

  test('one that waits for something else shows no length', () => {
    expect(hooksOn('1.27', '{ name: wait, waitsFor: controllers }')).toEqual({
      text: 'pre-shutdown hook wait',
      edits: [],
    });
    expect(hooksOn('1.24', '{ name: wait, waitsFor: controllers }').text).toBe(
      'pre-shutdown hook wait\nand audit-backend',
    );
  });

  test('several are counted, with the time of all', () => {
    expect(hooksOn('1.27', '{ name: a, takes: 3s }', '{ name: b, takes: 500ms }')).toEqual({
      text: '2 pre-shutdown hooks 3.5s',
      edits: [],
    });
    expect(hooksOn('1.27', '{ name: a, takes: 3s }', '{ name: b, waitsFor: controllers }').text).toBe(
      '2 pre-shutdown hooks',
    );
  });

  test('none, or the audit backend’s alone', () => {
    expect(hooksOn('1.27').text).toBe('no pre-shutdown hook');
    expect(hooksOn('1.24').text).toBe('pre-shutdown hook audit-backend');
  });
});

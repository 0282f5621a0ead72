/** What the machines say, in Chinese: no sentence of theirs is left in English. */
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { machineNamed } from '../../../machines/kernel/world.ts';
import { describeState } from '../../../machines/lifecycle/describe.ts';
import { LINEAGE_FACTS } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES } from '../../../machines/lineage.ts';
import { checkRecording, RULES } from '../../../machines/recording/checks.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { SIGNAL_FACTS } from '../../../machines/signals.ts';
import { h2ConnectionTable, http1ConnectionTable } from '../../../machines/traffic/connection.ts';
import {
  clientRequestTable,
  shortRequestTable,
  watchRequestTable,
} from '../../../machines/traffic/request.ts';
import { machineOf } from '../../../machines/traffic/table.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { describeEvent } from '../../../machines/view/describe-event.ts';
import { narrate } from '../../../machines/view/narrator.ts';
import { emptyView } from '../../../machines/view/run-view.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

const chinese = translation(CATALOG);

/** Han characters, and no English phrase: names are single words, or stand in capitals. */
function expectChinese(sentence: string): void {
  expect(sentence).toMatch(/\p{Script=Han}/u);
  expect(sentence).not.toMatch(/\b[a-z]+ [a-z]+ [a-z]+\b/);
}

function sentencesOf(node: AnyStateNode): string[] {
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  return [
    node.description ?? [],
    ...transitions.map(transition => transition.description ?? []),
    ...Object.values(node.states).map(sentencesOf),
  ].flat();
}

const machines = [
  ...['kubelet', 'probe/lb'].map(name => [name, machineNamed(name)] as const),
  ...LINEAGES.flatMap(lineage =>
    ['lifecycle', 'process'].map(name => [`${name} of ${lineage}`, machineNamed(name, lineage)] as const),
  ),
  ['h2-connection', machineOf(h2ConnectionTable)] as const,
  ['http1-connection', machineOf(http1ConnectionTable)] as const,
  ['short-request', machineOf(shortRequestTable)] as const,
  ['watch-request', machineOf(watchRequestTable)] as const,
  ['client-request', machineOf(clientRequestTable)] as const,
];

describe('in Chinese', () => {
  test.each(machines)('%s describes every state, region and transition', (_, machine) => {
    const sentences = sentencesOf(machine.root);
    expect(sentences.length).toBeGreaterThan(1);
    for (const sentence of sentences) expect(CATALOG, sentence).toHaveProperty([sentence]);
  });

  test('every signal says when it fires and what follows', () => {
    for (const { firesWhen, releases } of Object.values(SIGNAL_FACTS)) {
      expectChinese(chinese.text(firesWhen));
      expectChinese(chinese.text(releases));
    }
  });

  test('every step of the lineage says how it terminates, and what is wrong with it', () => {
    for (const { terminates, defect } of Object.values(LINEAGE_FACTS)) {
      expectChinese(chinese.text(terminates));
      if (defect !== null) expectChinese(chinese.text(defect));
    }
  });

  test('every rule has its title and explanation', () => {
    for (const { title, explanation } of RULES) {
      expectChinese(chinese.text(title));
      expectChinese(chinese.text(explanation));
    }
  });

  test.each(SCENARIOS)('%s: every sentence of the narrator', name => {
    const { recording, plan } = libraryRun(name);
    const said = new Set<string>();
    let view = emptyView(plan);
    for (let position = 0; position < recording.events.length; position++) {
      view = applyEvents(view, recording.events, position, position + 1);
      said.add(narrate(view, plan, describeState, chinese));
    }
    said.delete('');
    expect(said.size).toBeGreaterThan(4);
    for (const sentence of said) {
      expectChinese(sentence);
      expect(sentence).toMatch(/[。？！]$/);
      expect(sentence).not.toMatch(/[.?!] ?$|。。/);
    }
  });

  test.each(SCENARIOS)('%s: every line of the log that is a sentence', name => {
    for (const event of libraryRun(name).recording.events) {
      if (event.type === 'state.changed' || event.type === 'note' || event.type === 'input') continue;
      // What a hook's error says is not ours to translate.
      if (event.type === 'hook.finished' && event.error !== null) continue;
      expectChinese(describeEvent(event, chinese));
    }
  });

  test('what led to something is told in Chinese, inputs too', () => {
    const lines = ['signal', 'timer.fired', 'drain.emptied', 'hook.finished'].map(type => {
      const found = libraryRun('slow-hook').recording.events.find(
        event => event.type === 'input' && event.input.type === type,
      );
      return describeEvent(found as RunEvent, chinese);
    });
    for (const line of lines) expectChinese(line);
  });

  test.each(SCENARIOS)('%s: every verdict', name => {
    for (const { detail } of checkRecording(libraryRun(name).recording, chinese)) expectChinese(detail);
  });
});

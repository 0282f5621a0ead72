import { describe, expect, test } from 'vitest';
import { atLeast, LINEAGES } from '../../../machines/lineage.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { StartStories } from '../../../machines/view/start-story.ts';
import { startReason, startTitle } from '../../../machines/view/start-words.ts';
import { libraryRun } from './runs.ts';

function storiesOf(name: string): { readonly stories: StartStories; readonly index: RecordingIndex } {
  const { plan, recording } = libraryRun(name);
  const index = new RecordingIndex(plan);
  index.append(recording.events);
  return { stories: new StartStories(index), index };
}

const at = (name: string, ms: number, lineage: string) => {
  const { stories, index } = storiesOf(name);
  return stories.at(index.countAt(ms), lineage);
};

describe('the story of a start', () => {
  test('tells the audit backend before the listener, and the hooks after it', () => {
    const { steps } = at('startup', 8000, '1.27');
    const times = new Map(steps.map(step => [step.name, step]));
    const seq = (name: 'audit' | 'listener' | 'hooks' | 'beenReady'): number => times.get(name)?.seq ?? -1;
    expect(seq('audit')).toBeLessThan(seq('listener'));
    expect(seq('listener')).toBeLessThan(seq('hooks'));
    expect(seq('hooks')).toBeLessThan(seq('beenReady'));
    expect(steps.every(step => step.state === 'past')).toBe(true);
  });

  test('waits for the hooks and the paths while they are under way', () => {
    const story = at('startup', 1500, '1.27');
    expect(story.over).toBe(false);
    const steps = new Map(story.steps.map(step => [step.name, step]));
    expect(steps.get('listener')?.state).toBe('past');
    expect(steps.get('hooks')?.state).toBe('now');
    expect(steps.get('hooks')?.parts.map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['start-informers', 'past'],
        ['bootstrap-roles', 'now'],
      ]),
    );
    expect(steps.get('beenReady')?.state).toBe('next');
    expect(steps.get('mux')?.state).toBe('now');
    expect(steps.get('livez')?.state).toBe('now');
  });

  test('lists the requests that came before all paths were known', () => {
    const before = at('startup', 3400, '1.27');
    expect(before.earlyRejections.map(event => event.type === 'request.rejected' && event.status)).toEqual([
      503,
    ]);
    expect(before.early).toBeGreaterThan(1);
    // The paths were known at 3 s: who comes later is not early.
    expect(at('startup', 8000, '1.27').early).toBe(before.early);
  });

  test('is over once nothing of it is to come', () => {
    expect(at('startup', 4900, '1.27').over).toBe(false);
    expect(at('startup', 5000, '1.27').over).toBe(true);
  });

  test('has the server of the chain that is late among the parts of MuxAndDiscoveryComplete', () => {
    const mux = at('startup', 1500, '1.27').steps.find(({ name }) => name === 'mux');
    expect(mux?.parts.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'aggregator past',
      'apiextensions past',
      'kube-apiserver next',
    ]);
  });

  test('sends READY=1 when the hooks have been started, before they have returned', () => {
    const { steps } = at('startup', 8000, '1.27');
    const of = (name: string) => steps.find(step => step.name === name);
    expect(of('notified')?.t).toBe(of('listener')?.t);
    expect(of('notified')?.seq).toBeLessThan(of('hooks')?.seq ?? 0);
  });

  test('waits for no signals in a version that has none', () => {
    // Before anything has happened nothing but the version says what is to come.
    const { plan, recording } = libraryRun('startup');
    const index = new RecordingIndex(plan);
    index.append(recording.events.filter(({ type, t }) => t < 1 && type !== 'signal.fired'));
    const names = (lineage: string) =>
      new StartStories(index).at(index.count, lineage).steps.map(step => step.name);
    expect(names('1.27')).toEqual(expect.arrayContaining(['beenReady', 'mux']));
    expect(names('1.22')).toContain('beenReady');
    expect(names('1.22')).not.toContain('mux');
    expect(names('1.20')).not.toContain('beenReady');
    expect(names('1.14')).not.toContain('livez');
  });

  test.each(LINEAGES)('has in %s no signal and no endpoint that the version does not have', lineage => {
    const entry = libraryScenario('startup');
    if (!entry) throw new Error('the library has no startup');
    const { source } = onLineage(entry.source, lineage);
    const checked = validateScenario(source);
    if (!checked.ok) throw new Error('the scenario does not run on this version');
    const index = new RecordingIndex(null);
    index.append(simulate(checked.scenario, source).events);
    const { steps, readyEndpoint } = new StartStories(index).at(index.countAt(4000), lineage);
    const names = steps.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['process', 'prepared', 'audit', 'listener']);
    expect(names.includes('beenReady')).toBe(atLeast(lineage, '1.22'));
    expect(names.includes('mux')).toBe(atLeast(lineage, '1.23'));
    expect(names.includes('livez')).toBe(atLeast(lineage, '1.16'));
    expect(readyEndpoint).toBe(atLeast(lineage, '1.16') ? '/readyz' : '/healthz');
  });

  test('shows a hook that fails, and that what would have followed never came', () => {
    const { plan, recording } = libraryRun('startup');
    const index = new RecordingIndex(plan);
    const before = recording.events.filter(({ t }) => t < 1000);
    const seq = before.at(-1)?.seq ?? 0;
    index.append([
      ...before,
      {
        seq: seq + 1,
        t: 1000,
        type: 'hook.finished',
        phase: 'postStart',
        name: 'bootstrap-roles',
        error: 'no etcd',
      },
      { seq: seq + 2, t: 1000, type: 'process.exited', code: 255, reason: 'poststart-failed' },
    ]);
    const { steps, over } = new StartStories(index).at(index.count, '1.27');
    const states = Object.fromEntries(steps.map(({ name, state }) => [name, state]));
    expect(over).toBe(true);
    expect(states).toMatchObject({ hooks: 'failed', mux: 'never', beenReady: 'never' });
    expect(steps.find(({ name }) => name === 'hooks')?.parts.find(part => part.error)?.error).toBe('no etcd');
  });

  test('is forgotten with the beginning of the run', () => {
    const { plan, recording } = libraryRun('startup');
    const index = new RecordingIndex(plan, 40);
    for (const event of recording.events) index.append([event]);
    const stories = new StartStories(index);
    expect(stories.forgotten).toBe(true);
    expect(stories.at(index.count, '1.27').steps).toEqual([]);
  });

  test('names every step and says why it stands there', () => {
    const story = at('startup', 8000, '1.27');
    for (const step of story.steps) {
      expect(startTitle(step.name, story)).not.toBe('');
      expect(startReason(step.name)).toMatch(/\.$/);
    }
    expect(startTitle('ready', { readyEndpoint: '/healthz' })).toBe('/healthz succeeds');
  });
});

/** What the rules say about logs of real servers: nothing that the log does not show. */
import { describe, expect, test } from 'vitest';
import type { RuleName } from '../../../machines/recording/checks/rule.ts';
import { checkRecording } from '../../../machines/recording/checks.ts';
import { compareRuns } from '../../../machines/recording/compare.ts';
import type { EventDraft, Recording } from '../../../machines/recording/events.ts';
import { factsOf } from '../../../machines/recording/facts.ts';
import { sendsRetryAfter } from '../../../machines/recording/server-mode.ts';
import { shutdownStory, spentWords } from '../../../machines/recording/shutdown-story.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { emitted, klogText } from '../formats/emit.ts';
import { importLines } from '../formats/importing.ts';
import { REAL_RUNS, realRuns } from '../formats/real-lines.ts';
import { request, shutdown, story, together } from './story.ts';

type Steps = (readonly [number, EventDraft])[];

const LOG = { scenario: null, source: 'imported', clock: 'wall' } as const;
const logOf = (...threads: readonly Steps[]): Recording => story(together(...threads), LOG);
const without = (type: EventDraft['type']): Steps =>
  shutdown(1000).filter(([, event]) => event.type !== type && event.type !== 'state.changed');

/** The recording of the first run of a scenario on a real server. */
function realLog(version: string, scenario: string): Recording {
  const [run] = realRuns(version, scenario);
  if (!run) throw new Error(`no run of ${scenario} on ${version}`);
  const result = importLines(emitted(run.lines).map(line => klogText(line)));
  return result.recording(result.chosen ?? 0);
}

function check(rule: RuleName, recording: Recording) {
  const result = checkRecording(recording).find(candidate => candidate.rule === rule);
  if (!result) throw new Error(`no rule ${rule}`);
  return result;
}

describe('a log', () => {
  test.each(['no-admission-after-drain', 'no-drop-before-drained'] as const)(
    'without requests cannot decide %s, and says what prints them',
    rule => {
      expect(check(rule, logOf(without('health.changed')))).toMatchObject({
        ok: null,
        detail: 'the log has no requests: -v=3 prints them',
      });
    },
  );

  test('that tells of the audit backend tells nothing of audit events', () => {
    expect(check('audit-complete', logOf(shutdown(1000)))).toMatchObject({
      ok: null,
      detail: 'the log has no audit events: they are in the audit log',
    });
  });

  test('with requests does not tell when they were admitted', () => {
    const short = request({ id: 'r1', at: 1500, until: 2100, outcome: 'ok' });
    expect(check('no-admission-after-drain', logOf(shutdown(1000), short)).ok).toBeNull();
  });

  test('that shows the drain shows that its requests were answered; one that ends before it does not', () => {
    const short = request({ id: 'r1', at: 500, until: 1200, outcome: 'ok' });
    expect(check('no-drop-before-drained', logOf(shutdown(1000), short)).ok).toBe(true);
    const cut = shutdown(1000)
      .filter(([t]) => t < 2500)
      .filter(([t]) => t < 2000);
    expect(check('no-drop-before-drained', logOf(cut, short)).ok).toBeNull();
  });

  test('in which /readyz fails at its next probe shows that it failed', () => {
    const probe: Steps = [
      [4000, { type: 'health.changed', endpoint: '/readyz', ok: false, failing: ['shutdown'] }],
    ];
    expect(check('readyz-fails-from-shutdown', logOf(without('health.changed'), probe))).toMatchObject({
      ok: true,
      detail: '/readyz failed at the first probe of the log after ShutdownInitiated, 3 s later',
    });
  });

  test('in which no probe of /readyz fails cannot decide: perhaps it does not print them', () => {
    const early: Steps = [
      [1, { type: 'health.changed', endpoint: '/readyz', ok: false, failing: ['poststarthook/a'] }],
      [500, { type: 'health.changed', endpoint: '/readyz', ok: true, failing: [] }],
    ];
    expect(check('readyz-fails-from-shutdown', logOf(early, without('health.changed'))).ok).toBeNull();
  });
});

test('no log of a real server breaks a rule', () => {
  for (const { version, scenario } of REAL_RUNS) {
    const found = checkRecording(realLog(version, scenario)).filter(({ ok }) => ok === false);
    expect(found.map(({ rule, detail }) => [version, scenario, rule, detail])).toEqual([]);
  }
}, 30_000);

describe('the mode of a server', () => {
  test.each([
    ['A.retryafter-off', false],
    ['A2-nowatch.retryafter-off', false],
    ['A3-short.retryafter-off', null],
    ['B.retryafter-on', true],
    ['B2-nowatch.retryafter-on', true],
  ] as const)('%s follows from the order of its signals: %s', (scenario, mode) => {
    for (const version of ['v1.25.2', 'v1.27.2', 'v1.34.1']) {
      const found = sendsRetryAfter(factsOf(realLog(version, scenario)));
      // Where nothing was in flight it may be told or not, but never wrong.
      if (mode === null) expect(found).not.toBe(true);
      else expect(found, version).toBe(mode);
    }
  });

  test.each(
    REAL_RUNS.filter(({ scenario }) => scenario.includes('retryafter')).map(run => [
      run.version,
      run.scenario,
    ]),
  )('%s %s is never told wrong', (version = '', scenario = '') => {
    const found = sendsRetryAfter(factsOf(realLog(version, scenario)));
    if (found !== null) expect(found).toBe(scenario.endsWith('-on'));
  });

  test('is what the flags say, where the log prints them', () => {
    const flags: Steps = [
      [0, { type: 'note', text: '--shutdown-send-retry-after=true --request-timeout=1m0s' }],
    ];
    expect(sendsRetryAfter(factsOf(logOf(flags)))).toBe(true);
  });
});

describe('the shutdown as a whole', () => {
  test('of a log names version and mode, and where the time went', () => {
    const { server, spent } = shutdownStory(realLog('v1.34.1', 'A.retryafter-off'));
    expect(server).toBe('version 1.33 or later, by its lines, without --shutdown-send-retry-after');
    expect(spent.map(({ part }) => part)).toEqual(['delay', 'hooks', 'drain', 'server shutdown', 'shutdown']);
    const drain = spent.find(({ part }) => part === 'drain');
    expect(drain && spentWords(drain)).toMatch(/^drain: 2\.0\d s from T\+2 s$/);
  });

  test('of a simulated run leaves the server out: its scenario says it', () => {
    expect(shutdownStory(story(shutdown(1000))).server).toBeNull();
  });

  test('is told in Chinese', () => {
    const { server } = shutdownStory(realLog('v1.34.1', 'B.retryafter-on'), translation(CATALOG));
    expect(server).toBe('版本 1.33 或更高（由日志行推断），开启了 --shutdown-send-retry-after');
  });
});

test('two logs differ in what their servers did, not in the lines that say it', () => {
  const off = realLog('v1.34.1', 'A.retryafter-off');
  const on = realLog('v1.34.1', 'B.retryafter-on');
  expect(compareRuns(off, on).divergence).toMatchObject({
    a: { name: 'HTTPServerStoppedListening' },
    b: { name: 'InFlightRequestsDrained' },
  });
});

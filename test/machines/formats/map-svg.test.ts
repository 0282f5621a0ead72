import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mapSvg } from '../../../machines/formats/map-svg.ts';
import { PRINT_COLOURS } from '../../../machines/formats/print-colours.ts';
import { timelineSvg } from '../../../machines/formats/timeline-svg.ts';
import { LINEAGES } from '../../../machines/lineage.ts';
import type { LayoutName } from '../../../machines/view/drawing/geometry.ts';
import { type MomentShown, momentsShown } from '../../../machines/view/moment-shown.ts';
import { english, type Translate, translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { runOn } from '../view/lineage-runs.ts';
import { libraryRun } from '../view/runs.ts';
import { elementsOf } from './well-formed.ts';

const COLOURS = PRINT_COLOURS;

function map(shown: MomentShown, layout: LayoutName = 'wide', tr: Translate = english): string {
  const { run, t } = shown;
  const { plan, logged, origin } = run;
  return mapSvg({ map: shown.map, plan, logged, t, origin, layout, colours: COLOURS, tr });
}

function timeline(shown: MomentShown): string {
  return timelineSvg({ shown, colours: COLOURS, tr: english });
}

/** What is written in a picture, without its title. */
function wordsOf(svg: string): string {
  return svg
    .replace(/<title>.*?<\/title>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

function titleOf(svg: string): string {
  return /<title>(.*?)<\/title>/s.exec(svg)?.[1] ?? '';
}

const slowHook = libraryRun('slow-hook');
const at = (sinceStop: number): MomentShown => momentsShown(slowHook.recording)(slowHook.stop + sinceStop);

describe('the signal map as a picture', () => {
  test('before the stop nothing is lit, and the values of the flags stand where they act', () => {
    const svg = map(at(-100));
    expect(titleOf(svg)).toContain('ShutdownInitiated, dark');
    expect(titleOf(svg)).not.toMatch(/, lit|, armed/);
    expect(wordsOf(svg)).toMatch(/shutdown-delay-duration\s+5s/);
    expect(wordsOf(svg)).toContain('not sent');
  });

  test('while the hook runs, the delay is over and one half of the gate is filled', () => {
    const svg = map(at(6_400));
    expect(titleOf(svg)).toContain('AfterShutdownDelayDuration, lit: T+5.00 s');
    expect(titleOf(svg)).toMatch(/PreShutdownHooksStopped, armed: deregister runs, 1\.6 s left/);
    expect(wordsOf(svg)).toContain('1 of 2');
    // The ring shows four fifths.
    expect(svg).toContain('stroke-dasharray="800 200"');
  });

  test('after the exit its status is there, and in red where it is none that was wished for', () => {
    expect(wordsOf(map(at(60_000)))).toMatch(/exit code 0 · T\+\d/);
    expect(map(at(60_000))).not.toContain(COLOURS.danger);
    const second = libraryRun('second-sigterm');
    const svg = map(momentsShown(second.recording)(Number.MAX_SAFE_INTEGER));
    expect(wordsOf(svg)).toMatch(/exit code 1/);
    expect(svg).toContain(COLOURS.danger);
  });

  test('says in Chinese what it says in English, and no signal is translated', () => {
    const svg = map(at(6_400), 'narrow', translation(CATALOG));
    expect(wordsOf(svg)).toContain('PreShutdown HooksStopped');
    expect(wordsOf(svg)).toContain('钩子');
    expect(wordsOf(svg)).not.toMatch(/waits|left/);
  });

  test.each(LINEAGES)(
    '%s: is well-formed in every layout at every tenth of the run, and names nothing outside',
    lineage => {
      const { recording } = runOn('slow-hook', lineage);
      const shownAt = momentsShown(recording);
      const end = recording.events.at(-1)?.t ?? 0;
      for (let tenth = 0; tenth <= 10; tenth++) {
        const shown = shownAt((end * tenth) / 10);
        for (const layout of ['wide', 'narrow', 'compact'] as const) elementsOf(map(shown, layout));
        elementsOf(timeline(shown));
        expect(map(shown) + timeline(shown)).not.toMatch(/href|url\(|@import|<script|NaN|undefined/);
      }
    },
  );
});

describe('the timeline as a picture', () => {
  test('has a lane for each client that has come by then, and nothing of what comes later', () => {
    const early = timeline(at(300));
    const late = timeline(at(60_000));
    expect(wordsOf(early)).toContain('ShutdownInitiated');
    expect(wordsOf(early)).not.toContain('AfterShutdownDelayDuration');
    expect(wordsOf(early)).not.toContain('shut ');
    expect(wordsOf(late)).toContain('shut');
    expect(wordsOf(late)).toContain('unhealthy');
    for (const { name } of slowHook.plan.clients.filter(({ kind }) => kind === 'steady').slice(0, 2))
      expect(wordsOf(late)).toContain(name);
  });

  test('the playhead says the time since the stop', () => {
    expect(wordsOf(timeline(at(6_400)))).toContain('T+6.4 s');
    expect(wordsOf(timeline(at(-1_000)))).toContain('T−1.0 s');
  });
});

test('paper has the colours of the light page', () => {
  const css = readFileSync(new URL('../../../ui/styles/tokens.css', import.meta.url), 'utf8');
  const light = Object.fromEntries(
    [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}),/g)].map(([, name, colour]) => [
      (name ?? '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      colour,
    ]),
  );
  expect(light).toMatchObject(PRINT_COLOURS);
});

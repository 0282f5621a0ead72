import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../../machines/lessons/check-lesson.ts';
import { controlName } from '../../../machines/lessons/control-name.ts';
import { type HandoutOptions, handoutHtml } from '../../../machines/lessons/handout/handout.ts';
import type { Lesson } from '../../../machines/lessons/lesson.ts';
import { parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { runLesson } from '../../../machines/lessons/run-lesson.ts';
import { LINEAGE_FACTS } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES } from '../../../machines/lineage.ts';
import type { RunFacts } from '../../../machines/recording/facts.ts';
import { lineageRowOf } from '../../../machines/recording/lineage-table.ts';
import { english, translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { elementsOf } from '../formats/well-formed.ts';
import { EN, files, lesson, YAML, ZH } from './a-lesson.ts';

const EN_ONLY: HandoutOptions['languages'] = [{ language: 'en', tr: english }];
const ZH_ONLY: HandoutOptions['languages'] = [{ language: 'zh', tr: translation(CATALOG) }];

function handout(of: Lesson, languages = EN_ONLY, presenter = false): string {
  const source = { lesson: of, run: runLesson(of), findings: checkLesson(of).facts };
  return handoutHtml(source, { languages, presenter });
}

/** The words of a piece of the page, as they are read. */
function wordsOf(html: string): string {
  return html
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
}

/** What stands before the answers, and what stands from there on. */
function parts(html: string): readonly [string, string] {
  const at = html.indexOf('<div class="answers">');
  expect(at).toBeGreaterThan(0);
  return [wordsOf(html.slice(0, at)), wordsOf(html.slice(at))];
}

const page = handout(lesson());

describe('a handout', () => {
  test('has every question, choice, goal and control, all before the answers', () => {
    const [sheet] = parts(page);
    const { stops, task } = lesson();
    for (const { ask } of stops) {
      if (ask === null) continue;
      expect(sheet).toContain(ask.text.en);
      for (const { text } of ask.choices) expect(sheet).toContain(text.en);
    }
    for (const { text } of task.goals) expect(sheet).toContain(text.en);
    for (const { path, values } of task.controls) {
      expect(sheet).toContain(controlName(path, english));
      for (const value of values) expect(sheet).toContain(String(value));
    }
    expect(sheet).toContain('?lesson=the-door');
  });

  test('gives no answer away before the answers: not the explanations, not the later moments', () => {
    const [sheet, answers] = parts(page);
    expect(sheet).not.toContain('It is shut:');
    expect(sheet).not.toContain('Some were refused.');
    expect(sheet).not.toMatch(/measured|Door shut/);
    // The first stop asks nothing, and stands before the first question.
    expect(sheet).toContain('Nothing yet.');
    expect(answers).toContain('connection refused');
    expect(answers).toContain('Some were refused.');
  });

  test('the answers are those of the run: another run has others', () => {
    const [, answers] = parts(page);
    expect(answers).toMatch(/What does late get\? → B Connection refused/);
    const [, other] = parts(handout(lesson('shutdown-delay-duration: 0s', 'shutdown-delay-duration: 5s')));
    expect(other).toMatch(/What does late get\? → A It is answered/);
  });

  test('says what solves the task', () => {
    const [sheet, answers] = parts(page);
    expect(answers).toContain('--shutdown-delay-duration: 5s');
    expect(sheet).not.toContain('--shutdown-delay-duration: 5s');
  });

  test('has the notes for the presenter only', () => {
    expect(wordsOf(page)).not.toContain('Wait for an answer.');
    expect(wordsOf(handout(lesson(), EN_ONLY, true))).toContain('Wait for an answer.');
  });

  test('is in Chinese where that is asked for, or in both', () => {
    const chinese = handout(lesson(), ZH_ONLY);
    expect(chinese).toContain('<html lang="zh-Hans">');
    const [sheet, answers] = parts(chinese);
    expect(sheet).toContain('late 得到什么？');
    expect(sheet).toContain('先预测');
    expect(answers).toContain('→ B 连接被拒绝');
    const both = handout(lesson(), [...EN_ONLY, ...ZH_ONLY]);
    expect(wordsOf(both)).toContain('What does late get?');
    expect(wordsOf(both)).toContain('late 得到什么？');
    expect([...both.matchAll(/<main lang="([\w-]+)">/g)].map(([, tag]) => tag)).toEqual(['en', 'zh-Hans']);
  });

  test('what a lesson says is text, whatever it looks like', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const result = parseLesson(
      files({
        yaml: YAML.replace('What does late get?', evil.replaceAll('"', '')).replace(
          '"None"',
          `"</svg>${evil}"`,
        ),
        en: EN.replace('connection refused', `</code>${evil}`).replace('# The door', '# The `<b>` & "door"'),
        zh: ZH,
      }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const html = handout(result.lesson);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    elementsOf(html.slice(html.indexOf('<body>'), html.indexOf('</html>')));
  });

  test('is whole in itself: well-formed, without a script, and with nothing to fetch', () => {
    const names = elementsOf(page.slice(page.indexOf('<body>'), page.indexOf('</html>')));
    expect(names).not.toContain('script');
    expect(names).not.toContain('img');
    expect(names.filter(name => name === 'svg')).toHaveLength(6);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/@import|url\(|src=/);
    // The one address that the text names is a link, and leads nowhere by itself.
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['https://example.org']);
    expect(wordsOf(page)).toContain('( ?scenario=graceful )');
  });

  test('shows all versions side by side where the lesson does, each as it ran', () => {
    const of = lesson(
      '    at: end\n    ask:\n      text: { en: "How many',
      '    at: end\n    view: { lineages: true }\n    ask:\n      text: { en: "How many',
    );
    const html = handout(of, ZH_ONLY);
    const begin = html.indexOf('<div class="lineages">');
    const table = html.slice(begin, html.indexOf('</table>', begin));
    elementsOf(`${table}</table></div>`);
    // Each row has its picture, and their axis stands above them.
    expect(table.match(/<svg/g)).toHaveLength(LINEAGES.length);
    expect(table).toMatch(/<div class="axis"><span style="left:[\d.]+%">0<\/span>/);
    expect(wordsOf(html)).toContain('没有名称的时刻');
    const run = runLesson(of);
    const rows = [...table.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => wordsOf(row).trim());
    expect(rows).toHaveLength(LINEAGES.length);
    LINEAGES.forEach((lineage, index) => {
      const row = lineageRowOf(run.onLineage(lineage) as RunFacts);
      expect(rows[index]).toContain(
        `${LINEAGE_FACTS[lineage].versions} ${row.turnedAway} ${row.dropped} ${row.watchesCut} `,
      );
      expect(rows[index]).toContain(`${((row.exit?.t ?? 0) / 1000).toFixed(1)} s`);
    });
    // The signals that a version names are discs, and those that it does not are ticks.
    const [oldest = '', ...others] = table.split('<tr><th scope="row">').slice(1);
    expect(oldest).not.toContain('<circle');
    expect(others.at(-1)).toContain('<circle');
    expect(page).not.toContain('class="lineages"');
  });

  test('a lesson that asks nothing has no answers to hide', () => {
    const quiet = handout(
      lesson(YAML.slice(YAML.indexOf('    ask:'), YAML.indexOf('task:')), '  - { id: count, at: end }\n'),
    );
    expect(wordsOf(quiet)).not.toContain('Predict first');
    expect(wordsOf(quiet)).toContain('Some were refused.');
  });
});

/** docs/lessons.md: its example is a lesson that holds, and the page names everything that a lesson can say. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../../machines/lessons/check-lesson.ts';
import { lessonPlaces, parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { MOMENT_KEYS } from '../../../machines/recording/moments.ts';

const PAGE = readFileSync(new URL('../../../docs/lessons.md', import.meta.url), 'utf8');

/** The first block of code in a language. */
function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`docs/lessons.md has no ${language}`);
  return found;
}

const EXAMPLE = {
  name: 'reload-in-rush-hour',
  yaml: block('yaml'),
  // The shape is what counts: nobody writes the same page in two languages into documentation.
  texts: { en: block('markdown'), zh: block('markdown') },
};

/** What the reader of lessons says is possible, when it finds `wrong` in the place of `right`. */
function possibleInsteadOf(right: string, wrong: string): readonly string[] {
  const result = parseLesson({ ...EXAMPLE, yaml: EXAMPLE.yaml.replace(right, wrong) });
  const message = result.ok ? '' : (result.problems[0]?.message ?? '');
  return /(?:one of|write) ([\w, -]+?)(?:[;,] (?:found|or)|$)/.exec(message)?.[1]?.split(', ') ?? [];
}

describe('docs/lessons.md', () => {
  test('has an example that passes the check, with a task that not every attempt solves', () => {
    const result = parseLesson(EXAMPLE);
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    const { problems, facts } = checkLesson(result.lesson, lessonPlaces(EXAMPLE));
    expect(problems).toEqual([]);
    expect(facts.solutions).toContainEqual({ 'server.shutdown-delay-duration': '5s' });
    expect(facts.solutions.length).toBeLessThan(facts.attempts);
  });

  test('names every measurement, every count and every moment', () => {
    const measurements = possibleInsteadOf('{ count: turnedAway, client: app }', '{ coutn: dropped }');
    const counts = possibleInsteadOf('{ count: turnedAway, client: app }', '{ count: nonsense }');
    expect(measurements).toContain('lineages');
    expect(counts).toContain('goaways');
    for (const word of [...measurements, ...counts, ...MOMENT_KEYS])
      expect(PAGE).toMatch(new RegExp(`[\`{] ?${word}[\`:]|\`${word}\``));
  });
});

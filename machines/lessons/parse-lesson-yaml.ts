/** `lesson.yaml` → what it says, with its scenarios validated. */
import { knownKeys } from '../scenario/known-keys.ts';
import { libraryScenario } from '../scenario/library.ts';
import { problemsOf, type ScenarioProblem, validateScenario } from '../scenario/parse.ts';
import { type Locate, readYaml } from '../scenario/read-yaml.ts';
import type { Say } from '../scenario/values.ts';
import type { Translate } from '../words/translate.ts';
import { checkNames } from './check-names.ts';
import type { LessonRunSource, LessonScenario } from './lesson.ts';
import { lessonSchema, type WrittenLesson } from './lesson-schema.ts';
import { unknownScenario } from './unknown-scenario.ts';

export interface LessonYaml {
  readonly written: WrittenLesson;
  readonly run: LessonRunSource;
  /** What the task changes. */
  readonly taskScenario: LessonScenario;
}

const MAX_CHARACTERS = 1_048_576;

/** Reads the YAML of the lesson `name`; null, and reports, where something is wrong. */
export function parseLessonYaml(
  name: string,
  text: string,
  report: (problem: ScenarioProblem) => void,
  tr: Translate,
): LessonYaml | null {
  if (text.length > MAX_CHARACTERS) {
    report({ line: 1, column: 1, path: '', message: tr('the lesson is larger than 1 MiB') });
    return null;
  }
  const yaml = readYaml(text, tr);
  if (!yaml.ok) {
    yaml.problems.forEach(report);
    return null;
  }
  const { value, locate } = yaml;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = tr('a lesson is a mapping with minutes, scenario, stops and task');
    report({ line: 1, column: 1, path: '', message });
    return null;
  }
  const parsed = lessonSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    problemsOf(parsed.error, locate, path => knownKeys(path, lessonSchema), tr).forEach(report);
    return null;
  }
  return new Reader(name, locate, report, tr).read(parsed.data);
}

/** Puts together what the schema alone cannot know. */
class Reader {
  private failed = false;

  constructor(
    private readonly name: string,
    private readonly locate: Locate,
    private readonly report: (problem: ScenarioProblem) => void,
    private readonly tr: Translate,
  ) {}

  read(written: WrittenLesson): LessonYaml | null {
    const run = this.run(written);
    const task =
      written.task.scenario === undefined ? null : this.scenario(written.task.scenario, ['task', 'scenario']);
    if (run?.kind === 'log' && written.task.scenario === undefined)
      this.wrong(tr => tr('a lesson about a log needs a scenario for its task'), ['task']);
    this.unique(written);
    const taskScenario = task ?? (run?.kind === 'scenario' ? run : null);
    if (run !== null && taskScenario !== null)
      checkNames(written, { run: run.kind === 'scenario' ? run : null, task: taskScenario }, (say, path) =>
        this.wrong(say, path),
      );
    if (this.failed || run === null || taskScenario === null) return null;
    const { scenario, source } = taskScenario;
    return { written, run, taskScenario: { scenario, source } };
  }

  private run({ scenario, log }: WrittenLesson): LessonRunSource | null {
    if ((scenario === undefined) === (log === undefined)) {
      this.wrong(tr => tr('a lesson has either a scenario or a log'), []);
      return null;
    }
    if (log !== undefined) return { kind: 'log', log };
    const read = scenario === undefined ? null : this.scenario(scenario, ['scenario']);
    return read === null ? null : { kind: 'scenario', ...read };
  }

  private scenario(
    written: string | Readonly<Record<string, unknown>>,
    path: readonly string[],
  ): LessonScenario | null {
    if (typeof written === 'string') {
      const found = libraryScenario(written);
      if (found !== null) return { scenario: found.scenario, source: found.source };
      this.wrong(unknownScenario(written), path);
      return null;
    }
    const locate: Locate = (inner, key) => this.locate([...path, ...inner], key);
    const result = validateScenario({ name: this.name, ...written }, locate, this.tr);
    if (result.ok) return { scenario: result.scenario, source: result.source };
    this.failed = true;
    for (const problem of result.problems)
      this.report({ ...problem, path: [...path, problem.path].filter(part => part !== '').join('.') });
    return null;
  }

  private unique({ stops, task }: WrittenLesson): void {
    stops.forEach(({ id }, index) => {
      if (stops.findIndex(stop => stop.id === id) < index)
        this.wrong(tr => tr('there is a stop "{id}" already', { id }), ['stops', index, 'id']);
    });
    task.controls.forEach(({ path }, index) => {
      if (task.controls.findIndex(control => control.path === path) < index)
        this.wrong(
          tr => tr('there is a control for "{path}" already', { path }),
          ['task', 'controls', index, 'path'],
        );
    });
  }

  private wrong(say: Say, path: readonly (string | number)[]): void {
    this.failed = true;
    this.report({ ...this.locate(path, false), path: path.join('.'), message: say(this.tr) });
  }
}

/** A small lesson that is right, to be spoiled by tests. */
import type { Lesson, LessonFiles } from '../../../machines/lessons/lesson.ts';
import { parseLesson } from '../../../machines/lessons/parse-lesson.ts';

export const YAML = `minutes: 5
scenario:
  server: { shutdown-delay-duration: 0s, request-timeout: 10s }
  hooks:
    preShutdown: [{ name: deregister, takes: 500ms, calls: [{ at: 100ms, path: /api/v1/namespaces, name: asked }] }]
  pod: { terminationGracePeriodSeconds: 30 }
  clients:
    - { name: lb, kind: probe, path: /readyz, period: 1s, failureThreshold: 2 }
    - { name: app, kind: steady, rate: 10/s, takes: 20ms, behind: lb }
  script:
    - { at: 3s, signal: SIGTERM }
    - { at: 3200ms, request: { name: slow, path: /sleep?duration=2s, connection: new } }
    - { at: 4s, request: { name: late, path: /echo, connection: new } }
stops:
  - id: sigterm
    at: SIGTERM + 100ms
    view: { signal: ShutdownInitiated, tab: Why }
  - id: door
    at: request late settled + 50ms
    ask:
      text: { en: "What does late get?", zh: "late 得到什么？" }
      measure: { outcome: late }
      choices: [answered, refused, "429"]
  - id: count
    at: end
    ask:
      text: { en: "How many are refused?", zh: "多少被拒绝？" }
      measure: { count: refused, client: app, from: SIGTERM }
      choices:
        - { is: 0, text: { en: "None", zh: "没有" } }
        - { is: 1.., text: { en: "Some", zh: "有一些" } }
task:
  changes: 1
  goals:
    - { measure: { count: refused, client: app }, is: 0, text: { en: "Nobody is refused", zh: "没有请求被拒绝" } }
    - { measure: { exit: reason }, is: completed, text: { en: "It completes", zh: "正常完成" } }
  controls:
    - { path: server.shutdown-delay-duration, values: [0s, 1s, 5s] }
    - { path: hooks.preShutdown.deregister.takes, values: [500ms, 1s] }
    - { path: pod.terminationGracePeriodSeconds, values: [1, 30] }
`;

export const EN = `# The door

What happens to those who come **late**?

- one \`probe\`
- another [thing](https://example.org), or [this run](?scenario=graceful)

## SIGTERM {#sigterm}

Nothing yet.

### Notes {#notes}

Wait for an answer.

## The door {#door}

It is shut:

\`\`\`
connection refused
\`\`\`

## Counted {#count}

Some were refused.

## Mend it {#task}

Change one value.
`;

export const ZH = EN.replace('# The door', '# 门').replace('Nothing yet.', '还没有\n发生什么。');

export function files(parts: Partial<LessonFiles['texts']> & { readonly yaml?: string } = {}): LessonFiles {
  const { yaml = YAML, en = EN, zh = ZH } = parts;
  return { name: 'the-door', yaml, texts: { en, zh } };
}

/** The lesson; with a part of its YAML replaced if wanted. */
export function lesson(from = '', to = ''): Lesson {
  if (!YAML.includes(from)) throw new Error(`the lesson has no "${from}"`);
  const result = parseLesson(files({ yaml: YAML.replace(from, to) }));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.lesson;
}

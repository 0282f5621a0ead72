/** The standard words for what is measured, in both languages: choices that give no text of their own say these. */
import type { ExitReason } from '../recording/events.ts';
import { MOMENT_LABELS } from '../recording/moments.ts';
import { formatDuration } from '../scenario/duration.ts';
import { type Duration, millis } from '../time.ts';
import { lineage as labelsInChinese } from '../words/zh/lineage.ts';
import type { Expected, Sentence } from './lesson.ts';
import type { Measure, MeasureOf } from './measure.ts';
import type { MomentAnchor, MomentRef } from './moment-ref.ts';

type Words = Readonly<Record<string, Sentence>>;

/** What became of a request, for its client. */
export const OUTCOME_WORDS = {
  answered: { en: 'It is answered', zh: '得到响应' },
  refused: { en: 'Connection refused', zh: '连接被拒绝' },
  goaway: { en: 'GOAWAY: not taken, try again elsewhere', zh: 'GOAWAY：没有受理，换个连接重试' },
  cut: { en: 'It is cut off', zh: '被切断' },
  timeout: { en: 'Its client gives up waiting', zh: '客户端等到超时' },
  open: { en: 'It still waits when the run ends', zh: '到运行结束还在等' },
  none: { en: 'It is never sent', zh: '根本没有发出' },
} as const satisfies Words;

/** Statuses that have more to say than their number. */
export const STATUS_WORDS: Words = {
  '429': { en: '429: turned away, try again', zh: '429：被拒绝，稍后重试' },
  '500': { en: '500: the server failed', zh: '500：服务器出错' },
  '503': { en: '503: not available', zh: '503：不可用' },
  '504': { en: "504: the server's own timeout", zh: '504：服务器自己超时' },
};

export const YES_NO_WORDS = {
  yes: { en: 'Yes', zh: '会' },
  no: { en: 'No', zh: '不会' },
} as const satisfies Words;

export const HEALTH_WORDS = {
  ok: { en: 'It says ok', zh: '返回 ok' },
  failing: { en: 'It fails', zh: '失败' },
  none: { en: 'Nothing tells it', zh: '无从得知' },
} as const satisfies Words;

export const VERDICT_WORDS = {
  healthy: { en: 'Healthy', zh: '健康' },
  unhealthy: { en: 'Unhealthy', zh: '不健康' },
  none: { en: 'It has no verdict yet', zh: '还没有结论' },
} as const satisfies Words;

export const LISTENER_WORDS = {
  open: { en: 'Open', zh: '开着' },
  closed: { en: 'Closed', zh: '已关闭' },
  none: { en: 'Nothing tells it', zh: '无从得知' },
} as const satisfies Words;

export const EXIT_WORDS = {
  completed: { en: 'It completes: exit 0', zh: '正常完成：以 0 退出' },
  'hook-failed': { en: 'A hook failed', zh: '钩子失败' },
  'hook-panicked': { en: 'A hook panicked', zh: '钩子 panic' },
  'poststart-failed': { en: 'A post-start hook failed', zh: '启动后钩子失败' },
  'second-signal': { en: 'A second signal ended it', zh: '被第二个信号终止' },
  killed: { en: 'It is killed', zh: '被杀死' },
  none: { en: 'It never exits', zh: '一直不退出' },
} as const satisfies Readonly<Record<ExitReason | 'none', Sentence>>;

export const RULE_WORDS = {
  ok: { en: 'The rule holds', zh: '规则成立' },
  broken: { en: 'The rule is broken', zh: '规则被违反' },
  undecidable: { en: 'The recording cannot decide it', zh: '记录无法判定' },
} as const satisfies Words;

const ORDER_WORDS: Words = {
  together: { en: 'Both at the same instant', zh: '同时发生' },
  none: { en: 'None of them comes', zh: '都不会发生' },
};
const NEVER: Sentence = { en: 'Never', zh: '永远不会' };
const NO_VERSION: Sentence = { en: 'None of the versions', zh: '没有任何版本' };

/** The words for a value of a measurement, or for a range of them; null: there are none, a text must be given. */
export function standardWords(measure: Measure, expected: Expected): Sentence | null {
  if (expected.kind === 'range') {
    const isTime = measure.kind === 'one' && measure.of.kind === 'time';
    return rangeWords(expected, isTime ? (ms: number) => formatDuration(millis(ms)) : String);
  }
  const { value } = expected;
  if (measure.kind === 'lineages') return value === 'none' ? NO_VERSION : asItself(value);
  return wordsOf(measure.of, value);
}

function wordsOf(of: MeasureOf, value: string | number): Sentence | null {
  const word = String(value);
  switch (of.kind) {
    case 'outcome':
      return (
        find(OUTCOME_WORDS, word) ??
        find(STATUS_WORDS, word) ?? { en: `It gets status ${word}`, zh: `得到状态码 ${word}` }
      );
    case 'count':
      return asItself(value);
    case 'first':
    case 'last': {
      const moment = of.moments.find(({ text }) => text === word);
      return moment === undefined ? find(ORDER_WORDS, word) : momentWords(moment);
    }
    case 'happens':
      return find(YES_NO_WORDS, word);
    case 'health':
      return find(HEALTH_WORDS, word);
    case 'verdict':
      return find(VERDICT_WORDS, word);
    case 'listener':
      return find(LISTENER_WORDS, word);
    case 'time':
      return typeof value === 'number' ? asItself(formatDuration(millis(value))) : NEVER;
    case 'exit':
      return of.of === 'code' && value !== 'none' ? asItself(value) : find(EXIT_WORDS, word);
    case 'rule':
      return find(RULE_WORDS, word);
  }
}

function find(words: Words, word: string): Sentence | null {
  return Object.hasOwn(words, word) ? (words[word] ?? null) : null;
}

function asItself(value: string | number): Sentence {
  return { en: String(value), zh: String(value) };
}

function rangeWords(
  { from, to }: { readonly from: number | null; readonly to: number | null },
  write: (value: number) => string,
): Sentence {
  if (from !== null && to !== null)
    return { en: `${write(from)} to ${write(to)}`, zh: `${write(from)} 到 ${write(to)}` };
  if (from !== null) return { en: `${write(from)} or more`, zh: `${write(from)} 以上（含）` };
  return { en: `At most ${write(to ?? 0)}`, zh: `最多 ${write(to ?? 0)}` };
}

/** A moment in words. Signals are named as Kubernetes names them. */
export function momentWords({ anchor, offset }: MomentRef): Sentence {
  const words = anchorWords(anchor);
  if (offset === 0) return words;
  const time = formatDuration(Math.abs(offset) as Duration);
  const shift = offset < 0 ? `- ${time}` : `+ ${time}`;
  return { en: `${words.en} ${shift}`, zh: `${words.zh} ${shift}` };
}

const REQUEST_MOMENT_WORDS = {
  sent: { en: 'is sent', zh: '发出' },
  admitted: { en: 'is let in', zh: '被放行' },
  rejected: { en: 'is turned away', zh: '被拒绝' },
  responded: { en: 'gets its response', zh: '得到响应' },
  settled: { en: 'is over', zh: '结束' },
} as const;
const HOOK_MOMENT_WORDS = {
  started: { en: 'starts', zh: '开始' },
  finished: { en: 'returns', zh: '返回' },
} as const;
const PROBE_MOMENT_WORDS = {
  healthy: { en: 'believes it healthy', zh: '认为它健康' },
  unhealthy: { en: 'believes it unhealthy', zh: '认为它不健康' },
} as const;

function anchorWords(anchor: MomentAnchor): Sentence {
  switch (anchor.kind) {
    case 'start':
      return { en: 'The start', zh: '启动' };
    case 'end':
      return { en: 'The end', zh: '结束' };
    case 'exit':
      return { en: 'The process exits', zh: '进程退出' };
    case 'signal':
      return asItself(anchor.name);
    case 'moment': {
      const label = MOMENT_LABELS[anchor.key];
      return { en: label.charAt(0).toUpperCase() + label.slice(1), zh: labelsInChinese[label] };
    }
    case 'process':
      return anchor.nth === 1
        ? asItself(anchor.signal)
        : { en: `${anchor.signal} no. ${anchor.nth}`, zh: `第 ${anchor.nth} 个 ${anchor.signal}` };
    case 'request':
      return named(anchor.name, REQUEST_MOMENT_WORDS[anchor.what]);
    case 'hook':
      return named(anchor.name, HOOK_MOMENT_WORDS[anchor.what]);
    case 'probe':
      return named(anchor.name, PROBE_MOMENT_WORDS[anchor.what]);
  }
}

function named(name: string, what: Sentence): Sentence {
  return { en: `${name} ${what.en}`, zh: `${name} ${what.zh}` };
}

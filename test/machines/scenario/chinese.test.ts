/** Scenarios in Chinese: what their settings mean, what they show, and what is wrong with them. */
import { describe, expect, test } from 'vitest';
import { type JsonSchema, scenarioJsonSchema } from '../../../machines/scenario/json-schema.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { flags } from '../../../machines/words/zh/flags.ts';
import { library } from '../../../machines/words/zh/library.ts';

const chinese = translation(CATALOG);

function sentences(node: JsonSchema): string[] {
  const inside = [
    ...Object.values(node.properties ?? {}),
    ...(node.items ? [node.items] : []),
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
  ];
  return [...(node.description ? [node.description] : []), ...inside.flatMap(sentences)];
}

const SENTENCES = [...new Set(sentences(scenarioJsonSchema()))];

test('every sentence of the schema has its Chinese, and none is left over', () => {
  expect(SENTENCES.filter(sentence => chinese.text(sentence) === sentence)).toEqual([]);
  expect(Object.keys(flags).filter(sentence => !SENTENCES.includes(sentence))).toEqual([]);
});

test('every description of the library has its Chinese, and none is left over', () => {
  const descriptions = LIBRARY.map(entry => entry.description);
  expect(descriptions.filter(text => chinese.text(text) === text)).toEqual([]);
  expect(Object.keys(library).filter(text => !descriptions.includes(text))).toEqual([]);
});

describe('what is wrong with a scenario is said in Chinese', () => {
  test.each([
    ['seed: 1', '必填'],
    ['name: ""', '名称不能为空'],
    ['name: a/b', '名称中不能有空格和斜杠'],
    ['name: a\nseed: -1', '不能小于 0，实际为 -1'],
    ['name: a\nseed: 1.5', '应为整数，实际为 1.5'],
    ['name: a\nserver: 5', '应为映射'],
    ['name: a\nclients: {}', '应为列表'],
    ['name: a\nsrever: {}', '未知的键 "srever"；是否想写 "server"？'],
    ['name: a\nlineage: "1.5"', '"1.5" 不是已建模的版本谱系'],
    [
      'name: a\nlineage: "1.14"\nserver: { shutdown-delay-duration: 3s }',
      '版本谱系 1.14 没有 shutdown-delay-duration；它从 1.16 开始有',
    ],
    ['name: a\nserver: { request-timeout: 5 }', '应为时长，例如 250ms、5s 或 1m30s，实际为 5'],
    ['name: a\nserver: { request-timeout: 5x }', '"5x" 不是时长'],
    ['name: a\nserver: { request-timeout: -5s }', '"-5s" 是负数'],
    ['name: a\nserver: { request-timeout: 999h }', '"999h" 超过一周'],
    ['name: a\nserver: { mux-delay: 5 }', '应为时长'],
    ['name: a\nserver: { min-request-timeout: -1 }', '不能小于 0，实际为 -1'],
    ['name: a\nserver: { goaway-chance: 1 }', '不能大于 0.02，实际为 1'],
    ['name: a\nclients: [{ name: x, kind: prob }]', 'kind 必须是 steady, probe, watch 之一'],
    ['name: a\nclients: [{ name: x, kind: probe, rate: 1/s }]', '"rate" 不适用于这种 kind'],
    ['name: a\nclients: [{ name: x, kind: steady, rate: fast }]', '"fast" 不是速率'],
    ['name: a\nclients: [{ name: x, kind: steady, rate: 1/s, takes: 3s..1s }]', '终点早于起点'],
    ['name: a\nclients: [{ name: x, kind: steady, rate: 1/s, behind: y }]', '场景中没有探针'],
    ['name: a\nclients: [{ name: x, kind: probe, period: 1us }]', '"1us" 短于 1ms'],
    ['name: a\nscript: [{ at: 1s, signal: SIGHUP }]', '必须是 SIGTERM, SIGINT, SIGKILL 之一'],
    ['name: a\nscript: [{ at: 1s }]', '脚本的每一项只能有'],
    ['name: a\nscript: [{ at: 1s, request: { path: a } }]', '路径以斜杠开头'],
    ['name: a\nscript: [{ at: 1s, request: { path: /a, connection: b } }]', '没有连接 "b"'],
    ['name: a\nscript: [{ at: 1s, fault: { kind: hook.hang, name: b } }]', '没有停止前钩子 "b"'],
    ['name: a\nname: b', '映射的键不能重复'],
    ['- a', '场景是一个映射'],
  ])('%s', (yaml, message) => {
    const result = parseScenario(yaml, chinese);
    expect(result.ok ? [] : result.problems.map(problem => problem.message).join('\n')).toContain(message);
  });
});

/** Verdicts as SARIF 2.1.0, which code scanning reads: a result per rule and file, with the lines of its events. */
import { pathToFileURL } from 'node:url';
import { RULES } from '../../../machines/recording/checks.ts';
import { english } from '../../../machines/words/translate.ts';
import {
  type CheckedFile,
  type CheckedRule,
  type FileResult,
  isUsable,
  type UnusableFile,
  withAdvice,
} from './result.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What SARIF calls our verdicts; `open`: there was not enough information to decide. */
const KINDS = { ok: 'pass', broken: 'fail', 'not decidable': 'open' } as const;

export function formatSarif(results: readonly FileResult[], version: string): string {
  const unusable = results.filter((result): result is UnusableFile => !isUsable(result));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lastcall',
            version,
            rules: RULES.map(({ name, title, explanation }) => ({
              id: name,
              shortDescription: { text: english.text(title) },
              fullDescription: { text: english.text(explanation) },
              help: { text: english.text(explanation) },
              defaultConfiguration: { level: 'error' },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: unusable.length === 0,
            toolExecutionNotifications: unusable.map(({ file, problem }) => ({
              level: 'error',
              message: { text: problem },
              locations: [locationOf(file, null)],
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: results.filter(isUsable).flatMap(file => file.rules.map(rule => resultOf(file, rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf({ file }: CheckedFile, rule: CheckedRule): object {
  const lines = rule.verdict === 'broken' ? rule.shown.map(({ line }) => line) : [];
  const [first = null, ...others] = lines;
  return {
    ruleId: rule.rule,
    ruleIndex: RULES.findIndex(({ name }) => name === rule.rule),
    kind: KINDS[rule.verdict],
    // Only what fails has a level.
    level: rule.verdict === 'broken' ? 'error' : 'none',
    message: { text: withAdvice(rule.detail, rule.advice) },
    locations: [locationOf(file, first ?? 1)],
    ...(others.length === 0
      ? {}
      : { relatedLocations: others.map((line, index) => ({ id: index + 1, ...locationOf(file, line) })) }),
  };
}

function locationOf(file: string, line: number | null): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line === null ? {} : { region: { startLine: line } }),
    },
  };
}

/** Relative paths stay relative, so that code scanning finds them in the repository. */
function uriOf(file: string): string {
  if (file === '<stdin>') return 'stdin';
  if (/^([/\\]|[A-Za-z]:)/.test(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

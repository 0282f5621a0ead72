/** What to say where a log has nothing about the life of an API server, and what an import left out. */
import { english, type Translate } from '../words/translate.ts';
import type { ImportResult } from './import-result.ts';

/** Why nothing could be imported, what was looked for, and which verbosity prints it; one paragraph a line. */
export function nothingFound({ counts, accessLines }: ImportResult, tr: Translate = english): string {
  const lines = [
    counts.total === 0
      ? tr('the log is empty')
      : tr('none of the {n} lines says anything about the life of an API server', { n: counts.total }),
  ];
  if (accessLines > 0)
    lines.push(
      tr('{n} of them are HTTP requests, but those alone do not tell how a server ended', { n: accessLines }),
    );
  if (counts.timeless > 0)
    lines.push(tr('{n} lines would, but their times cannot be read', { n: counts.timeless }));
  lines.push(
    tr('It looked for lines of kube-apiserver, or of any server built on k8s.io/apiserver:'),
    `  "Serving securely on …", "Stopped listening on …": ${tr('every version, at any verbosity')}`,
    `  "[graceful-termination] …": ${tr('since {version}, with {flag}', { version: '1.22', flag: '-v=1' })}`,
    `  "shutdown check failed: readyz": ${tr('since {version}, with {flag}', { version: '1.19', flag: '-v=2' })}`,
    `  "HTTP" verb="GET" URI=…: ${tr('HTTP requests, with {flag}', { flag: '-v=3' })}`,
    tr(
      'kube-apiserver runs with -v=0 unless it is told otherwise; start it with -v=2 to see how it terminates.',
    ),
  );
  return lines.join('\n');
}

/** What was left out, in one sentence each; empty where nothing was. */
export function leftOutOf({ counts, leftOutRuns }: ImportResult, tr: Translate = english): string[] {
  const sentences: string[] = [];
  if (counts.counted > 0) sentences.push(tr('{n} earlier requests are only counted', { n: counts.counted }));
  if (counts.leftOut > 0)
    sentences.push(tr('{n} lines are left out, because there is a bound', { n: counts.leftOut }));
  if (leftOutRuns > 0)
    sentences.push(tr('{n} older processes are left out, because there is a bound', { n: leftOutRuns }));
  if (counts.timeless > 0)
    sentences.push(tr('{n} lines are left out, because their times cannot be read', { n: counts.timeless }));
  return sentences;
}

/** Verdicts for programs: one object. Names and shape are part of the command line. */
import { type FileResult, isUsable } from './result.ts';

export function formatJson(results: readonly FileResult[]): string {
  const files = results.map(result => {
    if (!isUsable(result)) return { file: result.file, ok: null, problem: result.problem };
    const { file, header, origin, rules, server, spent, remarks } = result;
    return {
      file,
      // A rule that cannot be decided is no broken rule.
      ok: rules.every(({ verdict }) => verdict !== 'broken'),
      scenario: header.scenario?.name ?? null,
      source: header.source,
      lineage: header.lineage,
      // Of a log: what its lines tell of its server.
      ...(server === null ? {} : { server, lineageAtLeast: header.lineageAtLeast ?? false }),
      origin: origin ?? 'start',
      remarks,
      spent: Object.fromEntries(spent.map(({ part, took }) => [part, took])),
      checks: rules.map(({ rule, ok, verdict, title, detail, advice, events, shown }) => ({
        rule,
        ok,
        verdict,
        title,
        detail,
        advice,
        events: shown.map(({ seq, t, type, text, line }) => ({ seq, t, type, text, line })),
        eventCount: events.length,
      })),
    };
  });
  return `${JSON.stringify({ files })}\n`;
}

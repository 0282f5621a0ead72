/** Recordings to export: those of the library, and random ones. */
import fc from 'fast-check';
import type { Recording } from '../../../machines/recording/events.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { headerOf, request, shutdown, story, together } from '../recording/story.ts';

/** The run of each scenario of the library. */
export const LIBRARY_RUNS: readonly (readonly [name: string, recording: Recording])[] = LIBRARY.map(
  ({ name, yaml }) => {
    const parsed = parseScenario(yaml);
    if (!parsed.ok) throw new Error(`the scenario ${name} is not valid`);
    return [name, simulate(parsed.scenario, parsed.source)];
  },
);

/** Texts that formats could stumble over. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '=1+1',
    '-2',
    '@SUM(A1)',
    '"',
    '\r\n',
    'a,b',
    ';end',
    '</title>',
    ']]>',
    '#quot;',
    '\u0000',
    '\ud800',
  ),
);

const outcome = fc.constantFrom('ok', 'rejected', 'refused', 'reset', 'timeout', 'failed', 'goaway');

/** A run with random requests, with texts that formats could stumble over. */
export const arbitraryRun: fc.Arbitrary<Recording> = fc
  .tuple(
    fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 6_000_000 }),
        takes: fc.integer({ min: 0, max: 3_000_000 }),
        outcome,
        admitted: fc.boolean(),
        name: fc.option(nasty, { nil: undefined }),
        client: nasty,
        path: nasty.map(text => `/${text}`),
      }),
      { maxLength: 20 },
    ),
    fc.constantFrom(null, '2026-03-01T12:00:00.123Z'),
  )
  .map(([requests, startedAt]) =>
    story(
      together(
        ...requests.map(({ at, takes, name, admitted, ...rest }, index) =>
          request({
            id: `r${index + 1}`,
            at: at / 1000,
            until: (at + takes) / 1000,
            admitted: admitted && rest.outcome !== 'rejected',
            ...(name === undefined ? {} : { name }),
            ...rest,
          }),
        ),
        shutdown(3000),
      ),
      headerOf({ startedAt }),
    ),
  );

/** The requests of a recording. */
export function requestsOf({ events }: Recording): string[] {
  return [...new Set(events.flatMap(event => ('request' in event ? [event.request] : [])))].sort();
}

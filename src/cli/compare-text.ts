/** A comparison for people: a table, and one sentence. */

import type { RunComparison } from '../../machines/recording/compare.ts';
import type { Fate } from '../../machines/recording/fate.ts';
import { textTable } from '../../machines/recording/text-table.ts';
import { SPENDINGS, type TimeSpent } from '../../machines/recording/time-spent.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';

/** What is compared, and what the two are called. */
export interface ComparedRuns {
  readonly comparison: RunComparison;
  readonly names: { readonly a: string; readonly b: string };
  readonly spent: { readonly a: TimeSpent; readonly b: TimeSpent };
}

const FATES: Readonly<Record<Fate, string>> = {
  answered: 'answered',
  turnedAway: 'turned away',
  dropped: 'dropped',
  cut: 'watches cut off',
  lost: 'lost on the way',
  open: 'still open',
};

const ORIGINS = {
  ShutdownInitiated: 'ShutdownInitiated',
  stop: 'the first SIGTERM or SIGINT',
  start: 'the start',
} as const;

/** The table, several lines with an end each. */
export function comparisonTable({ comparison, names, spent }: ComparedRuns): string {
  const { signals, moments, fates, exit, alignment } = comparison;
  const sections = [
    [`A  ${names.a}`, `B  ${names.b}`, `Times count from ${ORIGINS[alignment]}.`],
    textTable(
      [moments.length > 0 ? 'Moments' : 'Signals', 'A', 'B', 'difference'],
      [
        ...moments.map(({ label, signal, a, b }) => [
          signal === null ? label : `${label}, ${signal}`,
          clock(a),
          clock(b),
          difference(a, b),
        ]),
        ...signals
          .filter(({ name }) => !moments.some(({ signal }) => signal === name))
          .map(({ name, a, b }) => [name, clock(a), clock(b), difference(a, b)]),
        [
          'exit',
          clock(exit.a?.t ?? null),
          clock(exit.b?.t ?? null),
          difference(exit.a?.t ?? null, exit.b?.t ?? null),
        ],
      ],
      'lrrr',
    ),
    textTable(
      ['Time spent', 'A', 'B', 'difference'],
      SPENDINGS.map(part => [
        part,
        span(spent.a[part]),
        span(spent.b[part]),
        difference(spent.a[part], spent.b[part]),
      ]),
      'lrrr',
    ),
    textTable(
      ['Requests', 'A', 'B', 'difference'],
      fates
        .filter(({ a, b }) => a + b > 0)
        .map(({ fate, a, b }) => [
          FATES[fate],
          String(a),
          String(b),
          a === b ? '·' : signed(b - a, String(b - a)),
        ]),
      'lrrr',
    ),
    textTable(
      ['Exit', 'A', 'B'],
      [
        ['code', String(exit.a?.code ?? '·'), String(exit.b?.code ?? '·')],
        ['reason', exit.a?.reason ?? '·', exit.b?.reason ?? '·'],
      ],
      'lrr',
    ),
  ];
  return `${sections.map(section => section.join('\n')).join('\n\n')}\n`;
}

/** What matters most, in one sentence. */
export function comparisonSentence({ comparison, spent }: ComparedRuns): string {
  return `${[divergence(comparison), ...findings(comparison, spent)].join('; ')}.`;
}

function divergence({ divergence: first, alignment }: RunComparison): string {
  if (first === null) return 'Both runs did the same, as far as both are recorded';
  const { a, b, t, labels } = first;
  const when = `${clock(t)} from ${ORIGINS[alignment]}`;
  const said = (event: NonNullable<typeof a>, label: string | null): string => label ?? describeEvent(event);
  const only = (name: string, event: NonNullable<typeof a>, label: string | null): string =>
    `The runs differ first at ${when}: only ${name} has "${said(event, label)}"`;
  if (a === null) return b === null ? 'Both runs did the same' : only('B', b, labels.b);
  if (b === null) return only('A', a, labels.a);
  return `The runs differ first at ${when}: A has "${said(a, labels.a)}", B has "${said(b, labels.b)}"`;
}

/** Differences below this are none, in milliseconds: clocks tick. */
const NOTICEABLE_MS = 100;

function findings({ fates, exit }: RunComparison, { a, b }: ComparedRuns['spent']): string[] {
  const found: string[] = [];
  const more = (part: 'shutdown' | 'drain' | 'hooks' | 'delay', words: string): void => {
    const [one, other] = [a[part], b[part]];
    if (one === null || other === null || Math.abs(other - one) < NOTICEABLE_MS) return;
    found.push(
      `B's ${words} took ${span(Math.abs(other - one))} ${other > one ? 'longer' : 'less'} than A's`,
    );
  };
  more('shutdown', 'shutdown');
  const dropped = fates.find(({ fate }) => fate === 'dropped');
  if (dropped !== undefined && dropped.a !== dropped.b)
    found.push(`A dropped ${dropped.a} requests and B ${dropped.b}`);
  if (exit.a !== null && exit.b !== null && exit.a.reason !== exit.b.reason)
    found.push(`A's exit was "${exit.a.reason}" and B's "${exit.b.reason}"`);
  return found;
}

function clock(ms: number | null): string {
  return ms === null ? '·' : signed(ms, `${(ms / 1000).toFixed(3)} s`);
}

function span(ms: number | null): string {
  return ms === null ? '·' : `${(ms / 1000).toFixed(3)} s`;
}

function difference(a: number | null, b: number | null): string {
  if (a === null || b === null) return '·';
  return signed(b - a, `${((b - a) / 1000).toFixed(3)} s`);
}

function signed(number: number, text: string): string {
  return number > 0 ? `+${text}` : text;
}

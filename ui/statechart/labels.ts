/** The texts of a drawn statechart, broken into lines that fit. */
import type { ChartState, ChartTransition } from '../../machines/view/statechart.ts';

export type TextRole = 'name' | 'event' | 'guard' | 'action';

/** The width of a text in pixels. */
export type Measure = (text: string, role: TextRole) => number;

/** One line of text, and the transition it belongs to. */
export interface TextLine {
  readonly text: string;
  readonly role: TextRole;
  readonly transition: string | null;
}

/** Heights of lines, in pixels. */
export const LINE_PX: Readonly<Record<TextRole, number>> = { name: 18, event: 16, guard: 15, action: 15 };

/** Breaks a text at blanks, after dots and before humps. A piece that is longer than `width` by itself stays whole. */
export function wrap(text: string, role: TextRole, width: number, measure: Measure): string[] {
  if (measure(text, role) <= width) return [text];
  const pieces = text.split(/(?<= )|(?=\.)|(?<=[a-z0-9])(?=[A-Z])/);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd(), role) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** What stands on an arrow: `event [guard]`, and below it what is done. */
export function transitionLines(
  transition: ChartTransition,
  width: number,
  withActions: boolean,
  measure: Measure,
): TextLine[] {
  const line = (role: TextRole) => (text: string) => ({ text, role, transition: transition.id });
  const guard = transition.guard === null ? [] : [`[${transition.guard}]`];
  const actions = withActions ? transition.actions.map(({ label }) => `/ ${label}`) : [];
  return [
    ...wrap(transition.label, 'event', width, measure).map(line('event')),
    ...guard.flatMap(text => wrap(text, 'guard', width, measure)).map(line('guard')),
    ...actions.flatMap(text => wrap(text, 'action', width, measure)).map(line('action')),
  ];
}

/** What stands inside a state: its name, what it does on its way in and out, and transitions that stay in it. */
export function stateLines(
  state: ChartState,
  inside: readonly ChartTransition[],
  width: number,
  withActions: boolean,
  measure: Measure,
): TextLine[] {
  const title = state.kind === 'history' ? `${state.name} (history)` : state.name;
  const own = [
    ...state.entry.map(({ label }) => `entry / ${label}`),
    ...state.invokes.map(label => `do / ${label}`),
    ...state.exit.map(({ label }) => `exit / ${label}`),
  ];
  return [
    ...wrap(title, 'name', width, measure).map(text => ({ text, role: 'name' as const, transition: null })),
    ...own.flatMap(text =>
      wrap(text, 'action', width, measure).map(line => ({
        text: line,
        role: 'action' as const,
        transition: null,
      })),
    ),
    ...inside.flatMap(transition => transitionLines(transition, width, withActions, measure)),
  ];
}

export function heightOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, { role }) => sum + LINE_PX[role], 0);
}

export function widthOf(lines: readonly TextLine[], measure: Measure): number {
  return Math.ceil(lines.reduce((widest, { text, role }) => Math.max(widest, measure(text, role)), 0));
}

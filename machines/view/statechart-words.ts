/** What guards and actions of a machine are called, for people. */
import { and, not, or, stateIn } from 'xstate';

/** An action by its name, and what it is given where the definition says so. */
export interface ChartAction {
  readonly label: string;
  /** Parameters that do not depend on the run; null: none, or they do. */
  readonly params: Readonly<Record<string, unknown>> | null;
}

interface Named {
  readonly type?: unknown;
  readonly params?: unknown;
  readonly name?: unknown;
  readonly check?: unknown;
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
  readonly event?: unknown;
  readonly assignment?: unknown;
}

/** Functions carry the name of the key under which they were written, which says nothing. */
const NAMELESS = new Set(['', 'guard', 'actions', 'entry', 'exit', 'anonymous']);

function nameOf(it: Named, otherwise: string): string {
  return typeof it.name === 'string' && !NAMELESS.has(it.name) ? it.name : otherwise;
}

function staticParams(params: unknown): Readonly<Record<string, unknown>> | null {
  return typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : null;
}

function withParams(type: string, params: unknown): string {
  const values = Object.values(staticParams(params) ?? {})
    .filter(value => value !== null)
    .map(value => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
  return [type, ...values].join(' ');
}

// XState marks its combinators with the function that checks them; names do not survive a bundler.
const check = (combinator: unknown): unknown => (combinator as Named).check;
const CHECKS = { and: check(and([])), or: check(or([])), not: check(not('x')), stateIn: check(stateIn('x')) };

/** `hookPanicked preShutdown`, `a or b`, `not a`. */
export function guardLabel(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  const it = guard as Named;
  if (typeof guard !== 'function') return withParams(String(it.type), it.params);
  const inner = it.guards ?? [];
  switch (it.check) {
    case CHECKS.and:
      return inner.map(part => operand(part)).join(' and ');
    case CHECKS.or:
      return inner.map(part => operand(part)).join(' or ');
    case CHECKS.not:
      return `not ${operand(inner[0])}`;
    case CHECKS.stateIn:
      return `in ${typeof it.stateValue === 'string' ? it.stateValue : JSON.stringify(it.stateValue)}`;
    default:
      return nameOf(it, 'a condition');
  }
}

function operand(guard: unknown): string {
  const label = guardLabel(guard);
  const it = guard as Named;
  return it.check === CHECKS.and || it.check === CHECKS.or ? `(${label})` : label;
}

function typeOf(action: unknown): string {
  if (typeof action === 'string') return action;
  const { type } = action as Named;
  return typeof type === 'string' ? type : '';
}

/** An action of a definition: a name, a name with parameters, one of XState's own, or a function. */
export function actionOf(action: unknown): ChartAction {
  if (typeof action === 'string') return { label: action, params: null };
  const it = action as Named;
  const type = typeOf(action);
  if (type === 'xstate.raise') return { label: ['raise', ...eventTypes(it.event)].join(' '), params: null };
  if (type === 'xstate.assign') return { label: ['assign', assigned(it)].join(' ').trimEnd(), params: null };
  if (type.startsWith('xstate.')) return { label: type.slice('xstate.'.length), params: null };
  if (typeof action === 'function') return { label: nameOf(it, 'an action'), params: null };
  return { label: withParams(type, it.params), params: staticParams(it.params) };
}

function assigned({ assignment }: Named): string {
  return typeof assignment === 'object' && assignment !== null ? Object.keys(assignment).join(', ') : '';
}

function eventTypes(event: unknown): string[] {
  const type = typeof event === 'object' && event !== null ? (event as Named).type : undefined;
  return typeof type === 'string' ? [type] : [];
}

/** The types of events that an action raises, as far as the definition says. */
export function raisedBy(action: unknown): string[] {
  return typeOf(action) === 'xstate.raise' ? eventTypes((action as Named).event) : [];
}

/** XState keeps the timers of `after` by actions of its own; a drawing has the transition instead. */
export function isTimerKeeping(action: unknown): boolean {
  const type = typeOf(action);
  if (type === 'xstate.cancel')
    return String((action as { sendId?: unknown }).sendId).startsWith('xstate.after.');
  return type === 'xstate.raise' && raisedBy(action).some(raised => raised.startsWith('xstate.after.'));
}

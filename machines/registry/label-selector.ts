/** Label selectors: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1` (k8s.io/apimachinery pkg/labels/selector.go). */
import { isObject, type Json } from './json.ts';
import { labelValueProblems, qualifiedNameProblems } from './names.ts';
import { badRequest } from './status.ts';

type Operator = 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** An empty selector matches everything. */
export type LabelSelector = readonly Requirement[];

type Token = { readonly text: string; readonly isWord: boolean };

/** Reads a selector. Throws a 400 that says what was found where something else was expected. */
export function parseLabelSelector(text: string): LabelSelector {
  const tokens = tokensOf(text);
  const requirements: Requirement[] = [];
  let at = 0;
  while (at < tokens.length) {
    const [requirement, next] = parseRequirement(tokens, at);
    requirements.push(requirement);
    at = next;
    if (at === tokens.length) break;
    const separator = tokens[at] as Token;
    if (separator.text !== ',' || separator.isWord) throw unexpected(separator, "',' or 'end of string'");
    at++;
    if (at === tokens.length) throw unexpected(undefined, 'identifier after ","');
  }
  return requirements;
}

/** Splits into words and the signs `= == != , ( ) ! < >`. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [part] of text.matchAll(/==|!=|[=!,()<>]|[^\s=!,()<>]+/g)) {
    tokens.push({ text: part, isWord: !/^[=!,()<>]/.test(part) });
  }
  return tokens;
}

function unexpected(token: Token | undefined, wanted: string): Error {
  const found = token === undefined ? '' : token.text;
  return badRequest(`unable to parse requirement: found '${found}', expected: ${wanted}`);
}

function parseRequirement(tokens: readonly Token[], start: number): [Requirement, number] {
  let at = start;
  let operator: Operator = 'exists';
  if (tokens[at]?.text === '!') {
    operator = '!';
    at++;
  }
  const keyToken = tokens[at];
  if (!keyToken?.isWord) throw unexpected(keyToken, 'identifier');
  const key = keyToken.text;
  check(qualifiedNameProblems(key), `key: Invalid value: ${JSON.stringify(key)}`);
  at++;
  const next = tokens[at];
  if (operator === '!' || next === undefined || (next.text === ',' && !next.isWord)) {
    return [{ key, operator, values: [] }, at];
  }
  at++;
  switch (next.text) {
    case '=':
    case '==':
    case '!=': {
      const [value, after] = parseValue(tokens, at);
      return [{ key, operator: next.text === '!=' ? 'notin' : 'in', values: [value] }, after];
    }
    case '<':
    case '>': {
      const [value, after] = parseValue(tokens, at);
      if (!/^[+-]?\d+$/.test(value)) {
        throw badRequest(
          `values[0]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
        );
      }
      return [{ key, operator: next.text === '<' ? 'lt' : 'gt', values: [value] }, after];
    }
    case 'in':
    case 'notin': {
      const [values, after] = parseValues(tokens, at);
      return [{ key, operator: next.text, values }, after];
    }
    default:
      throw unexpected(next, "in, notin, =, ==, !=, gt, lt, or ',' or end of string");
  }
}

/** A value may be missing: `a=` is the empty string. */
function parseValue(tokens: readonly Token[], at: number): [string, number] {
  const token = tokens[at];
  if (token === undefined || token.text === ',') return ['', at];
  if (!token.isWord) throw unexpected(token, 'identifier');
  checkValue(token.text, 0);
  return [token.text, at + 1];
}

function parseValues(tokens: readonly Token[], start: number): [string[], number] {
  let at = start;
  if (tokens[at]?.text !== '(') throw unexpected(tokens[at], "'('");
  at++;
  const values: string[] = [];
  let wantsValue = true;
  for (;;) {
    const token = tokens[at++];
    if (token === undefined) throw unexpected(token, "',' or ')'");
    if (token.isWord) {
      if (!wantsValue) throw unexpected(token, "',' or ')'");
      checkValue(token.text, values.length);
      values.push(token.text);
      wantsValue = false;
    } else if (token.text === ',') {
      if (wantsValue) values.push('');
      wantsValue = true;
    } else if (token.text === ')') {
      if (wantsValue) values.push('');
      return [values, at];
    } else {
      throw unexpected(token, "',', ')' or identifier");
    }
  }
}

function checkValue(value: string, index: number): void {
  check(labelValueProblems(value), `values[${index}]: Invalid value: ${JSON.stringify(value)}`);
}

function check(problems: readonly string[], what: string): void {
  if (problems.length > 0) throw badRequest(`unable to parse requirement: ${what}: ${problems.join('; ')}`);
}

const INTEGER = /^[+-]?\d+$/;

/** Whether labels, the object `metadata.labels`, match. */
export function matchesLabels(selector: LabelSelector, labels: Json | undefined): boolean {
  return selector.every(requirement => {
    const found = isObject(labels) && Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : null;
    return meets(requirement, typeof found === 'string' ? found : null);
  });
}

/** `value` is null when the label is absent. */
function meets({ operator, values }: Requirement, value: string | null): boolean {
  switch (operator) {
    case 'exists':
      return value !== null;
    case '!':
      return value === null;
    case 'in':
      return value !== null && values.includes(value);
    case 'notin':
      return value === null || !values.includes(value);
    case 'gt':
      return value !== null && INTEGER.test(value) && Number(value) > Number(values[0]);
    case 'lt':
      return value !== null && INTEGER.test(value) && Number(value) < Number(values[0]);
  }
}

/** Errors of the control API as RFC 9457 problems: each says what a person can do about it. */
import { STATUS_CODES } from 'node:http';
import type { Problem } from '../../machines/api.ts';
import type { ScenarioProblem } from '../../machines/scenario/parse.ts';

/** What a problem may carry besides its status and its detail. */
export interface ProblemExtras {
  /** Where a scenario is wrong. */
  readonly problems?: readonly ScenarioProblem[];
  /** Headers that belong to its status, such as Allow. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by the handlers of the control API; answered as `application/problem+json`. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly extras: ProblemExtras;

  constructor(status: number, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.extras = extras;
  }
}

/** The body of a problem. */
export function problemBody(problem: ApiProblem): string {
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    ...(problem.extras.problems === undefined ? {} : { problems: problem.extras.problems }),
  };
  return JSON.stringify(body);
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The response of a problem. */
export function problemResponse(problem: ApiProblem): Response {
  return new Response(problemBody(problem), {
    status: problem.status,
    headers: { ...problem.extras.headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  });
}

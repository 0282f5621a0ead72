/** What clients send: validated before anything is done with it. */
import { z } from 'zod';
import type { InjectFaultBody, RunMode, SendRequestBody, SendSignalBody } from '../../machines/api.ts';
import type { Protocol } from '../../machines/recording/events.ts';
import {
  closest,
  parseScenario,
  type ScenarioResult,
  validateScenario,
} from '../../machines/scenario/parse.ts';
import type { ApiServiceTurn } from '../../machines/scenario/schema.ts';
import { faultSchema } from '../../machines/traffic/fault-schema.ts';
import type { Library, ValidScenario } from '../scenario-input.ts';
import { ApiProblem } from './problem.ts';
import type { LiveRunSettings } from './runs.ts';

const startBody = z.strictObject({
  scenario: z.union(
    [z.string(), z.record(z.string(), z.unknown())],
    'must be a name of the library, a scenario, or YAML text',
  ),
  mode: z.enum(['simulate', 'live']),
  speed: z.number().gt(0).lte(1000).default(1),
  script: z.boolean().default(false),
  storage: z.enum(['kept', 'fresh']).default('kept'),
});

const signalBody = z.strictObject({ signal: z.enum(['SIGTERM', 'SIGINT', 'SIGKILL']) });

const apiServiceBody = z.strictObject({ name: z.string().min(1).max(253), available: z.boolean() });

const faultBody = z.strictObject({ fault: faultSchema });

const requestBody = z.strictObject({
  path: z
    .string()
    .max(8192)
    .regex(/^\/[^\s#]*$/, 'must begin with a slash and have no spaces'),
  connection: z.string().min(1).max(100).default('reuse'),
  protocol: z.enum(['h2', 'http/1.1']).optional(),
  name: z.string().min(1).max(100).optional(),
});

const MAX_BODY_BYTES = 1_048_576;

/**
 * The body of a request as text.
 * @throws ApiProblem 413 as soon as it turns out to be larger than 1 MiB
 */
export async function bodyText(request: Request): Promise<string> {
  const tooLarge = new ApiProblem(413, 'the body is larger than 1 MiB');
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BODY_BYTES) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A run to start. */
export interface StartOrder extends LiveRunSettings {
  readonly mode: RunMode;
  readonly scenario: ValidScenario;
}

/** @throws ApiProblem 400, for a scenario with the places of everything that is wrong with it. */
export function startOrder(text: string, library: Library): StartOrder {
  const { scenario, ...order } = parseBody(text, startBody);
  return { ...order, scenario: validScenario(scenario, library) };
}

/** @throws ApiProblem 400 */
export function apiServiceOrder(text: string): ApiServiceTurn {
  return parseBody(text, apiServiceBody);
}

/** @throws ApiProblem 400 */
export function signalOrder(text: string): SendSignalBody {
  return parseBody(text, signalBody);
}

/** @throws ApiProblem 400 */
export function requestOrder(text: string): Required<Pick<SendRequestBody, 'path' | 'connection'>> & {
  readonly protocol?: Protocol;
  readonly name?: string;
} {
  const { protocol, name, ...rest } = parseBody(text, requestBody);
  return {
    ...rest,
    ...(protocol === undefined ? {} : { protocol }),
    ...(name === undefined ? {} : { name }),
  };
}

/** @throws ApiProblem 400 */
export function faultOrder(text: string): InjectFaultBody {
  return parseBody(text, faultBody);
}

function parseBody<T extends z.ZodType>(text: string, schema: T): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiProblem(400, 'the body must be a JSON object');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(issue => [...issue.path, issue.message].join(': '));
  throw new ApiProblem(400, problems.join('; '));
}

function validScenario(scenario: string | Record<string, unknown>, library: Library): ValidScenario {
  const result =
    typeof scenario === 'string' ? scenarioOfText(scenario, library) : validateScenario(scenario);
  if (result.ok) return result;
  const { problems } = result;
  const [first] = problems;
  const place = typeof scenario === 'string' ? `line ${first?.line}, column ${first?.column}: ` : '';
  const path = first?.path ? `${first.path}: ` : '';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new ApiProblem(400, `the scenario cannot be used: ${place}${path}${first?.message}${more}`, {
    problems,
  });
}

function scenarioOfText(text: string, library: Library): ScenarioResult {
  const known = library.find(({ name }) => name === text);
  if (known !== undefined) return parseScenario(known.yaml);
  // YAML of a scenario has keys; what has no colon is a name.
  if (text.includes(':')) return parseScenario(text);
  const names = library.map(({ name }) => name);
  const near = closest(text, names);
  throw new ApiProblem(
    400,
    `there is no scenario "${text}"; ${near ? `did you mean "${near}"?` : `there are ${names.join(', ')}`}`,
  );
}

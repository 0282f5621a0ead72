/** The control API and the page, as a Hono application. Everything about sockets is elsewhere. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { RunDetails, RunInfo, ScenarioInfo, SentRequest, StartedRun } from '../../machines/api.ts';
import type { LessonFiles } from '../../machines/lessons/lesson.ts';
import { recordingLines } from '../../machines/recording/writer.ts';
import { WORKSHOP_PATHS } from '../../machines/workshop/messages.ts';
import type { Library } from '../scenario-input.ts';
import { isLoopbackPeer } from './addresses.ts';
import { apiServiceOrder, bodyText, faultOrder, requestOrder, signalOrder, startOrder } from './bodies.ts';
import { refusalOf } from './origin.ts';
import { ApiProblem, problemResponse } from './problem.ts';
import { replayResponse } from './replayed-file.ts';
import type { Runs } from './runs.ts';
import { type Secret, unauthorized } from './secret.ts';
import { staticResponse } from './static-files.ts';

export interface AppOptions {
  readonly runs: Runs;
  readonly library: Library;
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** The address that the API listens on. */
  readonly boundHost: string;
  /** What everything that changes something needs; absent: nothing. */
  readonly secret?: Secret;
  /** A workshop is held: it has pages of its own. */
  readonly workshop?: boolean;
  /** The lessons that `GET /api/lessons` hands out, as their files are now; absent: none. */
  readonly ownLessons?: () => Promise<readonly LessonFiles[]>;
  /** The one recording that `GET /api/replay` hands out; absent: none. */
  readonly replayedFile?: string;
}

/** So many characters of a recording are handed on at a time. */
const CHUNK_LENGTH = 65_536;

/** The page that draws other people's machines. */
const INSPECT = '/inspect';
/** Applications of this machine may have it in a frame of theirs; others open it in a window of its own. */
const LOOPBACK_FRAMES =
  "'self' http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*";

/** What changes nothing. */
const READING: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const METHODS: readonly { readonly path: string; readonly methods: readonly string[] }[] = [
  { path: '/api/scenarios', methods: ['GET'] },
  { path: '/api/lessons', methods: ['GET'] },
  { path: '/api/replay', methods: ['GET'] },
  { path: '/api/runs', methods: ['GET', 'POST'] },
  { path: '/api/runs/:id', methods: ['GET', 'DELETE'] },
  { path: '/api/runs/:id/recording', methods: ['GET'] },
  { path: '/api/runs/:id/audit', methods: ['GET'] },
  { path: '/api/runs/:id/signals', methods: ['POST'] },
  { path: '/api/runs/:id/requests', methods: ['POST'] },
  { path: '/api/runs/:id/faults', methods: ['POST'] },
  { path: '/api/runs/:id/api-services', methods: ['POST'] },
];

type App = Hono<{ Bindings: HttpBindings }>;

export function createApp(options: AppOptions): App {
  const { runs, library, pageFolder, boundHost, replayedFile, secret } = options;
  const app: App = new Hono();

  app.use('*', async (context, next) => {
    const refusal = refusalOf(
      { host: context.req.header('host'), origin: context.req.header('origin') },
      boundHost,
    );
    if (refusal !== null) throw refusal;
    if (secret !== undefined && !READING.includes(context.req.method)) {
      const { remoteAddress } = context.env.incoming.socket;
      const problem = unauthorized(secret, remoteAddress ?? '', context.req.header('authorization'));
      if (problem !== null) throw problem;
    }
    await next();
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    const frames = context.req.path === INSPECT ? LOOPBACK_FRAMES : "'none'";
    context.header('content-security-policy', `frame-ancestors ${frames}`);
  });

  app.get('/api/scenarios', context => {
    const scenarios: ScenarioInfo[] = library.map(({ name, description, yaml }) => ({
      name,
      description,
      yaml,
    }));
    return context.json(scenarios);
  });
  app.get('/api/lessons', async context => context.json(await lessonsOf(options)));
  app.get('/api/replay', () => replayResponse(replayedFile ?? null));
  app.get('/api/runs', context => {
    const list: RunInfo[] = runs.list().map(run => run.info());
    return context.json(list);
  });
  app.post('/api/runs', async context => {
    const { mode, scenario, ...settings } = startOrder(await bodyText(context.req.raw), library);
    const run = await runs.start(mode, scenario, settings);
    const started: StartedRun = { id: run.id };
    return context.json(started, 201, { location: `/api/runs/${run.id}` });
  });
  app.get('/api/runs/:id', context => {
    const details: RunDetails = runOf(context).details();
    return context.json(details);
  });
  app.delete('/api/runs/:id', async context => {
    await runOf(context).end();
    return context.body(null, 204);
  });
  app.get('/api/runs/:id/recording', context => {
    const run = runOf(context);
    return context.body(chunked(recordingLines(run.recording)), 200, {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${run.id}.jsonl"`,
    });
  });
  app.get('/api/runs/:id/audit', context => {
    const run = runOf(context);
    const { lines, forgotten } = run.audit();
    return context.body(chunked(lines[Symbol.iterator]()), 200, {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${run.id}-audit.jsonl"`,
      // The memory is bounded: how many older events are not in it any more.
      'x-events-forgotten': String(forgotten),
    });
  });
  app.post('/api/runs/:id/signals', async context => {
    const run = runOf(context);
    const order = signalOrder(await bodyText(context.req.raw));
    run.signal(order.signal);
    return context.json(order, 202);
  });
  app.post('/api/runs/:id/requests', async context => {
    const run = runOf(context);
    const sent: SentRequest = { request: run.request(requestOrder(await bodyText(context.req.raw))) };
    return context.json(sent, 202);
  });
  app.post('/api/runs/:id/faults', async context => {
    const run = runOf(context);
    const order = faultOrder(await bodyText(context.req.raw));
    run.inject(order.fault);
    return context.json(order, 202);
  });
  app.post('/api/runs/:id/api-services', async context => {
    const run = runOf(context);
    const order = apiServiceOrder(await bodyText(context.req.raw));
    run.turnApiService(order);
    return context.json(order, 202);
  });
  app.get('/api/runs/:id/events', context => {
    runOf(context);
    throw new ApiProblem(426, 'the events are a WebSocket; GET /api/runs/ID/recording has them as a file', {
      headers: { upgrade: 'websocket' },
    });
  });

  app.get(WORKSHOP_PATHS.socket, () => {
    throw options.workshop
      ? new ApiProblem(426, 'the workshop is a WebSocket', { headers: { upgrade: 'websocket' } })
      : noWorkshop();
  });

  for (const { path, methods } of METHODS) {
    app.all(path, context => {
      const detail = `${context.req.path} takes ${methods.join(' and ')}, not ${context.req.method}`;
      throw new ApiProblem(405, detail, { headers: { allow: methods.join(', ') } });
    });
  }
  app.all('/api/*', context => {
    throw new ApiProblem(404, `there is no ${context.req.path} in this API`);
  });
  app.get(`${INSPECT}/`, context => context.redirect(INSPECT));
  app.get(INSPECT, context => {
    // What it draws are machines of this machine's other programs.
    if (!isLoopbackPeer(context.env.incoming.socket.remoteAddress)) throw onlyHere();
    return staticResponse(pageFolder, '/inspect.html', encodingsOf(context));
  });
  for (const path of [WORKSHOP_PATHS.audience, WORKSHOP_PATHS.presenter, WORKSHOP_PATHS.notes]) {
    // The page's own addresses are relative: a slash at the end would lead them astray.
    app.get(`${path}/`, context => context.redirect(path));
    app.get(path, context => {
      if (options.workshop) return staticResponse(pageFolder, '/index.html', encodingsOf(context));
      throw noWorkshop();
    });
  }
  app.get('*', context => staticResponse(pageFolder, context.req.path, encodingsOf(context)));
  app.all('*', context => {
    throw new ApiProblem(405, `${context.req.path} takes GET, not ${context.req.method}`, {
      headers: { allow: 'GET' },
    });
  });

  app.onError(error => problemResponse(error instanceof ApiProblem ? error : internalProblem(error)));

  function runOf(context: Context<{ Bindings: HttpBindings }, '/api/runs/:id'>) {
    return runs.get(context.req.param('id'));
  }

  return app;
}

/** For the addresses of a workshop while none is held. */
export function noWorkshop(): ApiProblem {
  return new ApiProblem(404, 'no workshop is held here; "lastcall serve --workshop" holds one');
}

/** For what only this machine may use. */
export function onlyHere(): ApiProblem {
  return new ApiProblem(403, 'only the machine that the program runs on may use this');
}

async function lessonsOf({ ownLessons }: AppOptions): Promise<readonly LessonFiles[]> {
  try {
    return (await ownLessons?.()) ?? [];
  } catch (error) {
    throw new ApiProblem(500, error instanceof Error ? error.message : String(error));
  }
}

function encodingsOf(context: Context): string | undefined {
  return context.req.header('accept-encoding');
}

function internalProblem(error: Error): ApiProblem {
  process.stderr.write(`lastcall: ${error.stack ?? error.message}\n`);
  return new ApiProblem(500, 'the program has a bug: its standard error says more');
}

/** Lines as a stream of bytes that is only made as fast as it is read. */
function chunked(lines: Iterator<string, unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      let text = '';
      while (text.length < CHUNK_LENGTH) {
        const { done, value } = lines.next();
        if (done) break;
        text += `${value}\n`;
      }
      if (text === '') controller.close();
      else controller.enqueue(encoder.encode(text));
    },
  });
}

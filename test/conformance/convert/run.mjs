/** The facts of one recorded run. */
import { eventsOf, nghttpName, sentOn, tenth } from './source.mjs';

const HEADERS = ['cache-control', 'connection', 'content-type', 'retry-after', 'x-content-type-options'];

/** The bare HTTP/2 client wrote down these only. */
const HEADERS_OF_FRAMES = ['content-type', 'retry-after'];

const MAX_BODY = 200;

/**
 * @param {import('./source.mjs').SourceTrace} source
 * @returns {Record<string, number> | null}
 */
export function settingsOf(source) {
  const frame = source.runs[0]?.events.find(event => event.what === 'SETTINGS');
  if (!frame) return null;
  return Object.fromEntries(
    Object.entries(frame).flatMap(([key, value]) =>
      /^[A-Z_]+$/.test(key) && typeof value === 'number' ? [[key, value]] : [],
    ),
  );
}

/**
 * @param {import('./source.mjs').SourceTrace} source
 * @param {string} version
 * @param {import('./source.mjs').SourceRun} run
 * @param {readonly number[]} probeCounts how many probes of each kind the scenario has
 * @param {(outcome: import('../trace.ts').TraceOutcome) => number} indexOf where an outcome is kept
 * @returns {import('../trace.ts').TraceRun}
 */
export function runFacts(source, version, run, probeCounts, indexOf) {
  const { scenario } = source;
  const { events } = run;
  const time = (/** @type {string} */ kind, /** @type {string} */ what) => {
    const event = events.find(candidate => candidate.kind === kind && candidate.what === what);
    return event ? tenth(event.t) : null;
  };
  const returned = events.find(event => event.kind === 'run-returned');
  const exit = events.find(event => event.kind === 'exit');
  if (!exit) throw new Error(`${scenario.name}: a run without an exit`);
  const raw = [
    ...(scenario.rawH2Connections ?? []).map(item => ({ item, protocol: /** @type {const} */ ('h2') })),
    ...(scenario.rawH1Connections ?? []).map(item => ({ item, protocol: /** @type {const} */ ('http/1.1') })),
  ];
  return {
    signals: events
      .filter(event => event.kind === 'signal')
      .map(event => [
        /** @type {import('../../../machines/signals.ts').SignalName} */ (event.name),
        tenth(event.t),
      ]),
    ...(scenario.options.muxDelayMs === undefined
      ? {}
      : { muxCompletedAt: time('boot', 'registered mux signal closed') }),
    ...(hasSignals(version) ? {} : { listenerClosedAt: listenerClosedAt(run) }),
    hooks: hooks(run),
    audit: { stopChannelClosedAt: time('audit', 'Run-stopCh-closed'), shutdownAt: time('audit', 'Shutdown') },
    returned: returned ? { t: tenth(returned.t), error: returned.err ?? null } : null,
    exit: { t: tenth(exit.t), code: exit.exitCode ?? 0 },
    requests: [
      ...events.filter(event => event.kind === 'request').map(event => inFlight(run, event, indexOf)),
      ...raw.flatMap(({ item }) => onConnection(run, item, indexOf)),
      ...(scenario.nghttp ?? []).map(path => ofNghttp(run, path, indexOf)),
    ],
    connections: raw.map(({ item, protocol }) => connection(run, item.id, protocol)),
    probes: probeCounts.map((count, kind) =>
      (run.probes?.rows ?? [])
        .filter(row => row[0] === kind)
        .slice(0, count)
        .map(([, start, end, conn, outcome]) => {
          const got = run.probes?.outcomes[outcome];
          if (!got) throw new Error(`${scenario.name}: a probe without its outcome`);
          return /** @type {const} */ ([start, end, conn, indexOf(outcomeOf(got))]);
        }),
    ),
  };
}

/**
 * The signals came with 1.22. Before, only a line of the log says that nobody listens any more.
 * @param {string} version
 */
function hasSignals(version) {
  return Number(version.split('.')[1]) >= 22;
}

/** @param {import('./source.mjs').SourceRun} run */
function listenerClosedAt(run) {
  const line = run.events.find(event => event.text?.startsWith('Stopped listening on '));
  return line ? tenth(line.t) : null;
}

/**
 * @param {import('./source.mjs').SourceRun} run
 * @returns {import('../trace.ts').TraceHook[]}
 */
function hooks(run) {
  const events = run.events.filter(event => event.kind === 'hook');
  return events
    .filter(event => event.what?.endsWith(' begin'))
    .map(begin => {
      const later = events.filter(event => event.name === begin.name && event !== begin);
      const end = later.find(event => /( end| error| panics)$/.test(event.what ?? ''));
      if (!end) throw new Error(`the hook ${begin.name} does not end`);
      const done = later.find(event => event.what === 'post-start context done');
      return {
        phase: begin.what === 'post-start begin' ? 'postStart' : 'preShutdown',
        name: begin.name ?? '',
        start: tenth(begin.t),
        end: tenth(end.t),
        error: end.err ?? null,
        panicked: end.what === 'pre-shutdown panics',
        ...(done ? { contextDoneAt: tenth(done.t) } : {}),
      };
    });
}

/**
 * @param {import('./source.mjs').SourceRun} run
 * @param {import('./source.mjs').SourceEvent} event
 * @param {(outcome: import('../trace.ts').TraceOutcome) => number} indexOf
 * @returns {import('../trace.ts').TraceRequest}
 */
function inFlight(run, event, indexOf) {
  const headersAt = event.headersAt ?? event.firstByteAt;
  return {
    name: event.id ?? '',
    start: tenth(event.start ?? event.t),
    headersAt: headersAt === undefined ? null : tenth(headersAt),
    end: event.end === undefined ? null : tenth(event.end),
    outcome: indexOf(outcomeOf(event.outcome ?? {})),
    audited: run.events.some(
      audit =>
        audit.stage === 'ResponseComplete' &&
        new URL(audit.uri ?? '', 'https://localhost').searchParams.get('id') === event.id,
    ),
  };
}

/**
 * The requests of a bare client on one connection.
 * @param {import('./source.mjs').SourceRun} run
 * @param {import('./source.mjs').SourceConnection} item
 * @param {(outcome: import('../trace.ts').TraceOutcome) => number} indexOf
 * @returns {import('../trace.ts').TraceRequest[]}
 */
function onConnection(run, item, indexOf) {
  const events = eventsOf(run, item.id);
  const ended = events.find(event => event.error !== undefined && event.what !== 'client request');
  const goaway = events.findIndex(event => event.what === 'GOAWAY');
  return sentOn(run, item).map(({ name, event: sent }, index, all) => {
    const next = all[index + 1]?.event;
    // On HTTP/1.1 a response belongs to the last request before it.
    const mine = events.filter(event =>
      sent.kind === 'h2frame'
        ? event.stream === sent.stream
        : event.t >= sent.t && (next === undefined || event.t < next.t),
    );
    const headers = mine.find(event => event.what === 'HEADERS' || event.what === 'response headers');
    const end = mine.find(
      event =>
        (event.what === 'DATA' && event.endStream) ||
        (event.what === 'response end' && event.error === undefined),
    );
    const status = headers?.status ?? headers?.headers?.[':status'];
    /** @type {(result: import('../trace.ts').TraceResult, end: number | null) => import('../trace.ts').TraceRequest} */
    const request = (result, ended) => ({
      name,
      start: tenth(sent.t),
      headersAt: headers ? tenth(headers.t) : null,
      end: ended === null ? null : tenth(ended),
      outcome: indexOf({
        result,
        status: status === undefined ? null : Number(status),
        headers: headersThatMatter(headers?.headers ?? {}),
        headersSeen: sent.kind === 'h2frame' ? HEADERS_OF_FRAMES : HEADERS,
        ...(result === 'complete' ? body(end?.body ?? end?.data) : {}),
      }),
      ...(sent.kind === 'h2frame' && sent.stream !== undefined ? { stream: sent.stream } : {}),
      ...(headers && goaway >= 0 ? { afterGoaway: events.indexOf(headers) > goaway } : {}),
    });
    if (sent.error !== undefined) return request('notSent', null);
    if (end) return request('complete', end.t);
    if (!headers) return request('ignored', null);
    if (!ended) throw new Error(`${name}: neither the response nor its connection ends`);
    return request('cut', ended.t);
  });
}

/**
 * A request of nghttp. It closes its connection as soon as it has its response.
 * @param {import('./source.mjs').SourceRun} run
 * @param {string} path
 * @param {(outcome: import('../trace.ts').TraceOutcome) => number} indexOf
 * @returns {import('../trace.ts').TraceRequest}
 */
function ofNghttp(run, path, indexOf) {
  const events = run.events.filter(event => event.kind === 'nghttp' && event.path === path);
  const line = (/** @type {RegExp} */ pattern) => events.find(event => pattern.test(event.line ?? ''));
  const sent = line(/send HEADERS/);
  const headers = line(/recv \(stream_id=\d+\) :status:/);
  const end = line(/recv DATA frame <length=\d+, flags=0x01/);
  const goaway = line(/recv GOAWAY/);
  const cut = line(/requests were not processed/);
  if (!sent || !(end ?? cut)) throw new Error(`nghttp ${path}: no end`);
  return {
    name: nghttpName(path),
    start: tenth(sent.t),
    headersAt: headers ? tenth(headers.t) : null,
    end: tenth((end ?? cut)?.t ?? 0),
    outcome: indexOf({
      result: end ? 'complete' : 'cut',
      status: headers ? Number(/:status: (\d+)/.exec(headers.line ?? '')?.[1]) : null,
      headers: {},
      headersSeen: [],
    }),
    goawayAt: goaway ? tenth(goaway.t) : null,
  };
}

/**
 * @param {import('./source.mjs').SourceRun} run
 * @param {string} name
 * @param {import('../../../machines/recording/events.ts').Protocol} protocol
 * @returns {import('../trace.ts').TraceConnection}
 */
function connection(run, name, protocol) {
  const events = eventsOf(run, name);
  const ended = events.find(event => event.error !== undefined && event.what !== 'client request');
  if (!ended) throw new Error(`the connection ${name} does not end`);
  return {
    name,
    protocol,
    openedAt: tenth(events[0]?.t ?? 0),
    goaways: events
      .filter(event => event.what === 'GOAWAY')
      .map(event => ({
        t: tenth(event.t),
        lastStreamId: event.lastStreamID ?? 0,
        errorCode: event.errCode ?? '',
      })),
    closedAt: tenth(ended.t),
  };
}

/**
 * What Go's client got.
 * @param {import('./source.mjs').SourceOutcome} outcome
 * @returns {import('../trace.ts').TraceOutcome}
 */
function outcomeOf(outcome) {
  return {
    result: resultOf(outcome),
    status: outcome.status ?? null,
    headers: goHeaders(outcome),
    headersSeen: HEADERS,
    ...body(outcome.body),
  };
}

/**
 * @param {import('./source.mjs').SourceOutcome} outcome
 * @returns {import('../trace.ts').TraceResult}
 */
function resultOf(outcome) {
  if (outcome.class === undefined) return 'complete';
  if (outcome.class === 'connection refused') return 'refused';
  return outcome.class === 'timeout' ? 'timedOut' : 'cut';
}

/**
 * Go's client takes `Connection: close` out of the headers and says it apart.
 * @param {import('./source.mjs').SourceOutcome} outcome
 */
function goHeaders(outcome) {
  return headersThatMatter({ ...outcome.headers, ...(outcome.closeAfter ? { Connection: 'close' } : {}) });
}

/** @param {Record<string, string>} headers */
function headersThatMatter(headers) {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => /** @type {const} */ ([name.toLowerCase(), value]))
      .filter(([name]) => HEADERS.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** @param {string | undefined} text */
function body(text) {
  return text === undefined || text === '' ? {} : { body: text.slice(0, MAX_BODY) };
}

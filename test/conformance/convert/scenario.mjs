/** A recorded scenario in this program's own format. */
import { eventsOf, median, nghttpName, sentOn } from './source.mjs';

/** The watch of the recording program. */
const WATCH_PATH = '/apis/watch.group/v1/namespaces/ns/bars?watch=true';

/** What each kind of probe asked for (the audit events of the recordings name the paths). */
const PROBE_PATHS = {
  echo: '/echo?message=p',
  readyz: '/readyz',
  'readyz-verbose': '/readyz?verbose',
  healthz: '/healthz',
  livez: '/livez',
  'unknown-path': '/no/such/path',
  'watch-request': WATCH_PATH,
};

/** A watch probe gives up after this time; its watch has no events before that. */
const WATCH_PROBE_TIMEOUT = { timeout: '300ms', interval: '60s' };

/** nghttp, and a probe on a new connection, close it when they have their response; the other clients keep theirs. */
const CLOSED_AFTER_USE = { connection: 'new', keepAlive: false };

/**
 * In the scenarios that record the start, the first probe began before the port was open and was tried until it
 * worked. It is sent this long after the start instead.
 */
const PORT_IS_OPEN_MS = 5;

/**
 * When SIGTERM comes, in milliseconds after the server was prepared.
 * @param {import('./source.mjs').SourceTrace} source
 */
export function stopOffset(source) {
  return Math.round(
    median(source.runs.map(run => -(run.events.find(event => event.what === 'prepared')?.t ?? 0))),
  );
}

/**
 * The start of every probe: by kind and index, the median of the runs. What only the longer runs have is left out: it
 * came after the exit.
 * @param {import('./source.mjs').SourceTrace} source
 * @returns {number[][]}
 */
export function probeTimes(source) {
  const kinds = source.runs[0]?.probes?.kinds ?? [];
  return kinds.map((_, kind) => {
    const starts = source.runs.map(run =>
      (run.probes?.rows ?? []).filter(row => row[0] === kind).map(row => row[1]),
    );
    const count = Math.min(...starts.map(times => times.length));
    return Array.from({ length: count }, (_item, index) => median(starts.map(times => times[index] ?? 0)));
  });
}

/**
 * @param {import('./source.mjs').SourceTrace} source
 * @param {string} version
 * @param {number} stopAtMs
 * @returns {import('../../../machines/scenario/schema.ts').ScenarioSource}
 */
export function scenarioOf(source, version, stopAtMs) {
  const { scenario, runs } = source;
  const at = (/** @type {number} */ t) => milliseconds(Math.max(t + stopAtMs, PORT_IS_OPEN_MS));
  /** @type {NonNullable<import('../../../machines/scenario/schema.ts').ScenarioSource['connections']>} */
  const connections = [];
  /** @type {{ t: number, entry: object }[]} */
  const script = [{ t: 0, entry: { at: milliseconds(stopAtMs), signal: 'SIGTERM' } }];
  const send = (/** @type {number} */ t, /** @type {object} */ request) => {
    script.push({ t, entry: { at: at(t), request } });
  };

  for (const item of scenario.inFlight) {
    const t = median(
      runs.map(run => run.events.find(event => event.kind === 'request' && event.id === item.id)?.start ?? 0),
    );
    const connection = item.conn ?? 'new';
    if (connection !== 'new' && !connections.some(known => known.name === connection)) {
      connections.push({ name: connection, protocol: protocol(item.proto), opensAt: at(t - 1) });
    }
    send(t, {
      name: item.id,
      ...(item.type === 'watch'
        ? watch(item.watchEventEveryMs ?? 1000)
        : { path: sleep(item.handlerMs ?? 0) }),
      ...(item.watchIgnoresShutdownSignal ? { ignoresShutdown: true } : {}),
      protocol: protocol(item.proto),
      connection,
    });
  }
  for (const [kind, raw] of [
    ...(scenario.rawH2Connections ?? []).map(item => /** @type {const} */ (['h2', item])),
    ...(scenario.rawH1Connections ?? []).map(item => /** @type {const} */ (['h1', item])),
  ]) {
    const opened = median(runs.map(run => eventsOf(run, raw.id)[0]?.t ?? 0));
    connections.push({ name: raw.id, protocol: protocol(kind), opensAt: at(opened - 1) });
    const [first] = runs;
    for (const sent of first ? sentOn(first, raw) : []) {
      const request = { name: sent.name, ...pathOf(sent.event.path ?? ''), connection: raw.id };
      if (sent.afterGoaway) script.push({ t: 0, entry: { request: { ...request, afterGoaway: true } } });
      else
        send(
          median(runs.map(run => sentOn(run, raw).find(same => same.name === sent.name)?.event.t ?? 0)),
          request,
        );
    }
  }
  for (const path of scenario.nghttp ?? []) {
    const t = median(
      runs.map(
        run => run.events.find(event => event.path === path && event.line?.includes('send HEADERS'))?.t ?? 0,
      ),
    );
    send(t, { name: nghttpName(path), ...pathOf(path), protocol: 'h2', ...CLOSED_AFTER_USE });
  }
  probeTimes(source).forEach((times, kind) => {
    const name = runs[0]?.probes?.kinds[kind] ?? '';
    const [, what, connection, proto] = /^(.+)-(new|reused)-(h1|h2)$/.exec(name) ?? [];
    const path = PROBE_PATHS[/** @type {keyof typeof PROBE_PATHS} */ (what)];
    if (path === undefined) throw new Error(`a probe of an unknown kind: ${name}`);
    times.forEach((t, index) => {
      send(t, {
        name: `probe-${name}-${index}`,
        path,
        ...(what === 'watch-request' ? WATCH_PROBE_TIMEOUT : {}),
        protocol: protocol(proto ?? ''),
        ...(connection === 'reused' ? { connection: 'reuse' } : CLOSED_AFTER_USE),
      });
    });
  });

  const { options } = scenario;
  const lingerMs = Number(options.lingerMs ?? 0);
  return {
    name: scenario.name,
    description: scenario.about,
    lineage: lineage(version),
    server: serverFlags(options, scenario.startupScenario === true),
    hooks: {
      postStart: (scenario.postStartHooks ?? []).map(hook => ({
        name: hook.name,
        takes: milliseconds(hook.ms),
      })),
      preShutdown: scenario.preShutdownHooks.map(hook => ({
        name: hook.name,
        takes: milliseconds(hook.ms),
        fails: hook.panic === undefined ? (hook.err ?? /** @type {const} */ (false)) : 'panic',
      })),
    },
    ...(lingerMs > 0 ? { process: { linger: milliseconds(lingerMs) } } : {}),
    connections,
    script: /** @type {import('../../../machines/scenario/schema.ts').ScenarioSource['script']} */ (
      script.sort((a, b) => a.t - b.t).map(item => item.entry)
    ),
  };
}

/**
 * @param {import('./source.mjs').SourceScenario['options']} options
 * @param {boolean} recordsStart
 * @returns {import('../../../machines/scenario/schema.ts').ScenarioSource['server']}
 */
function serverFlags(options, recordsStart) {
  const graceMs = Number(options.watchGraceMs ?? 0);
  const muxDelayMs = options.muxDelayMs;
  return {
    'shutdown-delay-duration': milliseconds(Number(options.shutdownDelayMs)),
    'shutdown-send-retry-after': options.sendRetryAfter === true,
    'shutdown-timeout': milliseconds(Number(options.shutdownTimeoutMs)),
    'request-timeout': milliseconds(Number(options.requestTimeoutMs)),
    ...(graceMs > 0 ? { 'shutdown-watch-termination-grace-period': milliseconds(graceMs) } : {}),
    ...(muxDelayMs === undefined
      ? {}
      : { 'mux-delay': Number(muxDelayMs) < 0 ? 'never' : milliseconds(Number(muxDelayMs)) }),
    // The other scenarios never ask for an unknown path.
    ...(recordsStart && options.kubeNotFoundHandler !== true ? { 'not-found-handler': false } : {}),
  };
}

/**
 * A path of the recording program as a path of this one.
 * @param {string} path
 */
function pathOf(path) {
  const url = new URL(path, 'https://localhost');
  if (url.searchParams.get('watch') === 'true') return watch(Number(url.searchParams.get('everyMs')));
  if (url.pathname === '/slow') return { path: sleep(Number(url.searchParams.get('ms'))) };
  if (url.pathname === '/echo') return { path: `/echo?message=${url.searchParams.get('m')}` };
  throw new Error(`a request for an unknown path: ${path}`);
}

/** @param {number} everyMs */
function watch(everyMs) {
  return { path: WATCH_PATH, interval: milliseconds(everyMs) };
}

/** @param {number} ms */
function sleep(ms) {
  return `/sleep?duration=${milliseconds(ms)}`;
}

/** @param {string} proto */
function protocol(proto) {
  return proto === 'h1' ? 'http/1.1' : 'h2';
}

/** The steps of the lineage that were recorded, by the minor version that each begins with. */
const STEPS = [16, 19, 22, 23, 24, 25, 27, 33];
const NAMES = ['1.16', '1.20', '1.22', '1.23', '1.24', '1.25', '1.27', '1.33'];

/** @param {string} version */
function lineage(version) {
  const minor = Number(version.split('.')[1]);
  const step = NAMES[STEPS.filter(first => first <= minor).length - 1];
  if (step === undefined) throw new Error(`no step of the lineage has version ${version}`);
  return step;
}

/** @param {number} ms */
function milliseconds(ms) {
  return `${Math.round(ms * 10) / 10}ms`;
}

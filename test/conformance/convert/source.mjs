/**
 * What a recorded file holds, as far as the converter reads it. Times are milliseconds since the stop signal.
 *
 * @typedef {{ name: string, ms: number, err?: string, panic?: string }} SourceHook
 * @typedef {{ id: string, type: 'nonlong' | 'watch', proto: 'h1' | 'h2', conn?: string, handlerMs?: number,
 *   watchEventEveryMs?: number, watchIgnoresShutdownSignal?: boolean }} SourceInFlight
 * @typedef {{ id: string, openStream: 'none' | 'echo' | 'watch' | 'slow', slowMs?: number,
 *   newStreamAfterFirstGoaway: boolean, newStreamAtMs?: number[] }} SourceConnection
 * @typedef {{ name: string, about: string, options: Record<string, number | boolean | undefined>,
 *   preShutdownHooks: SourceHook[], postStartHooks?: SourceHook[], inFlight: SourceInFlight[],
 *   rawH2Connections?: SourceConnection[], rawH1Connections?: SourceConnection[], nghttp?: string[],
 *   startupScenario?: boolean }} SourceScenario
 * @typedef {{ status?: number, headers?: Record<string, string>, body?: string, bodyError?: string, error?: string,
 *   class?: string, closeAfter?: boolean }} SourceOutcome
 * @typedef {{ t: number, kind: string, what?: string, name?: string, id?: string, conn?: string, err?: string | null,
 *   error?: string, why?: string, path?: string, uri?: string, stage?: string, stream?: number, status?: number,
 *   headers?: Record<string, string>, body?: string, data?: string, endStream?: boolean, lastStreamID?: number,
 *   errCode?: string, line?: string, text?: string, start?: number, end?: number, headersAt?: number, firstByteAt?: number,
 *   outcome?: SourceOutcome, exitCode?: number }} SourceEvent
 * @typedef {[kind: number, start: number, end: number, conn: number, outcome: number]} SourceProbe
 * @typedef {{ events: SourceEvent[], probes?: { kinds: string[], outcomes: SourceOutcome[], rows: SourceProbe[] } }} SourceRun
 * @typedef {{ scenario: SourceScenario, runs: SourceRun[] }} SourceTrace
 */

/**
 * A time to a tenth of a millisecond: finer is noise.
 * @param {number} ms
 */
export function tenth(ms) {
  return Math.round(ms * 10) / 10;
}

/**
 * @param {readonly number[]} values at least one
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.floor((sorted.length - 1) / 2)];
  if (value === undefined) throw new Error('no values to take the median of');
  return value;
}

/**
 * The events of one connection in one run.
 * @param {SourceRun} run
 * @param {string} connection
 */
export function eventsOf(run, connection) {
  return run.events.filter(
    event => (event.kind === 'h2frame' || event.kind === 'h1') && event.conn === connection,
  );
}

/**
 * The requests that a bare client sent on one connection, in order, with the names they have in the scenario.
 * @param {SourceRun} run
 * @param {SourceConnection} connection
 * @returns {{ name: string, event: SourceEvent, afterGoaway: boolean }[]}
 */
export function sentOn(run, connection) {
  return eventsOf(run, connection.id)
    .filter(event => event.what === 'client HEADERS' || event.what === 'client request')
    .map(event => {
      const planned = /planned at (\d+)ms/.exec(event.why ?? '');
      const afterGoaway = event.why === 'new stream opened right after GOAWAY';
      const suffix = planned ? `@${planned[1]}` : afterGoaway ? '@goaway' : '';
      return { name: `${connection.id}${suffix}`, event, afterGoaway };
    });
}

/**
 * The name that a request of nghttp has in the scenario.
 * @param {string} path
 */
export function nghttpName(path) {
  return path.includes('watch=true') ? 'nghttp-watch' : 'nghttp-slow';
}

/**
 * (c) What our own machinery adds to a shutdown: from the last response to InFlightRequestsDrained, and from the moment
 * at which Go's polling would find the last connection closed to the exit.
 */
import { median } from './median.mjs';

const ROUNDS = 15;
/** What is measured is what people run: the built program. */
const BUILD = '../../build';

const YAML = `
name: bench
server: { shutdown-delay-duration: 100ms }
clients:
  - { name: app, kind: steady, rate: 50/s, takes: 20ms..120ms }
  - { name: kept, kind: steady, rate: 5/s, protocol: http/1.1 }
script: [{ at: 400ms, signal: SIGTERM }]
`;

/** @typedef {import('../../machines/recording/events.ts').RunEvent} RunEvent */

export async function delays() {
  const { startLiveRun } = await import(`${BUILD}/src/live/run.js`);
  const { parseScenario } = await import(`${BUILD}/machines/scenario/parse.js`);
  const { scenario, source } = parseScenario(YAML);
  /** @type {number[]} */
  const drained = [];
  /** @type {number[]} */
  const exited = [];
  for (let round = 0; round < ROUNDS; round++) {
    const run = await startLiveRun({ scenario, source, speed: 1, port: 0, script: true });
    await run.done;
    const last = lastDrainedResponse(run.events);
    const signal = run.events.find(
      (/** @type {RunEvent} */ event) =>
        event.type === 'signal.fired' && event.name === 'InFlightRequestsDrained',
    );
    const exit = run.events.find((/** @type {RunEvent} */ event) => event.type === 'process.exited');
    if (last !== null && signal) drained.push(signal.t - last);
    const due = await lastPollDue(scenario, run.events);
    if (due !== null && exit) exited.push(exit.t - due);
  }
  const [toDrained, toExit] = [median(drained), median(exited)];
  return [
    {
      name: 'last response to InFlightRequestsDrained',
      value: toDrained,
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: '≤ 1 ms',
      ok: toDrained <= 1,
    },
    {
      name: 'last poll due to exit',
      value: toExit,
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: '≤ 5 ms',
      ok: toExit <= 5,
    },
  ];
}

/**
 * When the response went out that left nothing to wait for; null when nothing was in flight as the drain began.
 * @param {readonly RunEvent[]} events
 */
function lastDrainedResponse(events) {
  let waited = false;
  for (const event of events) {
    if (event.type !== 'drain.changed') continue;
    if (event.nonLongRunning > 0) waited = true;
    else if (waited) return event.t;
  }
  return null;
}

/**
 * When the poll was due that found the last connection closed: the kernel, given the recorded inputs again, says what
 * its timers were.
 * @param {unknown} scenario
 * @param {readonly RunEvent[]} events
 */
async function lastPollDue(scenario, events) {
  const { createWorld } = await import(`${BUILD}/machines/kernel/world.js`);
  const { step } = await import(`${BUILD}/machines/kernel/step.js`);
  let world = createWorld(scenario);
  let due = null;
  for (const event of events) {
    if (event.type !== 'input') continue;
    const { input } = event;
    if (input.type === 'timer.fired' && input.id.includes('pollInterval')) {
      due =
        (world.timers.find((/** @type {{ id: string }} */ timer) => timer.id === input.id)?.at ?? 0) / 1000;
    }
    world = step(world, input, { at: Math.round(event.t * 1000), seq: event.seq }).world;
  }
  return due;
}

/** Simulates a run with so many requests, and prints how long that took. */
/** What is measured is what people run: the built program. */
const BUILD = '../../build';
const { parseScenario } = await import(`${BUILD}/machines/scenario/parse.js`);
const { simulate } = await import(`${BUILD}/machines/simulation/simulation.js`);

const requests = Number(process.argv[2]);
const rate = 1_000;
const seconds = requests / rate;
const { scenario, source } = parseScenario(`
name: bench
server: { shutdown-delay-duration: 1s, max-requests-inflight: 0 }
clients: [{ name: app, kind: steady, rate: ${rate}/s, takes: 5ms..50ms }]
script: [{ at: ${Math.max(0.1, seconds - 1)}s, signal: SIGTERM }]
`);
const startedAt = performance.now();
const { events } = simulate(scenario, source);
const took = (performance.now() - startedAt) / 1000;
const sent = events.filter((/** @type {{ type: string }} */ event) => event.type === 'request.sent').length;
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ requests: sent, events: events.length, seconds: took, peakMb }));

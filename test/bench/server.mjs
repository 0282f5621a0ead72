/** One server of the throughput benchmark; prints its port, ends when its input does. */
import http2 from 'node:http2';

const BUILD = '../../build';
const kind = process.argv[2] ?? 'bare';

/** Every filter of the chain but the GOAWAY has something to do for every request; `none` has those that decide its fate. */
const FULL = `name: full
server:
  strict-transport-security-directives: max-age=31536000
  cors-allowed-origins: ^https://example[.]com$
  shutdown-send-retry-after: true
  shutdown-watch-termination-grace-period: 5s
authentication: { tokens: [{ token: secret, user: jane }] }
authorization: { rules: [{ groups: "system:unauthenticated", verbs: get, nonResourceURLs: /echo }] }
warnings: [{ path: /echo, text: echo is deprecated }]
`;

const { certificate } = await import(`${BUILD}/src/live/certificate.js`);
if (kind === 'bare') {
  const server = http2.createSecureServer({
    ...(await certificate()),
    settings: { maxConcurrentStreams: 250, initialWindowSize: 262_144, maxFrameSize: 262_144 },
  });
  let requests = 0;
  server.on('stream', stream => {
    stream.on('error', () => {});
    // The same response as ours: an audit ID is another one each time.
    stream.respond({
      ':status': 200,
      'audit-id': `1ddfadf7-ba62-4819-af18-${(++requests).toString(16).padStart(12, '0')}`,
      'content-type': 'text/plain',
      'cache-control': 'no-cache, private',
      'content-length': 3,
    });
    stream.end('hi\n');
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address && typeof address === 'object') console.log(address.port);
  });
} else {
  const { startLiveRun } = await import(`${BUILD}/src/live/run.js`);
  const { parseScenario } = await import(`${BUILD}/machines/scenario/parse.js`);
  const { scenario, source } = parseScenario(kind === 'full' ? FULL : 'name: bench');
  // `recorded`: as `sampled`, and into a file while it happens.
  const recorder = kind === 'recorded' ? await openRecorder() : null;
  const run = await startLiveRun({
    scenario,
    source,
    speed: 1,
    port: 0,
    script: false,
    record: recorder !== null ? 'sampled' : kind === 'full' ? 'none' : kind,
    ...(kind === 'full' ? { auditFile: () => {}, httpLog: () => {} } : {}),
    ...(recorder === null ? {} : { onEvent: recorder.take }),
  });
  recorder?.begin(run.header);
  console.log(run.address.split(':').pop());
  process.stdin.resume().on('end', () => {
    let recorded = 0;
    let counted = 0;
    for (const event of run.events) {
      if (event.type === 'request.responded') recorded++;
      if (event.type === 'requests.summarized') counted += event.outcomes.ok ?? 0;
    }
    console.log(counted / Math.max(1, recorded + counted));
  });
}

async function openRecorder() {
  const { FileRecorder } = await import(`${BUILD}/src/cli/file-recorder.js`);
  return FileRecorder.open(process.argv[3]);
}

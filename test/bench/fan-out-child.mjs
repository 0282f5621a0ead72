/** The watches and the writer of the fan-out benchmark; prints how long it took until all had seen everything. */
import http2 from 'node:http2';

const [port = 0, watchers = 0, events = 0] = process.argv.slice(2, 5).map(Number);
/** Streams that the server allows on one connection. */
const STREAMS = 100;
const PATH = '/api/v1/namespaces/default/configmaps';

const connect = () => http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });

/**
 * @param {http2.ClientHttp2Session} session
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ status: number, body: string }>}
 */
function ask(session, method, path, body) {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': method, ':path': path, 'content-type': 'application/json' });
    let text = '';
    let status = 0;
    stream.setEncoding('utf8');
    stream.on('response', headers => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', chunk => {
      text += chunk;
    });
    stream.on('error', reject);
    stream.on('end', () => resolve({ status, body: text }));
    stream.end(JSON.stringify(body));
  });
}

const writer = connect();
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fan-out' }, data: { n: '0' } };
const made = await ask(writer, 'POST', PATH, configMap);
if (made.status !== 201) throw new Error(`the configmap was not created: ${made.status} ${made.body}`);
const from = JSON.parse(made.body).metadata.resourceVersion;

const sessions = Array.from({ length: Math.ceil(watchers / STREAMS) }, connect);
let seen = 0;
let lost = 0;
let ended = 0;
const NEWLINE = 10;
/** @type {() => void} */
let done = () => {};
const allSeen = new Promise(resolve => {
  done = () => resolve(undefined);
});
await Promise.all(
  Array.from({ length: watchers }, (_, index) => {
    const session = sessions[Math.floor(index / STREAMS)] ?? writer;
    const stream = session.request({ ':path': `${PATH}?watch=true&resourceVersion=${from}` });
    let own = 0;
    stream.on('data', chunk => {
      for (const byte of chunk) if (byte === NEWLINE) own++;
      if (own >= events) {
        seen += own;
        own = -Infinity;
        if (++ended === watchers) done();
      }
    });
    // A watch that the server has ended has seen what it has seen.
    stream.on('close', () => {
      if (own < 0) return;
      lost += events - own;
      seen += own;
      if (++ended === watchers) done();
    });
    stream.on('error', () => {});
    return new Promise(resolve => stream.once('response', resolve));
  }),
);

const startedAt = performance.now();
for (let n = 1; n <= events; n++) {
  const written = await ask(writer, 'PUT', `${PATH}/fan-out`, { ...configMap, data: { n: String(n) } });
  if (written.status !== 200) throw new Error(`update ${n} failed: ${written.status} ${written.body}`);
}
await allSeen;
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(`${JSON.stringify({ seconds, delivered: seen, lost })}\n`);
process.exit(0);

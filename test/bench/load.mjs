/** The load generator where h2load is not installed: bounded, and only against this machine. */
import http2 from 'node:http2';

const [requests = 0, connections = 1, streams = 1] = process.argv.slice(2, 5).map(Number);
const url = new URL(process.argv[5] ?? '');
if (url.hostname !== '127.0.0.1') throw new Error('load goes to this machine only');

let left = requests;
let succeeded = 0;
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: connections }, async () => {
    const session = http2.connect(url, { rejectUnauthorized: false });
    await Promise.all(
      Array.from({ length: streams }, async () => {
        while (left-- > 0) {
          await new Promise(resolve => {
            const stream = session.request({ ':path': url.pathname + url.search });
            stream.on('response', headers => {
              if (headers[':status'] === 200) succeeded++;
            });
            stream.on('close', resolve);
            stream.on('error', resolve);
            stream.resume();
          });
        }
      }),
    );
    session.close();
  }),
);
const seconds = (performance.now() - startedAt) / 1000;
console.log(`finished, ${(requests / seconds).toFixed(2)} req/s\n${succeeded} succeeded`);

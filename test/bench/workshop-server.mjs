/** The program's side of the workshop benchmark; prints its port and its secret, and for each line of input what it has used. */
import { createInterface } from 'node:readline';

const BUILD = '../../build/src';
const { Runs } = await import(`${BUILD}/api/runs.js`);
const { Secret } = await import(`${BUILD}/api/secret.js`);
const { startApiServer } = await import(`${BUILD}/api/server.js`);

const secret = new Secret();
const runs = new Runs({
  simulate: () => {
    throw new Error('nothing is simulated here');
  },
  live: () => Promise.reject(new Error('nothing is run here')),
});
const { port } = await startApiServer({
  runs,
  library: [],
  pageFolder: '.',
  ports: [0],
  secret,
  workshop: {},
});
console.log(JSON.stringify({ port, secret: secret.text }));
createInterface({ input: process.stdin })
  .on('line', () => {
    const { user, system } = process.cpuUsage();
    console.log(
      JSON.stringify({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage().rss / 1_048_576 }),
    );
  })
  .on('close', () => process.exit(0));

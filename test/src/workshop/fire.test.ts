/** "Everybody press now", at a real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import type { SeatFire } from '../../../machines/workshop/messages.ts';
import type { ApiRun } from '../../../src/api/run.ts';
import { Runs } from '../../../src/api/runs.ts';
import { Secret } from '../../../src/api/secret.ts';
import { type ApiServer, startApiServer } from '../../../src/api/server.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import { RoomPage } from './room-page.ts';

let server: ApiServer;
let run: ApiRun;
const secret = new Secret();

/** Nobody else sends anything, but for a request that keeps the drain waiting. */
const YAML = `
name: fire
server: { shutdown-delay-duration: 0s }
script: [{ at: 0s, request: { path: '/sleep?duration=30s', name: slow } }]
`;

beforeAll(async () => {
  const runs = new Runs({
    simulate: () => {
      throw new Error('nothing is simulated here');
    },
    live: (scenario, settings) => startLiveRun({ ...scenario, ...settings, port: 0 }),
  });
  server = await startApiServer({ runs, library: [], pageFolder: '.', ports: [0], secret, workshop: {} });
  const parsed = parseScenario(YAML);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  run = await runs.start('live', parsed, { speed: 1, script: false });
});

afterAll(async () => {
  await run.end();
  await server.close();
});

/** Resolves when it has happened in the run. */
function happened(type: 'listener.closed' | 'request.admitted'): Promise<void> {
  return new Promise(resolve => {
    const look = (): void => {
      if (run.recording.events.some(event => event.type === type)) resolve();
    };
    run.watch(look);
    look();
  });
}

test('each seat’s request meets the server as it is then', async () => {
  const { port } = server;
  const presenter = await RoomPage.open(port, { type: 'hello', role: 'presenter', secret: secret.text });
  const follower = await RoomPage.open(port, { type: 'hello', role: 'follower' });
  const fire = async (connection: SeatFire['connection']): Promise<SeatFire> => {
    const before = follower.heard.length;
    follower.say({ type: 'fire', connection });
    const { fire } = await follower.until(
      'fired',
      message => follower.heard.indexOf(message) >= before && message.fire.outcome !== null,
    );
    return fire;
  };
  await happened('request.admitted');
  presenter.show({ fire: true, link: 'mode=live' });
  await follower.until('shown');
  for (const connection of ['new', 'reuse'] as const)
    expect(await fire(connection)).toMatchObject({ connection, outcome: 'ok', status: 200 });
  run.signal('SIGTERM');
  await happened('listener.closed');
  expect(await fire('new')).toMatchObject({ outcome: 'refused', status: null });
  await presenter.until('fires', ({ outcomes }) => outcomes.ok === 2 && outcomes.refused === 1);
  await presenter.vanish();
  await follower.vanish();
});

/** One program starts the same server again and again. */
import { expect, test } from 'vitest';
import { eventOf, startYaml } from './start.ts';

const YAML = `
name: generation
server: { shutdown-delay-duration: 100ms }
hooks: { preShutdown: [{ name: hook, takes: 50ms, calls: [{ at: 10ms, path: /echo }] }] }
clients:
  - { name: app, kind: steady, rate: 50/s, takes: 20ms..60ms }
  - { name: lb, kind: probe, period: 100ms }
  - { name: informer, kind: watch, count: 2 }
  - { name: old, kind: steady, rate: 20/s, protocol: http/1.1 }
script: [{ at: 60ms, signal: SIGTERM }]
`;

/** What keeps a Node.js process alive, by kind. */
function resources(): { readonly sockets: number; readonly servers: number; readonly timers: number } {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return {
    sockets: counts.TCPSocketWrap ?? 0,
    servers: counts.TCPServerWrap ?? 0,
    timers: counts.Timeout ?? 0,
  };
}

test('500 generations in a row leave no socket, timer or listener behind', { timeout: 180_000 }, async () => {
  const first = await startYaml(YAML.replace('name: generation', 'name: first'), {
    speed: 100,
    script: true,
  });
  await first.done;
  const before = resources();
  for (let generation = 0; generation < 500; generation++) {
    const run = await startYaml(
      YAML.replace(
        '{ shutdown-delay-duration: 100ms }',
        '{ shutdown-delay-duration: 100ms, shutdown-timeout: 1s }',
      ),
      {
        speed: 100,
        script: true,
      },
    );
    await run.done;
    const exit = await eventOf(run, 'process.exited');
    expect(exit).toMatchObject({ code: 0, reason: 'completed' });
  }
  // What the last generation closed is gone after one turn of the event loop.
  await new Promise(resolve => setImmediate(resolve));
  const after = resources();
  expect(after.servers).toBe(before.servers);
  expect(after.sockets).toBeLessThanOrEqual(before.sockets);
  expect(after.timers).toBeLessThanOrEqual(before.timers);
});

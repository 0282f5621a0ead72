/**
 * The shutdown of an audit backend that batches, which waits for its stop channel: a pre-shutdown hook up to 1.24, and in
 * 1.24 one that the server waits for (kubernetes PR 110026).
 */
import { afterEach, describe, expect, test } from 'vitest';
import { openingClient, type Reply } from './clients.ts';
import { ToldRun } from './told-run.ts';

let told: ToldRun;

afterEach(async () => {
  told.run.kill();
  await told.run.done;
});

const echo = (name: string): string => `/echo?message=${name}`;

describe('a batching audit backend, whose shutdown is a hook', () => {
  const start = async (lineage: string): Promise<Reply> => {
    told = await ToldRun.start(`
name: audit
lineage: '${lineage}'
server: { audit-log-mode: batch }`);
    const reply = await openingClient(told.port, 'h2').get(echo('before'));
    told.run.signal('SIGTERM');
    return reply;
  };

  test('on 1.24: the hook waits for the server, which waits for the hook, until a second SIGTERM', async () => {
    expect(await start('1.24')).toMatchObject({ status: 200 });
    await told.event('hook.started', event => event.name === 'audit-backend');
    await told.signal('InFlightRequestsDrained');
    // Nothing is in flight, and yet nothing more happens: the port is open and turns everybody away.
    for (const name of ['one', 'two', 'three']) {
      expect(await openingClient(told.port, 'h2').get(echo(name))).toMatchObject({ status: 503 });
    }
    expect(told.all('hook.finished')).toEqual([]);
    expect(told.all('listener.closed')).toEqual([]);
    told.run.signal('SIGTERM');
    expect(await told.exited()).toMatchObject({ code: 1, reason: 'second-signal' });
  });

  test.each(['1.20', '1.22', '1.23', '1.25'])('on %s: there is no deadlock', async lineage => {
    expect(await start(lineage)).toMatchObject({ status: 200 });
    expect(await told.exited()).toMatchObject({ code: 0, reason: 'completed' });
    expect(told.all('audit.shutdown')).toHaveLength(1);
    expect(told.served(echo('before'))).toMatchObject({ audit: 'logged' });
  });
});

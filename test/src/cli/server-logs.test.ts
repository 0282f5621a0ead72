/** The logs that the commands let a real server write. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLiveRun } from '../../../src/live/run.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
  cli.startLive = startLiveRun;
});

afterEach(() => cli.remove());

const YAML = `
name: logs
clients: [{ name: app, kind: steady, rate: 20/s, takes: 5ms }]
script: [{ at: 300ms, signal: SIGTERM }]
`;

test('lastcall live writes both, and lastcall import reads the log back', async () => {
  const http = cli.path('server.log');
  const audit = cli.path('audit.jsonl');
  const run = await cli.run(['live', '-', '--json', '--http-log', http, '--audit-log', audit], YAML);
  expect(run.code).toBe(0);
  const summary = JSON.parse(run.stdout);

  const events = (await readFile(audit, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(events.length).toBeGreaterThan(8);
  for (const event of events) expect(event).toMatchObject({ kind: 'Event', apiVersion: 'audit.k8s.io/v1' });
  const complete = events.filter(({ stage }) => stage === 'ResponseComplete').length;
  expect(complete).toBe(events.filter(({ stage }) => stage === 'RequestReceived').length);

  const other = await CliFixture.create();
  const read = await other.run(['import', http, '--json', '--out', other.path('read.jsonl')]);
  await other.remove();
  expect(read.code).toBe(0);
  const names = (signals: readonly { name: string }[]): string[] =>
    signals.map(({ name }) => name).filter(name => name !== 'HasBeenReady');
  expect(names(JSON.parse(read.stdout).signals).toSorted()).toEqual(names(summary.signals).toSorted());
});

test('- is standard error', async () => {
  const run = await cli.run(['live', '-', '--json', '--http-log', '-'], YAML);
  expect(run.stderr).toContain('] Serving securely on 127.0.0.1:');
  expect(JSON.parse(run.stdout).exit.code).toBe(0);
});

test('a file that cannot be written is wrong usage, and nothing is started', async () => {
  const run = await cli.run(['live', '-', '--audit-log', cli.path('no/such/folder.jsonl')], YAML);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('cannot write');
  expect(cli.lives).toEqual([]);
});

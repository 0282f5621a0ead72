/** The log of the real server: lines of klog, which the importer reads back as the run that they tell of. */
import { expect, test } from 'vitest';
import { LogImporter } from '../../../machines/formats/importer.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { startYaml } from './start.ts';

const SCENARIO = (lineage: string) => `
name: logged
lineage: "${lineage}"
server: { shutdown-delay-duration: 400ms }
hooks: { preShutdown: [{ name: deregister, takes: 100ms }] }
clients:
  - { name: app, kind: steady, rate: 20/s, takes: 5ms }
  - { name: lb, kind: probe, path: /readyz, period: 100ms }
script:
  - { at: 500ms, signal: SIGTERM }
`;

const signalsOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap(event =>
    event.type === 'signal.fired' && !event.inferred && event.name !== 'HasBeenReady' ? [event.name] : [],
  );
const statusesOf = (events: readonly RunEvent[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const event of events)
    if (event.type === 'request.responded' || event.type === 'request.rejected')
      counts[event.status] = (counts[event.status] ?? 0) + 1;
  return counts;
};

test.each(['1.16', '1.20', '1.22', '1.27'])('a live run of %s is found again in its log', async lineage => {
  const lines: string[] = [];
  const run = await startYaml(SCENARIO(lineage), { script: true, httpLog: line => lines.push(line) });
  await run.done;
  const importer = new LogImporter({ nowMs: Date.now() });
  importer.push(lines.join(''));
  const result = importer.end();
  const { header, events } = result.recording(result.chosen ?? 1);
  expect(header.lineage).toBe(lineage);
  expect(signalsOf(events).toSorted()).toEqual(signalsOf(run.events).toSorted());
  expect(statusesOf(events)).toEqual(statusesOf(run.events));
  expect(result.counts.total).toBeGreaterThan(20);
  const opened = events.find(event => event.type === 'listener.opened');
  expect(opened).toMatchObject({ address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
});

test('each line has who asked, how long it took, and the audit ID that the client was told', async () => {
  const lines: string[] = [];
  const run = await startYaml(SCENARIO('1.27'), { script: true, httpLog: line => lines.push(line) });
  await run.done;
  const line = lines.find(text => text.includes('URI="/sleep'));
  expect(line).toMatch(
    /^I\d{4} [\d:.]{15} +\d+ httplog\.go:\d+\] "HTTP" verb="GET" URI="\/sleep\?duration=5ms" latency="[\d.]+m?s" userAgent="lastcall-client\/1" audit-ID="[\da-f-]{36}" srcIP="127\.0\.0\.1:\d+" resp=200\n$/,
  );
});

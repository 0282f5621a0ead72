import { expect, test } from 'vitest';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import { compareTrace } from '../../conformance/compare.ts';
import { readTrace, traceFiles } from '../../conformance/trace.ts';
const want = (process.env.T ?? 'J').split(',');
for (const f of traceFiles().filter(f => want.some(w => f.includes(w)) && f.includes(process.env.V ?? '34.1')))
  test.concurrent(f.split('/').at(-1) as string, { timeout: 60000 }, async () => {
    const trace = readTrace(f); const r = validateScenario(trace.scenario); if (!r.ok) throw new Error('x');
    const live = await startLiveRun({ scenario: r.scenario, source: trace.scenario, speed: 1, port: 0, script: true });
    await live.done;
    const d = compareTrace(trace, live.events, { absoluteMs: 100, relative: 0.1 });
    expect(d.map(x => `${x.subject}: ${x.sentence}`)).toEqual([]);
  });

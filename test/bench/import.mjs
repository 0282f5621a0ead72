/** (f) Import of logs: how fast, and with how much memory, which must not grow with the log. Each log in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const NOISE = [
  'controller.go:624] quota admission added evaluator for: widgets.example.com',
  'alloc.go:330] "allocated clusterIPs" service="default/web" clusterIPs={"IPv4":"10.96.7.7"}',
  'cacher.go:1028] cacher (pods): 1 objects queued in incoming channel.',
];
const HTTP =
  'httplog.go:132] "HTTP" verb="GET" URI="/api/v1/namespaces/web/configmaps/app?timeout=10s" latency="1.926ms" userAgent="kubelet/v1.28.0 (linux/amd64) kubernetes/855e7c4" audit-ID="36cfcbe3-d76a-4a4d-b251-47cc2df060cb" srcIP="192.168.228.2:59052" apf_pl="system" apf_fs="system-nodes" apf_iseats=1 apf_fseats=0 apf_additionalLatency="0s" apf_execution_time="1.2ms" resp=200';
const LIFE = [
  ...[
    'ShutdownInitiated',
    'AfterShutdownDelayDuration',
    'NotAcceptingNewRequest',
    'InFlightRequestsDrained',
  ].map(name => `genericapiserver.go:600] "[graceful-termination] shutdown event" name="${name}"`),
  'genericapiserver.go:700] [graceful-termination] apiserver is exiting',
];

/** @param {number} index @param {string} text */
function line(index, text) {
  const time = new Date(Date.UTC(2026, 10, 21) + index).toISOString().slice(11, 23);
  return `2026-11-21T${time}456Z stderr F I1121 ${time}123       1 ${text}\n`;
}

/**
 * Hands a log of so many megabytes to the command.
 * @param {number} megabytes @param {readonly string[]} texts
 */
async function measure(megabytes, texts) {
  const program = fileURLToPath(new URL('import-child.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
  });
  // The same megabyte again and again: making it up must not be what is measured.
  let block = '';
  for (let index = 0; block.length < 1_000_000; index++)
    block += line(index, /** @type {string} */ (texts[index % texts.length]));
  const began = performance.now();
  for (let written = 0; written < megabytes; written++) {
    if (!child.stdin.write(block)) await once(child.stdin, 'drain');
  }
  child.stdin.end(LIFE.map((text, index) => line(3_600_000 + index, text)).join(''));
  await once(child, 'close');
  const seconds = (performance.now() - began) / 1000;
  const { found, peakMb } = /** @type {{ found: number, peakMb: number }} */ (JSON.parse(output));
  if (found !== 1) throw new Error(`the import found ${found} processes instead of one`);
  return { megabytesPerSecond: (megabytes * block.length) / 1e6 / seconds, peakMb };
}

export async function imports() {
  const small = await measure(50, NOISE);
  const large = await measure(1000, NOISE);
  const http = await measure(200, [HTTP]);
  const secondsPerGigabyte = 1000 / large.megabytesPerSecond;
  return [
    {
      name: 'import of a log, mostly other lines',
      value: large.megabytesPerSecond,
      unit: 'MB/s',
      baseline: null,
      ratio: null,
      goal: '1 GB in < 60 s',
      ok: secondsPerGigabyte < 60,
    },
    {
      name: 'import of a log, HTTP requests only',
      value: http.megabytesPerSecond,
      unit: 'MB/s',
      baseline: null,
      ratio: null,
      goal: '1 GB in < 60 s',
      ok: 1000 / http.megabytesPerSecond < 60,
    },
    {
      name: 'memory of an import, 1 GB against 50 MB',
      value: large.peakMb,
      unit: 'MB',
      baseline: small.peakMb,
      ratio: large.peakMb / small.peakMb,
      goal: '≤ 2 (constant)',
      ok: large.peakMb / small.peakMb <= 2,
    },
  ];
}

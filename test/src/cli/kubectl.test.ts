/** kubectl against the simulated server, with the kubeconfig that `lastcall serve --kubeconfig` writes. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { kubeconfig } from '../../../src/cli/kubeconfig.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import { CliFixture } from './fixture.ts';

const SCENARIO = `name: kubectl
lineage: "1.33"
server: { shutdown-delay-duration: 100ms, shutdown-watch-termination-grace-period: 10s }
`;

let cli: CliFixture;
let served: Promise<{ readonly code: number; readonly stderr: string }> | null;
let config: string;

beforeEach(async () => {
  cli = await CliFixture.create();
  cli.startLive = startLiveRun;
  config = cli.path('kubeconfig');
  served = null;
  await writeFile(cli.path('scenario.yaml'), SCENARIO);
});

afterEach(async () => {
  for (const run of cli.lives) run.kill();
  await Promise.all(cli.lives.map(run => run.done));
  if (served) {
    cli.signal('SIGTERM');
    await served;
  }
  await cli.remove();
});

/** Serves; resolves with the address of the control API. */
async function serve(): Promise<string> {
  const ports = ['--port', '0', '--secure-port', '0'];
  const scenario = ['--scenario', cli.path('scenario.yaml')];
  served = cli.run(['serve', '--no-open', ...ports, ...scenario, '--kubeconfig', config]);
  const [, page = ''] = await cli.untilPrinted(/page\s+(http:\S+)\//);
  await cli.untilPrinted(/kubectl\s/);
  return page;
}

describe('the kubeconfig', () => {
  test('is for its owner alone, knows the certificate of the server, and how to use it is printed', async () => {
    await serve();
    expect((await stat(config)).mode & 0o777).toBe(0o600);
    const { clusters, contexts, 'current-context': current } = parse(await readFile(config, 'utf8'));
    const [{ cluster }] = clusters;
    expect(cluster.server).toBe(`https://${cli.lives[0]?.address}`);
    expect(Buffer.from(cluster['certificate-authority-data'], 'base64').toString()).toMatch(
      /^-----BEGIN CERTIFICATE-----/,
    );
    expect(contexts.map(({ name }: { name: string }) => name)).toEqual([current]);
    expect(cli.stdout.text).toContain(`export KUBECONFIG=${config} && kubectl get namespaces`);
  });

  test("carries a token of the scenario's", () => {
    const facts = { server: 'https://127.0.0.1:6443', certificate: 'PEM' };
    expect(parse(kubeconfig({ ...facts, token: 'secret' })).users[0].user).toEqual({ token: 'secret' });
    expect(parse(kubeconfig(facts)).users[0].user).not.toHaveProperty('token');
  });

  test('never takes the place of a file that somebody else has written', async () => {
    const others = 'apiVersion: v1\nkind: Config\nclusters: [{ name: production, cluster: {} }]\n';
    await writeFile(config, others);
    const { code, stderr } = await cli.run(['serve', '--no-open', '--kubeconfig', config]);
    expect(code).toBe(2);
    expect(stderr).toContain('was not written by lastcall');
    expect(await readFile(config, 'utf8')).toBe(others);
  });
});

/** Empty where kubectl is; a reason to skip where it is not. */
const missing =
  spawnSync('kubectl', ['version', '--client']).status === 0 ? '' : ' (skipped: there is no kubectl)';

describe.skipIf(missing !== '')(`kubectl${missing}`, () => {
  const environment = () => ({ ...process.env, KUBECONFIG: config, HOME: cli.folder });

  async function kubectl(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('kubectl', [...args], { env: environment() });
    return stdout;
  }

  async function manifest(name: string, object: unknown): Promise<string> {
    await writeFile(cli.path(name), JSON.stringify(object));
    return cli.path(name);
  }

  const configMap = (value: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { value },
  });

  test('reads health, discovery and objects; applies, patches and deletes', {
    timeout: 120_000,
  }, async () => {
    await serve();
    const health = await kubectl('get', '--raw', '/readyz?verbose');
    expect(health).toContain('[+]shutdown ok\nreadyz check passed\n');
    expect(await kubectl('api-resources')).toMatch(/configmaps +cm +v1 +true +ConfigMap/);
    const file = await manifest('configmap.json', configMap('1'));
    expect(await kubectl('apply', '-f', file)).toBe('configmap/settings created\n');
    await manifest('configmap.json', configMap('2'));
    expect(await kubectl('apply', '-f', file)).toBe('configmap/settings configured\n');
    expect(await kubectl('get', 'configmap', 'settings', '-o', 'jsonpath={.data.value}')).toBe('2');
    expect(await kubectl('get', 'configmaps')).toMatch(/^NAME +DATA +AGE\nsettings +1 /);
    expect(await kubectl('delete', '-f', file)).toContain('configmap "settings" deleted');
    expect(await kubectl('get', 'configmaps', '-o', 'name')).toBe('');
  });

  test('registers a CRD and uses it', { timeout: 120_000 }, async () => {
    await serve();
    const definition = await manifest('crd.json', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'orders.shop.example.com' },
      spec: {
        group: 'shop.example.com',
        scope: 'Namespaced',
        names: { plural: 'orders', singular: 'order', kind: 'Order' },
        versions: [
          { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
        ],
      },
    });
    const order = await manifest('order.json', {
      apiVersion: 'shop.example.com/v1',
      kind: 'Order',
      metadata: { name: 'first' },
    });
    await expect(kubectl('get', '--raw', '/apis/shop.example.com/v1/orders')).rejects.toThrow('NotFound');
    await kubectl('apply', '-f', definition);
    await kubectl('wait', '--for=condition=Established', 'crd/orders.shop.example.com');
    await kubectl('apply', '-f', order);
    expect(await kubectl('get', 'orders', '-o', 'name')).toBe('order.shop.example.com/first\n');
    await kubectl('delete', '-f', definition);
    await expect(kubectl('get', '--raw', '/apis/shop.example.com/v1/orders')).rejects.toThrow('NotFound');
  });

  test('watches across a shutdown, and finds everything again on the next server', {
    timeout: 120_000,
  }, async () => {
    const page = await serve();
    const file = await manifest('configmap.json', configMap('kept'));
    await kubectl('apply', '-f', file);
    const watch = spawn('kubectl', ['get', 'configmaps', '-w', '-o', 'name'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(watch, 'exit');
    const lines = createInterface({ input: watch.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('configmap/settings');
    const [first] = cli.lives;
    first?.signal('SIGTERM');
    // Told to go, the watch ends properly: its client takes that for the end, not for a failure.
    expect(await ended).toEqual([0, null]);
    await first?.done;
    await expect(kubectl('get', 'configmaps')).rejects.toThrow('refused');
    const started = await fetch(`${page}/api/runs`, {
      method: 'POST',
      body: JSON.stringify({ scenario: SCENARIO, mode: 'live' }),
    });
    expect(started.status).toBe(201);
    expect(await kubectl('get', 'configmap', 'settings', '-o', 'jsonpath={.data.value}')).toBe('kept');
  });
});

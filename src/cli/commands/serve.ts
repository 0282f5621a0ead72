import type { Lineage } from '../../../machines/lineage.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import type { ApiRun } from '../../api/run.ts';
import { Runs } from '../../api/runs.ts';
import { type ApiServer, startApiServer } from '../../api/server.ts';
import { type InspectorServer, startInspectorServer } from '../../inspect/inspector-server.ts';
import type { LiveRun } from '../../live/types.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED, reasonOf } from '../failure.ts';
import { checkKubeconfigFile, writeKubeconfig } from '../kubeconfig.ts';
import { openServerLogs, type ServerLogOptions } from '../line-file.ts';
import { canOpenBrowser, openBrowser } from '../open.ts';
import { firstFreePort, portsFrom } from '../ports.ts';
import { loadScenario, onWantedLineage } from '../scenario-argument.ts';

export interface ServeOptions extends ServerLogOptions {
  /** Port of the page and its API. */
  readonly port: number;
  /** Port of the simulated API server. */
  readonly securePort: number;
  readonly scenario: string;
  /** The step of the lineage; absent: the scenario's own. */
  readonly lineage?: Lineage;
  /** Port for XState's tools; absent: none is opened. */
  readonly inspect?: number;
  /** Where to write a kubeconfig for the simulated server; absent: nowhere. */
  readonly kubeconfig?: string;
  /** Open the page in a browser. */
  readonly open: boolean;
}

const HOST = '127.0.0.1';

/** `lastcall serve`: page, API and a live server, until a signal comes while no server runs. */
export async function serve(environment: Environment, options: ServeOptions): Promise<void> {
  const { library, pageFolder, stdout } = environment;
  const loaded = await loadScenario(options.scenario, environment);
  const scenario = onWantedLineage(environment, loaded, options.lineage);
  const say = (text: string): void => stdout.say(`${text}\n`);
  const { kubeconfig } = options;
  if (kubeconfig !== undefined) await checkKubeconfigFile(kubeconfig);
  const { StoredObjects } = await import('../../live/stored-objects.ts');
  const stored = new StoredObjects();
  const logs = openServerLogs(options, environment);
  const startLive = async (
    ...[chosen, settings]: Parameters<ConstructorParameters<typeof Runs>[0]['live']>
  ): Promise<LiveRun> => {
    const port = await firstFreePort(options.securePort, HOST);
    if (port !== options.securePort)
      say(`port ${options.securePort} is taken: the simulated server uses ${port}`);
    if (settings.storage === 'fresh') stored.clear();
    const run = await environment.startLiveRun({
      ...chosen,
      ...settings,
      port,
      host: HOST,
      registry: stored.registryOf(chosen.scenario.lineage),
      variables: environment.variables,
      ...logs.options,
    });
    announce(run, chosen.scenario.name, say);
    if (kubeconfig !== undefined) {
      await offerKubeconfig(kubeconfig, run, chosen.scenario);
      say(`kubectl           export KUBECONFIG=${shellWord(kubeconfig)} && kubectl get namespaces`);
    }
    return run;
  };
  const runs = new Runs({ simulate: environment.createSimulation, live: startLive });
  const stopped = untilStopped(environment, runs, say);
  let api: ApiServer | null = null;
  let inspector: InspectorServer | null = null;
  try {
    api = await startApiServer({ runs, library, pageFolder, ports: portsFrom(options.port) });
    if (api.port !== options.port) say(`port ${options.port} is taken: the page uses ${api.port}`);
    say(`page              ${api.url}`);
    if (options.inspect !== undefined) {
      inspector = await startInspectorServer({ runs, ports: portsFrom(options.inspect) });
      if (options.inspect !== 0 && inspector.port !== options.inspect)
        say(`port ${options.inspect} is taken: XState tools use ${inspector.port}`);
      say(`XState tools      ${inspector.url} (receivers of @statelyai/inspect and @xstate/inspect)`);
    }
    await runs.start('live', scenario, { speed: 1, script: false });
    say(
      'to stop           Ctrl-C stops the simulated server gracefully, again ends it at once, then this program',
    );
  } catch (error) {
    logs.close();
    await inspector?.close();
    await api?.close();
    throw new CliFailure(EXIT_FAILED, reasonOf(error));
  }
  if (options.open && canOpenBrowser(environment.variables, process.platform, stdout.isTTY))
    openBrowser(api.url, process.platform);
  await stopped;
  await inspector?.close();
  await api.close();
  logs.close();
}

/** Writes the kubeconfig of a run. */
async function offerKubeconfig(file: string, run: LiveRun, scenario: Scenario): Promise<void> {
  const { certificate } = await import('../../live/certificate.ts');
  const { cert } = await certificate();
  const token = scenario.authentication.tokens[0]?.token;
  const server = `https://${run.address}`;
  await writeKubeconfig(file, { server, certificate: cert, ...(token === undefined ? {} : { token }) });
}

/** A path as a shell reads it. */
function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function announce(run: LiveRun, name: string, say: (text: string) => void): void {
  say(`simulated server  https://${run.address}/ (${name}, live)`);
  say(`try               curl -k 'https://${run.address}/readyz?verbose'`);
  const unsubscribe = run.subscribe(event => {
    if (event.type !== 'process.exited') return;
    unsubscribe();
    say(`the simulated server has exited with code ${event.code} (${event.reason})`);
    say('start another run on the page, or press Ctrl-C to end this program');
  });
}

/** Signals of this program go to the simulated server; resolves with the first one that comes while none runs. */
function untilStopped(environment: Environment, runs: Runs, say: (text: string) => void): Promise<void> {
  return new Promise(resolve => {
    let told: ApiRun | null = null;
    const unlisten = environment.onSignal(signal => {
      const { live } = runs;
      if (live === null) {
        unlisten();
        resolve();
        return;
      }
      live.signal(signal);
      if (told !== live)
        say(`${signal}: the simulated server shuts down gracefully; once more ends it at once`);
      told = live;
    });
  });
}

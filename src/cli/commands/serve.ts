import type { Lineage } from '../../../machines/lineage.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { isLoopbackHost, LOOPBACK } from '../../api/addresses.ts';
import type { ApiRun } from '../../api/run.ts';
import { Runs } from '../../api/runs.ts';
import { Secret } from '../../api/secret.ts';
import { type ApiServer, startApiServer } from '../../api/server.ts';
import { type InspectorServer, startInspectorServer } from '../../inspect/inspector-server.ts';
import { readOwnLessons } from '../../lessons/own-lessons.ts';
import type { LiveRun } from '../../live/types.ts';
import { reasonOf } from '../../reason.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from '../failure.ts';
import { checkKubeconfigFile, writeKubeconfig } from '../kubeconfig.ts';
import { openServerLogs, type ServerLogOptions } from '../line-file.ts';
import { canOpenBrowser, openBrowser } from '../open.ts';
import { firstFreePort, portsFrom } from '../ports.ts';
import { loadScenario, onWantedLineage } from '../scenario-argument.ts';
import { hostFailure, openedUrl, type Served, servedLines } from '../serve-lines.ts';

export interface ServeOptions extends ServerLogOptions {
  /** Port of the page and its API. */
  readonly port: number;
  /** Where the page listens: an address of this machine, or a name of one. */
  readonly host: string;
  /** Hold a workshop. */
  readonly workshop?: boolean;
  /** A folder of lessons that the page has beside its own; absent: none. */
  readonly lessons?: string;
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

/** `lastcall serve`: page, API and a live server, until a signal comes while no server runs. */
export async function serve(environment: Environment, options: ServeOptions): Promise<void> {
  const { stdout } = environment;
  const loaded = await loadScenario(options.scenario, environment);
  const scenario = onWantedLineage(environment, loaded, options.lineage);
  const say = (text: string): void => stdout.say(`${text}\n`);
  const { kubeconfig } = options;
  if (options.lessons !== undefined) await checkLessons(options.lessons);
  if (kubeconfig !== undefined) await checkKubeconfigFile(kubeconfig);
  const { StoredObjects } = await import('../../live/stored-objects.ts');
  const stored = new StoredObjects();
  const logs = openServerLogs(options, environment);
  const startLive = async (
    ...[chosen, settings]: Parameters<ConstructorParameters<typeof Runs>[0]['live']>
  ): Promise<LiveRun> => {
    const port = await firstFreePort(options.securePort, LOOPBACK);
    if (port !== options.securePort)
      say(`port ${options.securePort} is taken: the simulated server uses ${port}`);
    if (settings.storage === 'fresh') stored.clear();
    const run = await environment.startLiveRun({
      ...chosen,
      ...settings,
      port,
      host: LOOPBACK,
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
  const { api, served } = await startPage(environment, options, runs).catch((error: unknown) => {
    logs.close();
    throw hostFailure(error, options.host);
  });
  let inspector: InspectorServer | null = null;
  try {
    if (options.port !== 0 && api.port !== options.port)
      say(`port ${options.port} is taken: the page uses ${api.port}`);
    for (const line of servedLines(served)) say(line);
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
    await api.close();
    throw new CliFailure(EXIT_FAILED, reasonOf(error));
  }
  if (options.open && canOpenBrowser(environment.variables, process.platform, stdout.isTTY))
    openBrowser(openedUrl(served), process.platform);
  await stopped;
  await inspector?.close();
  await api.close();
  logs.close();
}

/** Page and API, and where they are. */
async function startPage(
  { library, pageFolder, stdout }: Environment,
  { host, port, lessons, workshop = false }: ServeOptions,
  runs: Runs,
): Promise<{ readonly api: ApiServer; readonly served: Served }> {
  // Made anew with each start, and printed in the links, nowhere else.
  const secret = workshop || !isLoopbackHost(host) ? new Secret() : null;
  const api = await startApiServer({
    runs,
    library,
    pageFolder,
    host,
    ports: portsFrom(port),
    ...(secret === null ? {} : { secret }),
    ...(workshop ? { workshop: {} } : {}),
    ...(lessons === undefined ? {} : { ownLessons: () => readOwnLessons(lessons) }),
  });
  const { urls } = api;
  return { api, served: { urls, host, secret: secret?.text ?? null, workshop, isTerminal: stdout.isTTY } };
}

/** @throws CliFailure when the lessons cannot be read, before anything is started. */
async function checkLessons(folder: string): Promise<void> {
  try {
    await readOwnLessons(folder);
  } catch (error) {
    throw new CliFailure(EXIT_USAGE, `--lessons: ${reasonOf(error)}`);
  }
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

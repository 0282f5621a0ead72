/** What `lastcall` understands. */
import { Command, CommanderError, Option } from 'commander';
import { EXPORT_FORMATS } from '../../machines/formats/formats.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { exportFile, PAPER_FORMATS } from './commands/export.ts';
import { importLog } from './commands/import.ts';
import { lessonCheck, lessonList } from './commands/lesson.ts';
import { lineages } from './commands/lineages.ts';
import { list } from './commands/list.ts';
import { live } from './commands/live.ts';
import { replay } from './commands/replay.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from './failure.ts';
import { CHECKS, IMPORT, LESSON_CHECKS, OVERVIEW, RECORDING, RESULT, SCENARIO } from './help-texts.ts';
import {
  parseHost,
  parseLineage,
  parsePort,
  parseRun,
  parseSeed,
  parseSpeed,
  parseVersions,
  parseYear,
} from './option-values.ts';

/**
 * Runs the program.
 * @returns its exit status
 */
export async function runCli(args: readonly string[], environment: Environment): Promise<number> {
  const { stderr } = environment;
  const status = { exitCode: 0 };
  try {
    await createProgram(environment, status).parseAsync([...args], { from: 'user' });
    return status.exitCode;
  } catch (error) {
    // Commander has said what is wrong; its own statuses are 1 for wrong usage and 0 for help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (error instanceof CliFailure) {
      await stderr.write(`${error.isPlain ? '' : 'lastcall: '}${error.message}\n`);
      return error.exitCode;
    }
    await stderr.write(`lastcall: this is a bug: ${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT_FAILED;
  }
}

function createProgram(environment: Environment, status: { exitCode: number }): Command {
  const { stdout, stderr, version } = environment;
  const program = new Command('lastcall')
    .description(
      'See how a Kubernetes API server terminates gracefully: simulated, or with a real HTTP/2 server.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', OVERVIEW)
    .showHelpAfterError('"lastcall --help" shows how it is used')
    .configureOutput({
      writeOut: text => stdout.say(text),
      writeErr: text => stderr.say(text),
      getOutHelpWidth: () => stdout.columns,
      getErrHelpWidth: () => stderr.columns,
    })
    .exitOverride();

  program
    .command('serve')
    .description('the page, its API, and a live server that anyone on this machine can curl -k')
    .option('--port <port>', 'port of the page; when taken, the next free one', parsePort, 8700)
    .option(
      '--host <address>',
      'where the page listens: an address of this machine, or 0.0.0.0 for all of them',
      parseHost,
      '127.0.0.1',
    )
    .option('--workshop', 'hold a workshop: a presenter, and an audience that follows on its own devices')
    .option('--lessons <folder>', 'lessons of your own: a folder of them, or one of them')
    .option(
      '--secure-port <port>',
      'port of the simulated server; when taken, the next free one',
      parsePort,
      6443,
    )
    .option('--scenario <scenario>', SCENARIO, 'graceful')
    .addOption(lineageOption())
    .addOption(
      new Option('--inspect [port]', "a WebSocket for XState's tools; when taken, the next free port")
        .argParser(parsePort)
        .preset('8701'),
    )
    .option('--kubeconfig <file>', 'write a kubeconfig for the simulated server, for kubectl')
    .option('--audit-log <file>', 'write the audit events of the simulated server to a file (JSON lines)')
    .option('--http-log <file>', 'write the log of the simulated server to a file; - is standard error')
    .option('--no-open', 'do not open the page in a browser')
    .addHelpText(
      'after',
      `
The scenario's clients run; the signals of its script are left to you: send them on the page, or press Ctrl-C.
While the simulated server runs, SIGINT and SIGTERM of this program go to it: the first one stops it gracefully, a
second one ends it with status 1. When no server runs, they end the program.
With --host, others can see the page; only with the secret of the link that is printed can they change anything. The
simulated server stays on 127.0.0.1. With --workshop, the presenter opens the first link that is printed, the audience
types the short one or takes it from the QR code.
With --inspect, XState's tools watch the machines of the run: attach createWebSocketReceiver of @statelyai/inspect
(XState 5) or of @xstate/inspect (XState 4) to the address that is printed. The other way round, /inspect of the page
draws the machines of any XState application on this machine.`,
    )
    .action(options => serve(environment, options));

  program
    .command('list')
    .description('the scenarios of the library, with a line each')
    .action(() => list(environment));

  program
    .command('simulate')
    .description('run a scenario on the virtual clock, as fast as it goes')
    .argument('<scenario>', SCENARIO)
    .option('--out <file>', 'write the recording to a file (JSON lines); - is standard output')
    .option('--json', 'print one JSON object instead of the table')
    .option('--seed <number>', "a seed instead of the scenario's own", parseSeed)
    .addOption(lineageOption())
    .addHelpText('after', RESULT)
    .action((scenario, options) => simulate(environment, scenario, options));

  program
    .command('live')
    .description('run a scenario with a real server and real clients')
    .argument('<scenario>', SCENARIO)
    .option('--speed <factor>', 'how many times faster than the scenario says, up to 1000', parseSpeed, 1)
    .addOption(lineageOption())
    .option('--out <file>', 'write the recording to a file (JSON lines); - is standard output')
    .option('--audit-log <file>', 'write the audit events of the server to a file (JSON lines)')
    .option('--http-log <file>', 'write the log of the server to a file; - is standard error')
    .option('--json', 'print one JSON object instead of the table')
    .addHelpText(
      'after',
      `${RESULT}
Ctrl-C sends SIGINT to the simulated server: it stops gracefully; a second one ends it at once.`,
    )
    .action((scenario, options) => live(environment, scenario, options));

  program
    .command('lineages')
    .description('run a scenario on every version whose termination is known, and set them side by side')
    .argument('<scenario>', SCENARIO)
    .option('--only <versions>', 'only these, for example 1.16,1.25', parseVersions)
    .option('--json', 'print one JSON object instead of the table')
    .option('--seed <number>', "a seed instead of the scenario's own", parseSeed)
    .option('--live', 'with a real server and real clients, one version after the other')
    .option('--speed <factor>', 'with --live: how many times faster, up to 1000', parseSpeed, 1)
    .addHelpText(
      'after',
      `
What a version did not have, such as a flag of the scenario, is left out there, and said.
With --live, Ctrl-C stops the server that runs; no further one is started.`,
    )
    .action((scenario, options) => lineages(environment, scenario, options));

  program
    .command('import')
    .description("turn a real server's log into a recording")
    .argument('<log>', 'a file, packed with gzip or not, or - for standard input')
    .option('--out <file>', 'write the recording to a file (JSON lines); standard output without it')
    .option('--json', 'print one JSON object instead of the table')
    .option('--run <number>', 'which process of the log; without it the last one that was stopped', parseRun)
    .option('--year <year>', 'the year of the first line, where the lines have none', parseYear)
    .addHelpText('after', IMPORT)
    .action((log, options) => importLog(environment, log, options));

  program
    .command('replay')
    .description('open the page on a recording')
    .argument('<file>', RECORDING)
    .option('--json', 'print its summary instead, as "lastcall simulate --json" does')
    .option('--port <port>', 'port of the page; when taken, the next free one', parsePort, 8700)
    .option('--no-open', 'do not open the page in a browser')
    .action((file, options) => replay(environment, file, options));

  program
    .command('check')
    .description('check recordings against the rules of graceful termination')
    .argument('<file...>', RECORDING)
    .option('--json', 'the same as --format json')
    .addOption(
      new Option('--format <format>', 'how the verdicts are printed').choices([
        'text',
        'json',
        'junit',
        'sarif',
      ]),
    )
    .addHelpText('after', CHECKS)
    .action(async (files, options) => {
      status.exitCode = await check(environment, files, options);
    });

  const lesson = program.command('lesson').description('the lessons of the course, and lessons of your own');
  lesson
    .command('check')
    .description('prove that lessons can be solved, and that both of their languages are complete')
    .argument('<folder...>', 'a folder with lesson.yaml, en.md and zh.md')
    .option('--json', 'print one JSON object instead of the text')
    .addHelpText('after', LESSON_CHECKS)
    .action(async (folders, options) => {
      status.exitCode = await lessonCheck(environment, folders, options);
    });
  lesson
    .command('list')
    .description('the course: names, titles, minutes')
    .option('--json', 'print one JSON object instead of the lines')
    .action(options => lessonList(environment, options));

  program
    .command('compare')
    .description('two recordings side by side, aligned at ShutdownInitiated')
    .argument('<a>', RECORDING)
    .argument('<b>', 'another one')
    .option('--json', 'print one JSON object instead of the table')
    .action((a, b, options) => compare(environment, a, b, options));

  program
    .command('export')
    .description('a recording for other tools, or a lesson for paper')
    .argument('<file>', `${RECORDING}; for html a lesson: a name from "lastcall lesson list", or a folder`)
    .addOption(
      new Option('--format <format>', 'the format')
        .choices([...EXPORT_FORMATS, ...PAPER_FORMATS].map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--at <moment>', 'with map: the moment, for example "ShutdownInitiated + 1s"; the end without it')
    .addOption(
      new Option('--lang <language>', 'with html: the language; English without it').choices([
        'en',
        'zh',
        'both',
      ]),
    )
    .option('--presenter', "with html: the presenter's notes are in it")
    .addHelpText('after', `\nFormats:\n${formatLines()}`)
    .action((file, options) => exportFile(environment, file, options));

  return program;
}

function lineageOption(): Option {
  return new Option(
    '--lineage <version>',
    "a version of kube-apiserver from 1.6 on, instead of the scenario's own",
  ).argParser(parseLineage);
}

function formatLines(): string {
  return [...EXPORT_FORMATS, ...PAPER_FORMATS]
    .map(({ name, title }) => `  ${name.padEnd(10)}${title}\n`)
    .join('');
}

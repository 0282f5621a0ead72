/** What help says beyond the lists of commands and options. */

export const SCENARIO = 'a name from "lastcall list", a file, or - for standard input';

export const OVERVIEW = `
A SCENARIO is ${SCENARIO}.
A FILE is a recording that --out has written, or - for standard input.

Examples:
  lastcall serve                             page and live server; try curl -k https://127.0.0.1:6443/readyz
  lastcall serve --workshop --host 0.0.0.0   teach a room: a link for you, a short one and a QR code for everybody
  lastcall simulate graceful                 what happens, as a table
  lastcall simulate graceful --json          the same for scripts
  lastcall live graceful --speed 10 --out run.jsonl
                                             a real server and real clients, ten times faster; keep the recording
  lastcall lineages graceful                 the same traffic on every version since 1.6, a row each
  lastcall simulate graceful --lineage 1.20  the same as an older version would terminate
  lastcall simulate - < mine.yaml            a scenario of your own
  lastcall check run.jsonl                   the rules of graceful termination; exit status 1 if one is broken
  lastcall compare before.jsonl after.jsonl  two recordings side by side
  lastcall export run.jsonl --format perfetto --out trace.json
                                             for ui.perfetto.dev
  lastcall export delay-zero --format html --out lesson.html
                                             a lesson to print: questions, task, answers with pictures
  lastcall replay run.jsonl                  the page on a recording
  lastcall lesson check my-lesson            whether a lesson of your own can be solved
  lastcall import kube-apiserver.log --out real.jsonl
                                             what a real server's log says about its termination

Exit status:
  0  done
  1  the run failed, a rule that "lastcall check" checks is broken, or a lesson has a problem
  2  wrong usage, or a file that cannot be used
`;

export const RESULT = `
Without --json a table: the signals with their times since SIGTERM, the outcomes by client, the verdicts of the rules.
A broken rule is a result, not a failure: the exit status is 0 when the run could be carried out.`;

export const IMPORT = `
Reads logs of kube-apiserver, and of any server built on k8s.io/apiserver, as klog writes them: text or JSON, bare or
as journald, a container runtime, kubectl logs, docker or Loki hand them on. Other lines do not matter.
-v=1 prints the lifecycle since 1.22, -v=2 failing health checks, -v=3 the HTTP requests.
With several processes in the log, they are listed on standard error.`;

export const RECORDING = 'a recording (.jsonl), or - for standard input';

export const CHECKS = `
Each rule has one of three verdicts: ok, broken, or not decidable, where the recording does not say enough.

Exit status:
  0  no rule is broken
  1  a rule is broken
  2  a file cannot be used; the others have been checked all the same`;

export const LESSON_CHECKS = `
Runs each lesson: its stops must come in their order, each question must have exactly one right answer, and its task
must be solved by some changes that it allows, but neither by all of them nor before anything is changed.

Exit status:
  0  every lesson is ok
  1  a lesson has a problem
  2  a folder cannot be read; the others have been checked all the same`;

/** SIGINT and SIGTERM of this program. */

export type ProgramSignal = 'SIGINT' | 'SIGTERM';

/**
 * npm hands Ctrl-C on to the program that it runs, and the terminal does so too: where the shell between them is no
 * process of its own (bash, macOS), one press arrives twice. Nobody presses twice within this time.
 */
const ECHO_MS = 100;

/** The same listener without echoes: a repeated signal that comes at once, in a program that npm runs. */
export function withoutEchoes(
  listener: (signal: ProgramSignal) => void,
  runByNpm: boolean,
  now: () => number,
): (signal: ProgramSignal) => void {
  let last: { readonly signal: ProgramSignal; readonly at: number } | null = null;
  return signal => {
    const at = now();
    const isEcho = runByNpm && last?.signal === signal && at - last.at < ECHO_MS;
    last = { signal, at };
    if (!isEcho) listener(signal);
  };
}

/** Calls `listener` for each signal, which ends the program no more, until the returned function is called. */
export function listenForSignals(listener: (signal: ProgramSignal) => void): () => void {
  const heard = withoutEchoes(listener, process.env.npm_lifecycle_event !== undefined, () =>
    performance.now(),
  );
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return () => {
    process.off('SIGINT', heard);
    process.off('SIGTERM', heard);
  };
}

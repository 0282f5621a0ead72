/** Opens a page in the default browser, if there is likely to be somebody who sees it. Never fails. */
import { spawn } from 'node:child_process';

/** Whether a browser would open in front of a person: a terminal, no CI, and on Linux a display. */
export function canOpenBrowser(
  variables: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  isTerminal: boolean,
): boolean {
  if (!isTerminal || variables.CI) return false;
  if (platform === 'darwin' || platform === 'win32') return !variables.SSH_CONNECTION;
  return Boolean(variables.DISPLAY || variables.WAYLAND_DISPLAY);
}

/** Asks the system to open `url`; what becomes of it nobody knows. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [command, ...args] =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url];
  try {
    const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
    // The address has been printed: a system without a browser is no error.
    child.on('error', () => {});
    child.unref();
  } catch {
    // As above.
  }
}

/** A kubeconfig for the simulated server: kubectl then works against it as against any cluster. */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { CliFailure, EXIT_USAGE } from './failure.ts';

/** What everything in it is called; a file whose cluster is called so is one of ours. */
const NAME = 'lastcall';

/** kubectl asks its user for a name when it finds no credentials; the server does not look at these. */
const ANONYMOUS = { username: 'anonymous', password: 'none' };

export interface KubeconfigFacts {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** The certificate that the server shows, in PEM: it is its own authority. */
  readonly certificate: string;
  /** Who asks; absent: nobody in particular. */
  readonly token?: string;
}

/** The text of a kubeconfig. */
export function kubeconfig({ server, certificate, token }: KubeconfigFacts): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: NAME,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(certificate, 'utf8').toString('base64'),
        },
      },
    ],
    users: [{ name: NAME, user: token === undefined ? ANONYMOUS : { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
    'current-context': NAME,
  });
}

/**
 * Refuses a file that somebody else has written: it may hold the only way into a cluster.
 * @throws CliFailure
 */
export async function checkKubeconfigFile(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new CliFailure(EXIT_USAGE, `${file} cannot be read: ${error.message}`);
  });
  if (text === null || text.trim() === '' || isOurs(text)) return;
  throw new CliFailure(
    EXIT_USAGE,
    `${file} exists and was not written by lastcall; name another file, or delete it`,
  );
}

function isOurs(text: string): boolean {
  try {
    const { clusters } = parse(text) as { clusters?: readonly { readonly name?: unknown }[] };
    return clusters?.length === 1 && clusters[0]?.name === NAME;
  } catch {
    return false;
  }
}

/**
 * Writes it in one go, readable by its owner alone.
 * @throws CliFailure
 */
export async function writeKubeconfig(file: string, facts: KubeconfigFacts): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, kubeconfig(facts), { mode: 0o600, flag: 'wx' });
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(EXIT_USAGE, `${file} cannot be written: ${reason}`);
  }
}

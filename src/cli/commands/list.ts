import type { Environment } from '../environment.ts';

/** `lastcall list`: the scenarios of the library, with a line each. */
export async function list({ library, stdout }: Environment): Promise<void> {
  const width = Math.max(...library.map(({ name }) => name.length));
  await stdout.writeLines(library.map(({ name, description }) => `${name.padEnd(width)}  ${description}`));
}

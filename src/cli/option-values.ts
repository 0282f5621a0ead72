/** The values of options: what is no value says what would be one. Each throws InvalidArgumentError. */
import { InvalidArgumentError } from 'commander';
import { LINEAGES, type Lineage, lineageOf } from '../../machines/lineage.ts';

function parseNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

export function parsePort(text: string): number {
  const port = parseNumber(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 (any free one) to 65535.');
}

/** An address or a name; IPv6 may stand in the brackets that URLs need. */
export function parseHost(text: string): string {
  const host = /^\[(.*)\]$/.exec(text.trim())?.[1] ?? text.trim();
  if (/^[\w.:%-]+$/.test(host)) return host;
  throw new InvalidArgumentError('A host is an address such as 192.168.1.5, or a name.');
}

export function parseSeed(text: string): number {
  const seed = parseNumber(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= 4_294_967_295) return seed;
  throw new InvalidArgumentError('A seed is a whole number from 0 to 4294967295.');
}

/** The steps that the versions belong to, in their order, each once. */
export function parseVersions(text: string): readonly Lineage[] {
  const wanted = text.split(',').map(version => parseLineage(version.trim()));
  return LINEAGES.filter(lineage => wanted.includes(lineage));
}

export function parseLineage(text: string): Lineage {
  const lineage = lineageOf(text);
  if (lineage !== null) return lineage;
  throw new InvalidArgumentError(
    `A lineage is one of ${LINEAGES.join(', ')}, or a version from 1.6 to 1.36.`,
  );
}

export function parseRun(text: string): number {
  const run = parseNumber(text);
  if (Number.isInteger(run) && run >= 1) return run;
  throw new InvalidArgumentError('A run is a whole number from 1.');
}

export function parseYear(text: string): number {
  const year = parseNumber(text);
  if (Number.isInteger(year) && year >= 1970 && year <= 2200) return year;
  throw new InvalidArgumentError('A year is a whole number from 1970 to 2200.');
}

export function parseSpeed(text: string): number {
  const speed = parseNumber(text);
  if (speed > 0 && speed <= 1000) return speed;
  throw new InvalidArgumentError('A speed is a number over 0 and at most 1000.');
}

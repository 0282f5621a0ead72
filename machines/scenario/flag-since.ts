/** Flags that came with a version: on a lineage before it they are ignored, and said to be. */
import { atLeast, type Lineage } from '../lineage.ts';

interface Since {
  /** The first step of the lineage that has the flag. */
  readonly lineage: Lineage;
  /** The version that it came with, for people; it may lie inside the step before. */
  readonly version: string;
}

/** By the name of the flag. What does not stand here is on every lineage. */
export const FLAG_SINCE: Readonly<Record<string, Since>> = {
  'audit-log-mode': { lineage: '1.10', version: '1.8' },
  'shutdown-delay-duration': { lineage: '1.16', version: '1.16' },
  'livez-grace-period': { lineage: '1.16', version: '1.16' },
  'goaway-chance': { lineage: '1.20', version: '1.18' },
  'strict-transport-security-directives': { lineage: '1.22', version: '1.21' },
  'shutdown-send-retry-after': { lineage: '1.23', version: '1.23' },
  'mux-delay': { lineage: '1.23', version: '1.23' },
  'shutdown-watch-termination-grace-period': { lineage: '1.27', version: '1.27' },
};

/** What a flag is when it does nothing. */
const OFF: readonly unknown[] = [undefined, 0, '0', '0s', '0ms', false, '', 'blocking'];

function isOff(value: unknown): boolean {
  return OFF.includes(value) || (Array.isArray(value) && value.length === 0);
}

/** A flag that is set though the lineage does not have it. */
export interface MissingFlag {
  readonly flag: string;
  /** The version that it came with. */
  readonly version: string;
}

/** The flags among `server` that are set and that the lineage does not have; written or validated, both can be asked. */
export function missingFlags(server: Readonly<Record<string, unknown>>, lineage: Lineage): MissingFlag[] {
  return Object.entries(FLAG_SINCE).flatMap(([flag, since]) =>
    !atLeast(lineage, since.lineage) && !isOff(server[flag]) ? [{ flag, version: since.version }] : [],
  );
}

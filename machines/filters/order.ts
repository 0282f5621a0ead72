/**
 * The order of the handler chain, outermost first, as each version builds it: `DefaultBuildHandlerChain` of
 * k8s.io/apiserver pkg/server/config.go for the secure port, and for the insecure one of 1.6 to 1.19
 * `BuildInsecureHandlerChain` (pkg/kubeapiserver/server/insecure_handler.go, later pkg/server/deprecated_insecure_serving.go).
 */
import { atLeast, type Lineage } from '../lineage.ts';

/** The steps of the chain, by the names that rejections carry. */
export type StepName =
  | 'audit-init'
  | 'panic-recovery'
  | 'mux-and-discovery'
  | 'received-timestamp'
  | 'request-context'
  | 'request-info'
  | 'latency-trackers'
  | 'http-log'
  | 'retry-after'
  | 'hsts'
  | 'cache-control'
  | 'goaway'
  | 'watch-termination'
  | 'wait-group'
  | 'request-deadline'
  | 'timeout'
  | 'warnings'
  | 'cors'
  | 'authentication'
  | 'audit'
  | 'impersonation'
  | 'max-in-flight'
  | 'authorization';

/** The port that a request came in on. */
export type Port = 'secure' | 'insecure';

/** From who somebody is to what they may do: the same since 1.7, where max-in-flight moved behind the impersonation. */
const WHO_AND_WHAT: readonly StepName[] = [
  'cors',
  'authentication',
  'audit',
  'impersonation',
  'max-in-flight',
  'authorization',
];

/** From the GOAWAY to the timeout, since `request-deadline` came with 1.21. */
const COUNTED: readonly StepName[] = ['goaway', 'wait-group', 'request-deadline', 'timeout'];
const WATCHES_COUNTED: readonly StepName[] = [
  'goaway',
  'watch-termination',
  'wait-group',
  'request-deadline',
  'timeout',
];

/** The panic recovery stood inside the timeout, and the limits in front of everything. */
const SECURE_1_6: readonly StepName[] = [
  'request-context',
  'request-info',
  'max-in-flight',
  'timeout',
  'panic-recovery',
  'http-log',
  'cors',
  'authentication',
  'audit',
  'impersonation',
  'authorization',
];
const SECURE_1_10: readonly StepName[] = [
  'panic-recovery',
  'http-log',
  'request-context',
  'request-info',
  'wait-group',
  'timeout',
  ...WHO_AND_WHAT,
];
const SECURE_1_14: readonly StepName[] = SECURE_1_10.filter(name => name !== 'request-context');
const SECURE_1_20: readonly StepName[] = [
  'panic-recovery',
  'http-log',
  'received-timestamp',
  'cache-control',
  'warnings',
  'goaway',
  'request-info',
  'wait-group',
  'timeout',
  ...WHO_AND_WHAT,
];
const SECURE_1_22: readonly StepName[] = [
  'audit-init',
  'panic-recovery',
  'received-timestamp',
  'request-info',
  'http-log',
  'hsts',
  'cache-control',
  'warnings',
  ...COUNTED,
  ...WHO_AND_WHAT,
];
const SECURE_1_23: readonly StepName[] = [
  'audit-init',
  'panic-recovery',
  'mux-and-discovery',
  'received-timestamp',
  'request-info',
  'http-log',
  'retry-after',
  'hsts',
  'cache-control',
  'warnings',
  ...COUNTED,
  ...WHO_AND_WHAT,
];
const HEAD_1_24: readonly StepName[] = [
  'audit-init',
  'panic-recovery',
  'mux-and-discovery',
  'received-timestamp',
  'request-info',
  'latency-trackers',
  'http-log',
  'retry-after',
  'hsts',
  'cache-control',
];
const SECURE_1_24: readonly StepName[] = [...HEAD_1_24, 'warnings', ...COUNTED, ...WHO_AND_WHAT];
const SECURE_1_27: readonly StepName[] = [...HEAD_1_24, 'warnings', ...WATCHES_COUNTED, ...WHO_AND_WHAT];
/** The warnings moved inside the timeout, so that a late warning does not race with the 504 (PR 115282, 1.30). */
const SECURE_1_30: readonly StepName[] = [...HEAD_1_24, ...WATCHES_COUNTED, 'warnings', ...WHO_AND_WHAT];

/** By step of the lineage; 1.29 shows the order of 1.30, which most of its versions have. */
const SECURE: Readonly<Record<Lineage, readonly StepName[]>> = {
  '1.6': SECURE_1_6,
  '1.10': SECURE_1_10,
  '1.14': SECURE_1_14,
  '1.16': SECURE_1_14,
  '1.20': SECURE_1_20,
  '1.22': SECURE_1_22,
  '1.23': SECURE_1_23,
  '1.24': SECURE_1_24,
  '1.25': SECURE_1_24,
  '1.27': SECURE_1_27,
  '1.29': SECURE_1_30,
  '1.33': SECURE_1_30,
};

/** Nobody is authenticated; nobody is authorized on any insecure port. */
const INSECURE_1_6: readonly StepName[] = [
  'request-context',
  'request-info',
  'max-in-flight',
  'timeout',
  'panic-recovery',
  'http-log',
  'cors',
  'audit',
];
/** Everybody is `system:unsecured` (1.7); the wait group did not count here yet. */
const INSECURE_1_10: readonly StepName[] = [
  'request-context',
  'request-info',
  'max-in-flight',
  'timeout',
  'panic-recovery',
  'http-log',
  'cors',
  'authentication',
  'audit',
];
const INSECURE_1_14: readonly StepName[] = [
  'panic-recovery',
  'http-log',
  'request-info',
  'wait-group',
  'max-in-flight',
  'timeout',
  'cors',
  'authentication',
  'audit',
];
const INSECURE_1_19: readonly StepName[] = [
  'panic-recovery',
  'http-log',
  'cache-control',
  'warnings',
  'request-info',
  'wait-group',
  'timeout',
  'cors',
  'authentication',
  'audit',
  'max-in-flight',
];

/** Whether a version has the insecure port: `--insecure-port` served until 1.19. */
export function hasInsecurePort(lineage: Lineage): boolean {
  return !atLeast(lineage, '1.22');
}

/** The names of the chain's steps, outermost first; none for a port that the version does not have. */
export function chainOrder(lineage: Lineage, port: Port): readonly StepName[] {
  if (port === 'secure') return SECURE[lineage];
  if (!hasInsecurePort(lineage)) return [];
  if (lineage === '1.6') return INSECURE_1_6;
  if (lineage === '1.10') return INSECURE_1_10;
  return atLeast(lineage, '1.20') ? INSECURE_1_19 : INSECURE_1_14;
}

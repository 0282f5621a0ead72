/** The state of every lamp and way of the signal map at one moment: what has come, what is waited for, what may come. */
import type { Phrase } from '../words/zh/catalog.ts';
import { lampNote, lampRing } from './lamp-notes.ts';
import type { Cause, EdgePlan, LampName, LampPlan, MapOf, MapPlan } from './maps/map-plan.ts';
import { mapSince125 } from './maps/since-1-25.ts';
import type { RunPlan } from './plan.ts';
import { type FiredSignal, litAt, type RunView } from './run-view.ts';

export type LampState = 'dark' | 'armed' | 'lit';
export type EdgeState = 'next' | 'now' | 'past';

/** What stands below a lamp's name. Times are milliseconds. */
export type LampNote =
  | { readonly kind: 'firedAt'; readonly t: number }
  | { readonly kind: 'neverFired' }
  | { readonly kind: 'readyzIsGreen' }
  | { readonly kind: 'left'; readonly leftMs: number }
  | {
      readonly kind: 'hookRuns';
      readonly hook: string;
      readonly leftMs: number | null;
      readonly forMs: number;
    }
  /** `areNamed`: they are signals; else they are told by what happens. */
  | { readonly kind: 'waitsFor'; readonly signals: readonly LampName[]; readonly areNamed: boolean }
  | { readonly kind: 'waitsForServer' }
  | { readonly kind: 'doorIsOpen' }
  | { readonly kind: 'doorCloses' }
  | {
      readonly kind: 'inFlight';
      readonly short: number;
      readonly watches: number;
      readonly watchesCount: boolean;
    }
  | { readonly kind: 'none' };

export interface LampView {
  readonly name: LampName;
  /** What happens, where the version has no signal; null: it goes by its name. */
  readonly unnamed: Phrase | null;
  readonly state: LampState;
  readonly note: LampNote;
  /** /readyz turned red with it. */
  readonly turnsReadyzRed?: true;
  /** Lit before what it waits for, because `Server.Shutdown` had returned. */
  readonly byServer?: true;
  /** Lit, though no line of the log says so. */
  readonly inferred?: true;
  /** Nothing is known but that it fired: what goes with it in a run of ours is not said. */
  readonly bare?: true;
  /** The ring around an armed lamp: what is left of a delay, or what is done of the hooks; null: no ring. */
  readonly ring: { readonly shows: 'left' | 'done'; readonly fraction: number } | null;
}

export interface SignalMapView {
  /** What it is made of. */
  readonly plan: MapPlan;
  readonly sendRetryAfter: boolean;
  /** What no line of the log says: the stop, the exit. */
  readonly inferred: { readonly stop: boolean; readonly exit: boolean };
  /** The stop signal at the top: when it came, null before. */
  readonly stoppedAt: number | null;
  readonly stopSignal: string;
  /** Those that the version has. */
  readonly lamps: Readonly<Partial<Record<LampName, LampView>>>;
  readonly edges: Readonly<Record<string, EdgeState>>;
  /** Inputs of the AND that have come. */
  readonly gate: { readonly left: boolean; readonly right: boolean; readonly armed: boolean };
  readonly exit: { readonly t: number; readonly code: number } | null;
}

/**
 * The map at time `t`.
 * @param logged whether the server ran with retry-after, where a log tells it and there is no plan
 * @param mapOf the map of the run's lineage
 */
export function signalMapOf(
  view: RunView,
  plan: RunPlan | null,
  t: number,
  logged: boolean | null = null,
  mapOf: MapOf = mapSince125,
): SignalMapView {
  const sendRetryAfter = plan?.sendRetryAfter ?? logged ?? false;
  const map = mapOf(sendRetryAfter);
  const { exit, stop } = view.process;
  const came = (cause: Cause): FiredSignal | undefined => cameIn(map, view, cause);
  const lampOf = (lamp: LampPlan): LampView => {
    const { name, unnamed, turnsReadyzRed } = lamp;
    const of = { name, unnamed, ...(turnsReadyzRed ? { turnsReadyzRed } : {}) };
    const moment = came(name);
    if (moment) {
      const note = { kind: 'firedAt', t: moment.t } as const;
      const known = {
        ...(moment.inferred ? { inferred: true as const } : {}),
        ...(plan ? {} : { bare: true as const }),
        ...(lamp.orServer && lamp.after.some(cause => !cameBefore(came(cause), moment))
          ? { byServer: true as const }
          : {}),
      };
      return { ...of, state: 'lit', note, ring: null, ...known };
    }
    if (exit) return { ...of, state: 'dark', note: { kind: stop ? 'neverFired' : 'none' }, ring: null };
    const armed = lamp.armedBy !== null && came(lamp.armedBy) !== undefined;
    const at = { lamp, armed, since: came(lamp.armedBy ?? 'stop')?.t ?? null, view, plan, t };
    const missing = lamp.after.filter((cause): cause is LampName => cause !== 'stop' && !came(cause));
    return {
      ...of,
      state: armed ? 'armed' : 'dark',
      note: lampNote({ ...at, missing, areNamed: missing.every(name => isNamed(map, name)) }),
      ring: armed ? lampRing(at) : null,
    };
  };
  const [left, right] = (map.gate ?? []).map(input => came(input) !== undefined);
  const behindGate = map.edges.find(({ from }) => from === 'gate')?.to;
  const isThrough = map.lamps.some(({ name }) => name === behindGate && came(name) !== undefined);
  return {
    plan: map,
    sendRetryAfter,
    inferred: { stop: stop?.inferred === true, exit: exit?.inferred === true },
    stoppedAt: stop?.t ?? null,
    stopSignal: stop?.signal ?? 'SIGTERM',
    lamps: Object.fromEntries(map.lamps.map(lamp => [lamp.name, lampOf(lamp)])),
    edges: Object.fromEntries(map.edges.map(edge => [edge.name, edgeState(edge, map, view, plan)])),
    gate: {
      left: left === true,
      right: right === true,
      armed: stop !== null && (!exit || isThrough),
    },
    exit: exit ? { t: exit.t, code: exit.code } : null,
  };
}

function cameBefore(cause: FiredSignal | undefined, moment: FiredSignal): boolean {
  return cause !== undefined && cause.seq <= moment.seq;
}

function isNamed(map: MapPlan, name: LampName): boolean {
  return map.lamps.find(lamp => lamp.name === name)?.unnamed === null;
}

function cameIn(map: MapPlan, view: RunView, cause: Cause): FiredSignal | undefined {
  if (cause === 'stop') return view.process.stop ? { ...view.process.stop, cause: [] } : undefined;
  const lamp = map.lamps.find(({ name }) => name === cause);
  return lamp && litAt(view, lamp);
}

function edgeState(edge: EdgePlan, map: MapPlan, view: RunView, plan: RunPlan | null): EdgeState {
  const { exit } = view.process;
  const from = edge.from === 'gate' ? lastOf(map, view) : cameIn(map, view, edge.from);
  const { to } = edge;
  if (to === 'gate' || to === 'nobody') return from ? 'past' : 'next';
  if (to === 'exit') return from === undefined ? 'next' : exit ? 'past' : 'now';
  const target = cameIn(map, view, to);
  if (target) {
    // It came another way: what this one waits for had not. A log may have lost a line.
    return plan === null || cameBefore(from, target) ? 'past' : 'next';
  }
  return from && edge.from !== 'gate' && !exit ? 'now' : 'next';
}

/** The later of the inputs of the AND; undefined: not both have come. */
function lastOf(map: MapPlan, view: RunView): FiredSignal | undefined {
  const [a, b] = (map.gate ?? []).map(input => cameIn(map, view, input));
  if (!a || !b) return undefined;
  return a.seq > b.seq ? a : b;
}

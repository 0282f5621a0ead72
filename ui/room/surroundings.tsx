/** What stands around the server: the kubelet that kills, the load balancer with its verdict, and the health lamps. */
import { hasReadyz, type Lineage } from '../../machines/lineage.ts';
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import { isSameThing } from '../faults/thing-key.ts';
import type { Thing } from '../session/run-source.ts';
import { roundTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { BadGlyph, OkGlyph, UnknownGlyph } from './glyphs.tsx';

interface SurroundingsProps {
  readonly view: RunView;
  readonly plan: RunPlan | null;
  readonly origin: number | null;
  readonly picked: Thing | null;
}

/** The probe that the kubelet would send; scenarios may have none. */
function livenessProbeOf(plan: RunPlan | null) {
  return plan?.clients.find(({ kind, path }) => kind === 'probe' && (path ?? '').startsWith('/livez'));
}

export function Kubelet({ view, plan, origin, picked }: SurroundingsProps) {
  const [text, isBad] = kubeletWords(view, plan, origin);
  const probe = livenessProbeOf(plan);
  const body = (
    <>
      <text className="r-b" x="0" y="16">
        Kubelet
      </text>
      <text className={isBad ? 'bad' : ''} x="0" y="33">
        {text}
      </text>
    </>
  );
  if (!probe) return body;
  const thing = { kind: 'probe', client: probe.name } as const;
  return (
    <ThingButton
      of={{ thing }}
      label={tr('The kubelet’s probe {name}', { name: probe.name })}
      hit={{ x: -4, y: -5, width: 112, height: 45 }}
      isPicked={isSameThing(picked, thing)}
    >
      {body}
    </ThingButton>
  );
}

/** What SIGKILL leaves: before 1.8 a SIGTERM kills as well, and nobody from outside has to. */
const KILL_CODE = 137;

function kubeletWords(
  view: RunView,
  plan: RunPlan | null,
  origin: number | null,
): readonly [string, boolean] {
  const grace = plan?.gracePeriodMs ?? null;
  if (view.process.exit?.reason === 'killed' && view.process.exit.code === KILL_CODE)
    return [`SIGKILL ${roundTime(view.process.exit.t, origin)}`, true];
  if (plan === null) return [tr('unknown'), false];
  if (grace === null) return [tr('never kills'), false];
  const stop = view.process.stop?.t ?? origin;
  if (stop === null) return [tr('waits {n} s, then kills', { n: grace / 1000 }), false];
  if (view.process.exit) return [tr('did not kill'), false];
  return [tr('kills at {time}', { time: roundTime(stop + grace, origin) }), false];
}

export function LoadBalancer({ view, plan, origin, picked }: SurroundingsProps) {
  const probe = loadBalancerOf(plan);
  const verdict = probe ? view.probes[probe.name] : undefined;
  if (!plan) {
    return (
      <>
        <text className="r-b mute" x="0" y="62">
          {tr('Load balancer')}
        </text>
        <text x="0" y="80">
          {tr('unknown')}
        </text>
      </>
    );
  }
  if (!probe) {
    return (
      <>
        <text className="r-b mute" x="0" y="62">
          {tr('No load balancer')}
        </text>
        <text x="0" y="80">
          {tr('clients know')}
        </text>
        <text x="0" y="97">
          {tr('only this server')}
        </text>
      </>
    );
  }
  const state = verdict === undefined ? 'no verdict yet' : verdict.healthy ? 'healthy' : 'unhealthy';
  const Glyph = verdict === undefined ? UnknownGlyph : verdict.healthy ? OkGlyph : BadGlyph;
  const bad = verdict?.healthy === false ? 'bad' : '';
  const isRouted = plan.clients.some(client => client.behind === probe.name);
  const thing = { kind: 'probe', client: probe.name } as const;
  return (
    <g data-verdict={state}>
      <ThingButton
        of={{ thing }}
        label={tr('Load balancer: {state}', { state: tr(state) })}
        hit={{ x: -4, y: 46, width: 112, height: 58 }}
        isPicked={isSameThing(picked, thing)}
      >
        <text className="r-b" x="0" y="62">
          {tr('Load balancer')}
        </text>
        <Glyph x={7} y={75} r={6.7} />
        <text className={bad} x="20" y="80">
          {tr(state)}
        </text>
        <text className={bad} x="0" y="97">
          {verdict ? tr('since {time}', { time: roundTime(verdict.since, origin) }) : ''}
        </text>
      </ThingButton>
      {isRouted && verdict?.healthy === false && (
        <>
          <text x="0" y="117">
            {tr('new requests')}
          </text>
          <text x="0" y="134">
            {tr('go elsewhere')}
          </text>
          {view.refused.count === 0 && (
            <>
              <path className="way" d="M100 58h2a9 9 0 0 1 9 9v37a9 9 0 0 1 -9 9h-13" />
              <path className="way-head" d="M84 113l8 -4.5v9z" />
            </>
          )}
        </>
      )}
    </g>
  );
}

interface Endpoint {
  readonly name: string;
  readonly x: number;
}

const ENDPOINTS: readonly Endpoint[] = [
  { name: '/readyz', x: 151 },
  { name: '/livez', x: 235 },
  { name: '/healthz', x: 307 },
];
/** Before 1.16 there was nothing else. */
const OLD_ENDPOINTS: readonly Endpoint[] = [{ name: '/healthz', x: 151 }];

/** What an endpoint answers, in a word. */
function answerOf(view: RunView, name: string): string {
  if (view.process.exit !== null) return tr('gone');
  const health = view.health[name];
  if (health === undefined) return tr('unknown');
  return health.ok ? tr('ok') : tr('fails');
}

interface HealthLampsProps {
  readonly view: RunView;
  readonly lineage: Lineage;
}

export function HealthLamps({ view, lineage }: HealthLampsProps) {
  const gone = view.process.exit !== null;
  return (hasReadyz(lineage) ? ENDPOINTS : OLD_ENDPOINTS).map(({ name, x }) => {
    const health = gone ? undefined : view.health[name];
    const Glyph = health === undefined ? UnknownGlyph : health.ok ? OkGlyph : BadGlyph;
    const bad = health?.ok === false ? 'bad' : '';
    return (
      <g key={name} data-health={name}>
        <Glyph x={x} y={15} r={8} />
        <text className={`r-b ${bad}`} x={x + 14} y="20">
          {name}
        </text>
        <text className={bad} x={x + 14} y="37">
          {answerOf(view, name)}
        </text>
      </g>
    );
  });
}

/** What stands around the server: the kubelet that kills, the load balancer with its verdict, and the health lamps. */
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { roundTime } from '../words/format.ts';
import { BadGlyph, OkGlyph, UnknownGlyph } from './glyphs.tsx';

interface SurroundingsProps {
  readonly view: RunView;
  readonly plan: RunPlan | null;
  readonly origin: number | null;
}

export function Kubelet({ view, plan, origin }: SurroundingsProps) {
  const [text, isBad] = kubeletWords(view, plan, origin);
  return (
    <>
      <text className="r-b" x="0" y="16">
        Kubelet
      </text>
      <text className={isBad ? 'bad' : ''} x="0" y="33">
        {text}
      </text>
    </>
  );
}

function kubeletWords(
  view: RunView,
  plan: RunPlan | null,
  origin: number | null,
): readonly [string, boolean] {
  const grace = plan?.gracePeriodMs ?? null;
  if (view.process.exit?.reason === 'killed')
    return [`SIGKILL ${roundTime(view.process.exit.t, origin)}`, true];
  if (grace === null) return ['never kills', false];
  const stop = view.process.stop?.t ?? origin;
  if (stop === null) return [`waits ${grace / 1000} s, then kills`, false];
  return [view.process.exit ? 'did not kill' : `kills at ${roundTime(stop + grace, origin)}`, false];
}

export function LoadBalancer({ view, plan, origin }: SurroundingsProps) {
  const probe = loadBalancerOf(plan);
  const verdict = probe ? view.probes[probe.name] : undefined;
  if (!probe) {
    return (
      <>
        <text className="r-b mute" x="0" y="62">
          No load balancer
        </text>
        <text x="0" y="80">
          clients know
        </text>
        <text x="0" y="97">
          only this server
        </text>
      </>
    );
  }
  const word = verdict === undefined ? 'no verdict yet' : verdict.healthy ? 'healthy' : 'unhealthy';
  const Glyph = verdict === undefined ? UnknownGlyph : verdict.healthy ? OkGlyph : BadGlyph;
  const bad = verdict?.healthy === false ? 'bad' : '';
  const isRouted = plan?.clients.some(client => client.behind === probe.name) ?? false;
  return (
    <g data-verdict={word}>
      <text className="r-b" x="0" y="62">
        Load balancer
      </text>
      <Glyph x={7} y={75} r={6.7} />
      <text className={bad} x="20" y="80">
        {word}
      </text>
      <text className={bad} x="0" y="97">
        {verdict ? `since ${roundTime(verdict.since, origin)}` : ''}
      </text>
      {isRouted && verdict?.healthy === false && (
        <>
          <text x="0" y="117">
            new requests
          </text>
          <text x="0" y="134">
            go elsewhere
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

const ENDPOINTS: readonly { readonly name: string; readonly x: number }[] = [
  { name: '/readyz', x: 151 },
  { name: '/livez', x: 235 },
  { name: '/healthz', x: 307 },
];

export function HealthLamps({ view }: { readonly view: RunView }) {
  const gone = view.process.exit !== null;
  return ENDPOINTS.map(({ name, x }) => {
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
          {health === undefined ? (gone ? 'gone' : 'unknown') : health.ok ? 'ok' : 'fails'}
        </text>
      </g>
    );
  });
}

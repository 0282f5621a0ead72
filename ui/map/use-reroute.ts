/**
 * When retry-after is switched, the last two lamps slide to each other's rows and the route between them is drawn anew.
 * Only decoration: everything stands where it belongs at once, and with reduced motion nothing travels.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Lineage } from '../../machines/lineage.ts';
import { lampAt, type MapLayout } from '../../machines/view/drawing/geometry.ts';
import type { LampName, MapPlan } from '../../machines/view/maps/map-plan.ts';

const DURATION_MS = 400;
const TIMING: KeyframeAnimationOptions = { duration: DURATION_MS, easing: 'cubic-bezier(0.4, 0, 0.2, 1)' };
const MOVED = ['HTTPServerStoppedListening', 'InFlightRequestsDrained'] as const;

interface Shown {
  readonly sendRetryAfter: boolean;
  readonly lineage: Lineage;
  readonly plan: MapPlan;
  readonly layout: MapLayout;
  readonly paths: Readonly<Record<string, string>>;
}

function placeOf({ plan, layout }: Shown, name: LampName): number | null {
  const lamp = plan.lamps.find(other => other.name === name);
  return lamp ? lampAt(layout, lamp).y : null;
}

export function useReroute(drawing: RefObject<SVGSVGElement | null>, shown: Shown): void {
  const before = useRef(shown);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = shown;
    const svg = drawing.current;
    if (!svg || old.sendRetryAfter === shown.sendRetryAfter) return;
    if (old.layout !== shown.layout || old.lineage !== shown.lineage) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const name of MOVED) {
      const from = placeOf(old, name);
      const to = placeOf(shown, name);
      if (from === null || to === null) continue;
      svg
        .querySelector(`[data-signal="${name}"]`)
        ?.animate([{ transform: `translateY(${from - to}px)` }, { transform: 'none' }], TIMING);
    }
    for (const [name, path] of Object.entries(shown.paths)) {
      const edge = svg.querySelector(`[data-edge="${name}"]`);
      const was = old.paths[name];
      if (was === undefined)
        edge?.animate(
          [
            { strokeDasharray: '1 1', strokeDashoffset: '1' },
            { strokeDasharray: '1 1', strokeDashoffset: '0' },
          ],
          TIMING,
        );
      else if (was !== path) edge?.animate([{ d: `path("${was}")` }, { d: `path("${path}")` }], TIMING);
    }
  });
}

/**
 * When retry-after is switched, the last two lamps slide to each other's rows and the route between them is drawn anew.
 * Only decoration: everything stands where it belongs at once, and with reduced motion nothing travels.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { EdgeName } from '../../machines/view/signal-map.ts';
import { lampAt, type MapLayout } from './geometry.ts';

const DURATION_MS = 400;
const TIMING: KeyframeAnimationOptions = { duration: DURATION_MS, easing: 'cubic-bezier(0.4, 0, 0.2, 1)' };
const MOVED = ['HTTPServerStoppedListening', 'InFlightRequestsDrained'] as const;

interface Shown {
  readonly sendRetryAfter: boolean;
  readonly layout: MapLayout;
  readonly paths: Partial<Record<EdgeName, string>>;
}

export function useReroute(drawing: RefObject<SVGSVGElement | null>, shown: Shown): void {
  const before = useRef(shown);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = shown;
    const svg = drawing.current;
    if (!svg || old.sendRetryAfter === shown.sendRetryAfter || old.layout !== shown.layout) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const name of MOVED) {
      const from = lampAt(shown.layout, name, old.sendRetryAfter).y;
      const to = lampAt(shown.layout, name, shown.sendRetryAfter).y;
      svg
        .querySelector(`[data-signal="${name}"]`)
        ?.animate([{ transform: `translateY(${from - to}px)` }, { transform: 'none' }], TIMING);
    }
    for (const [name, path] of Object.entries(shown.paths)) {
      const edge = svg.querySelector(`[data-edge="${name}"]`);
      const was = old.paths[name as EdgeName];
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

/** A lamp of the signal map as a picture: dark, armed with what it waits for, or lit with its time. */
import { diamond, LAYOUTS, type Point, tick } from '../view/drawing/geometry.ts';
import { lampLabel } from '../view/drawing/lamp-label.ts';
import type { LampView } from '../view/signal-map.ts';
import type { MapPicture } from './map-svg.ts';
import { bodyStyle, glyph, nameText, ringPart, type Style, text } from './map-svg-shapes.ts';
import { element } from './svg-element.ts';

/** A lamp with its name and what stands below it. */
export function drawLamp(picture: MapPicture, lamp: LampView, at: Point): string {
  const { origin, colours, tr } = picture;
  const layout = LAYOUTS[picture.layout];
  const { x, anchor, names, nameY, notes, noteY } = lampLabel(layout, lamp, at, origin, tr);
  const fill = lamp.state === 'armed' ? colours.now : null;
  return (
    lampBody(picture, lamp, at) +
    names
      .map((name, index) =>
        nameText(colours, name, lamp.state, {
          x,
          y: nameY + index * layout.nameLine,
          anchor,
          size: layout.nameSize,
          within: layout,
        }),
      )
      .join('') +
    notes
      .map((note, index) =>
        text(note, { x, y: noteY + index * layout.subLine, anchor, fill, within: layout }),
      )
      .join('')
  );
}

/** A signal is a disc; a moment that had no name is a diamond. */
function lampBody({ colours, layout }: MapPicture, lamp: LampView, at: Point): string {
  const { lampR, ringR } = LAYOUTS[layout];
  const isSignal = lamp.unnamed === null;
  const shape = (r: number, style: Style): string =>
    isSignal
      ? element('circle', { cx: at.x, cy: at.y, r, ...style })
      : element('path', { d: diamond(at, r), ...style });
  if (lamp.state === 'lit') {
    const isInferred = lamp.inferred === true;
    return (
      shape(lampR, bodyStyle(colours, true, isInferred)) +
      glyph(colours, tick(at, isSignal ? lampR : lampR * 0.8), isInferred)
    );
  }
  if (lamp.ring) {
    const ring = { cx: at.x, cy: at.y, r: ringR, 'stroke-width': 4 };
    return (
      element('circle', { ...ring, fill: colours.paper, stroke: colours.nowSoft }) +
      ringPart(ring, lamp.ring, colours.now) +
      shape(lampR * 0.52, { fill: colours.now })
    );
  }
  const isArmed = lamp.state === 'armed';
  const stroke = isArmed ? colours.now : colours.edge;
  return (
    shape(lampR, { fill: colours.paper, stroke, 'stroke-width': isArmed ? 3 : 2 }) +
    (isArmed ? shape(lampR * 0.42, { fill: colours.now }) : '')
  );
}

/** Sections packed side by side, in about the shape of the room there is; in their order where that costs little. */

interface Sized {
  readonly width: number;
  readonly height: number;
}

export interface Packed extends Sized {
  /** Where each section's upper left corner stands, in the order in which they came. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/** Widths that are tried: so many from the widest section to all of them in one row. */
const TRIES = 60;

/** How much smaller everything may be drawn for the sake of the order of the sections. */
const ORDER_IS_WORTH = 1.1;

/** @param aspect width ÷ height of the room. */
export function pack(sections: readonly Sized[], aspect: number, gap: number): Packed {
  const inOrder = best(sections, aspect, gap);
  const tallestFirst = sections
    .map((section, index) => ({ ...section, index }))
    .sort((a, b) => b.height - a.height || a.index - b.index);
  const denser = best(tallestFirst, aspect, gap);
  if (need(inOrder, aspect) <= need(denser, aspect) * ORDER_IS_WORTH) return inOrder;
  const places = sections.map((_, index) => {
    const at = tallestFirst.findIndex(section => section.index === index);
    return denser.places[at] ?? { x: 0, y: 0 };
  });
  return { ...denser, places };
}

/** What decides how large everything can be drawn, in units of the room's height. */
function need({ width, height }: Sized, aspect: number): number {
  return Math.max(width / aspect, height);
}

function best(sections: readonly Sized[], aspect: number, gap: number): Packed {
  const widest = Math.max(0, ...sections.map(({ width }) => width));
  const all = sections.reduce((sum, { width }) => sum + width + gap, 0);
  let found = packInto(sections, widest, gap);
  for (let step = 1; step <= TRIES; step++) {
    const packed = packInto(sections, widest + ((all - widest) * step) / TRIES, gap);
    if (need(packed, aspect) < need(found, aspect)) found = packed;
  }
  return found;
}

/** A stretch of the lower outline of what stands already. */
interface Ledge {
  readonly x: number;
  readonly width: number;
  readonly y: number;
}

/** Puts each section where it can stand highest, the leftmost of such places. */
function packInto(sections: readonly Sized[], limit: number, gap: number): Packed {
  let outline: readonly Ledge[] = [{ x: 0, width: limit + gap, y: 0 }];
  const places: { x: number; y: number }[] = [];
  let [width, height] = [0, 0];
  for (const section of sections) {
    const [w, h] = [section.width + gap, section.height + gap];
    let place = { x: 0, y: Number.POSITIVE_INFINITY };
    for (const { x } of outline) {
      if (x + w > limit + gap + 0.5) continue;
      const y = Math.max(
        ...outline.filter(ledge => ledge.x < x + w && ledge.x + ledge.width > x).map(at => at.y),
      );
      if (y < place.y) place = { x, y };
    }
    places.push(place);
    const { x, y } = place;
    outline = [
      ...outline.flatMap(ledge => [
        { ...ledge, width: Math.min(ledge.width, x - ledge.x) },
        { x: Math.max(ledge.x, x + w), width: ledge.x + ledge.width - Math.max(ledge.x, x + w), y: ledge.y },
      ]),
      { x, width: w, y: y + h },
    ]
      .filter(ledge => ledge.width > 0)
      .sort((a, b) => a.x - b.x);
    width = Math.max(width, x + section.width);
    height = Math.max(height, y + section.height);
  }
  return { width, height, places };
}

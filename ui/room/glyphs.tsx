/** Small signs that mean the same everywhere: a check that passes, one that fails, one that nobody knows. */

interface GlyphProps {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** A disc with a tick. */
export function OkGlyph({ x, y, r }: GlyphProps) {
  const s = r / 8;
  return (
    <>
      <circle className="g-ok" cx={x} cy={y} r={r} />
      <path
        className="on-fill"
        d={`M${x - 3.6 * s} ${y + 0.4 * s}l${2.6 * s} ${2.6 * s} ${4.7 * s} ${-5.4 * s}`}
      />
    </>
  );
}

/** The points of an octagon that stands on a side. */
export function octagon(x: number, y: number, r: number): string {
  const [a, b] = [r * 1.039, r * 0.43];
  const points = [
    [a, b],
    [b, a],
    [-b, a],
    [-a, b],
    [-a, -b],
    [-b, -a],
    [b, -a],
    [a, -b],
  ];
  return points.map(([dx = 0, dy = 0]) => `${(x + dx).toFixed(2)},${(y + dy).toFixed(2)}`).join(' ');
}

/** An octagon with a cross. */
export function BadGlyph({ x, y, r }: GlyphProps) {
  const d = r * 0.385;
  return (
    <>
      <polygon className="g-bad" points={octagon(x, y, r)} />
      <path className="on-fill" d={`M${x - d} ${y - d}l${2 * d} ${2 * d}m0 ${-2 * d}l${-2 * d} ${2 * d}`} />
    </>
  );
}

/** A hollow ring: not known. */
export function UnknownGlyph({ x, y, r }: GlyphProps) {
  return <circle className="g-none" cx={x} cy={y} r={r - 1} />;
}

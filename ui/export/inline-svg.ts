/** A drawing of the page as text that needs no style sheet: what the style sheet says stands in its attributes. */
import { element } from '../../machines/formats/svg-element.ts';
import { xmlText } from '../../machines/formats/xml.ts';

/** What a style sheet says about shapes, and the value that need not be written. */
const SHAPE_STYLES: Readonly<Record<string, string>> = {
  fill: '',
  stroke: 'none',
  'stroke-width': '',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-dasharray': 'none',
  opacity: '1',
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'fill-rule': 'nonzero',
  'vector-effect': 'none',
};
const TEXT_STYLES: Readonly<Record<string, string>> = {
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
  'letter-spacing': 'normal',
  'text-decoration-line': 'none',
  'text-decoration-style': 'solid',
  'text-decoration-thickness': 'auto',
  'text-underline-offset': 'auto',
};
/** Attributes of geometry. All others belong to the page: names of styles, roles, handles. */
const GEOMETRY = new Set(
  'x y x1 y1 x2 y2 cx cy r rx ry width height d points transform viewBox preserveAspectRatio dx dy'.split(
    ' ',
  ),
);
const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);

/** An `svg` element of the page as text, at a place and in a size. */
export function inlineSvg(
  source: SVGSVGElement,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  const attributes = { ...geometryOf(source), ...box, overflow: 'visible' };
  return element('svg', attributes, [...source.childNodes].map(write).join(''));
}

function write(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return xmlText(node.nodeValue ?? '');
  if (!(node instanceof SVGElement) || node.dataset.picture === 'skip') return '';
  const name = node.localName;
  if (name === 'title' || name === 'desc' || name === 'style' || name === 'script') return '';
  const computed = getComputedStyle(node);
  if (computed.display === 'none' || computed.visibility === 'hidden' || computed.opacity === '0') return '';
  const children = [...node.childNodes].map(write).join('');
  if (SHAPES.has(name)) {
    const styles = stylesOf(computed, SHAPE_STYLES);
    // Places to press and rings of the focus: nothing of them is seen.
    if (isClear(computed.fill) && isClear(computed.stroke)) return '';
    return element(name, { ...geometryOf(node), ...styles });
  }
  if (name === 'text' || name === 'tspan') {
    const styles = stylesOf(computed, TEXT_STYLES);
    return element(
      name,
      { ...geometryOf(node), fill: colourOf(computed.fill), ...styles, ...space(name) },
      children,
    );
  }
  if (children === '') return '';
  const opacity = computed.opacity === '1' ? null : computed.opacity;
  return element(name === 'svg' ? 'svg' : 'g', { ...geometryOf(node), opacity }, children);
}

function space(name: string): Readonly<Record<string, string>> {
  return name === 'text' ? { style: 'white-space:pre' } : {};
}

function geometryOf(node: SVGElement): Record<string, string> {
  return Object.fromEntries(
    [...node.attributes].flatMap(({ name, value }) => (GEOMETRY.has(name) ? [[name, value]] : [])),
  );
}

function stylesOf(
  computed: CSSStyleDeclaration,
  styles: Readonly<Record<string, string>>,
): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, usual] of Object.entries(styles)) {
    const value = computed.getPropertyValue(name);
    if (value === '' || value === usual) continue;
    if ((name === 'fill' || name === 'stroke') && isClear(value)) written[name] = 'none';
    else written[name] = value;
  }
  if (written.stroke === undefined || written.stroke === 'none') {
    for (const name of Object.keys(written)) if (name.startsWith('stroke-')) delete written[name];
    delete written.stroke;
  }
  return written;
}

function colourOf(value: string): string {
  return isClear(value) ? 'none' : value;
}

/** Whether nothing is seen of a paint. */
export function isClear(paint: string): boolean {
  return paint === 'none' || paint === 'transparent' || /^rgba\(.*,\s*0\)$/.test(paint);
}

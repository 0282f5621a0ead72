/** Where the servers of the chain stand in their drawing: fixed places, one below the other, APIServices beside the first. */
import type { ServerChainView } from '../../machines/view/server-chain.ts';

export interface Box {
  readonly name: string;
  readonly kind: 'server' | 'service' | 'more' | 'notFound';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ServerLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** The line that may come: down the chain, with a branch to each box. */
  readonly lines: readonly string[];
  /** The way from the handler chain to a box; empty where there is none of that name. */
  readonly wayTo: (name: string) => string;
}

export type LayoutKind = 'panel' | 'large';

/** The line down the chain, and the left edge of the servers. */
const SPINE = 12;
const LEFT = 34;
const TOP = 26;
const GAP = 14;
const R = 9;
/** Boxes beside the aggregator; of more APIServices the last box stands for the rest. */
export const MOST_SERVICES = 3;

const SIZES = {
  panel: { width: 276, server: 240, height: 54, service: 44, beside: false },
  large: { width: 496, server: 216, height: 58, service: 46, beside: true },
  /** Nobody stands beside the chain. */
  alone: { width: 300, server: 264, height: 58, service: 46, beside: true },
} as const;
type Size = (typeof SIZES)[keyof typeof SIZES];

export function layOut(chain: Pick<ServerChainView, 'servers' | 'services'>, kind: LayoutKind): ServerLayout {
  const size = SIZES[kind === 'large' && chain.services.length === 0 ? 'alone' : kind];
  const boxes: Box[] = [];
  const services = serviceNames(chain);
  let y = TOP;
  chain.servers.forEach(({ name }, at) => {
    boxes.push({ name, kind: 'server', x: LEFT, y, width: size.server, height: size.height });
    const own = at === 0 ? placeServices(services, y, size) : [];
    boxes.push(...own);
    const bottom = Math.max(y + size.height, ...own.map(box => (size.beside ? 0 : box.y + box.height)));
    y = bottom + GAP;
  });
  boxes.push({ name: 'not-found', kind: 'notFound', x: LEFT, y, width: size.server, height: 48 });
  const lowest = Math.max(...boxes.map(box => box.y + box.height));
  const [first] = boxes;
  const trunk = boxes.filter(box => box.kind === 'server' || box.kind === 'notFound');
  const branches = boxes.filter(box => box.kind === 'service' || box.kind === 'more');
  const wayTo = (name: string): string => {
    const box = boxes.find(candidate => candidate.name === name);
    if (!box || !first) return '';
    return box.kind === 'service' ? `${entering(first)} ${branch(first, box, size.beside)}` : entering(box);
  };
  return {
    width: size.width,
    height: lowest + 4,
    boxes,
    lines: [...trunk.map(entering), ...(first ? branches.map(box => branch(first, box, size.beside)) : [])],
    wayTo,
  };
}

/** The names of the boxes beside the aggregator; the last one may stand for several. */
function serviceNames({ services }: Pick<ServerChainView, 'services'>): readonly (string | null)[] {
  const names = services.map(({ name }) => name);
  return names.length <= MOST_SERVICES ? names : [...names.slice(0, MOST_SERVICES - 1), null];
}

function placeServices(names: readonly (string | null)[], top: number, size: Size): readonly Box[] {
  const x = size.beside ? LEFT + size.server + 36 : LEFT + 36;
  const width = size.width - x - 2;
  const from = size.beside ? top + (size.height - size.service) / 2 : top + size.height + 10;
  return names.map((name, at) => ({
    name: name ?? '',
    kind: name === null ? 'more' : 'service',
    x,
    y: from + at * (size.service + 10),
    width,
    height: size.service,
  }));
}

const middle = ({ y, height }: Box): number => y + height / 2;

/** Down the line and into a box from the left. */
function entering(box: Box): string {
  const y = middle(box);
  return `M${SPINE} 2V${y - R}a${R} ${R} 0 0 0 ${R} ${R}H${box.x}`;
}

/** From the first server to one beside it, or to one indented below it. */
function branch(first: Box, box: Box, beside: boolean): string {
  const y = middle(box);
  if (beside) {
    const from = first.x + first.width;
    const bend = from + 18;
    if (Math.abs(y - middle(first)) < 1) return `M${from} ${y}H${box.x}`;
    return `M${from} ${middle(first)}H${bend - R}a${R} ${R} 0 0 1 ${R} ${R}V${y - R}a${R} ${R} 0 0 0 ${R} ${R}H${box.x}`;
  }
  const x = first.x + 16;
  return `M${x} ${first.y + first.height}V${y - R}a${R} ${R} 0 0 0 ${R} ${R}H${box.x}`;
}

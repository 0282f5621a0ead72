/** A section of a statechart (a region, or a whole machine) as the graph that ELK lays out. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import {
  type ChartState,
  type ChartTransition,
  type Statechart,
  statesOf,
} from '../../machines/view/statechart.ts';
import { heightOf, type Measure, stateLines, type TextLine, transitionLines, widthOf } from './labels.ts';

/** How much room there is: beside the other views, or over all of them. */
export type Size = 'panel' | 'large';

interface Room {
  /** Widest line inside a state, and on an arrow. */
  readonly inside: number;
  readonly on: number;
  readonly withActions: boolean;
}

const ROOMS: Readonly<Record<Size, Room>> = {
  panel: { inside: 104, on: 100, withActions: false },
  large: { inside: 150, on: 150, withActions: true },
};

const PAD_X = 9;
const PAD_Y = 7;
/** Room for the mark before a state's name. */
export const GLYPH_PX = 18;
const DOT_PX = 10;
/** Between what is written on an arrow and what stands beside it. */
const LABEL_PAD_PX = 4;

/** An arrow: all transitions from one state to another share it. */
export interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly transitions: readonly string[];
  readonly lines: readonly TextLine[];
}

/** What is drawn of a section, before anybody knows where. */
export interface SectionGraph {
  readonly state: ChartState;
  readonly elk: ElkNode;
  readonly arrows: readonly Arrow[];
  /** What stands in each state, by id. */
  readonly texts: ReadonlyMap<string, readonly TextLine[]>;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.padding': '[top=4,left=4,bottom=4,right=4]',
  'elk.spacing.nodeNode': '12',
  'elk.spacing.edgeNode': '10',
  'elk.spacing.edgeEdge': '8',
  'elk.spacing.edgeLabel': '2',
  'elk.spacing.labelNode': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

/** The parts of a chart that are laid out each for itself: regions that no transition joins, else the whole. */
export function sectionsOf(chart: Statechart): readonly ChartState[] {
  const { root } = chart;
  if (root.kind !== 'parallel') return [root];
  const regionOf = new Map(
    root.children.flatMap(region => statesOf(region).map(state => [state.id, region.id] as const)),
  );
  const isJoined = chart.transitions.some(
    ({ source, targets }) =>
      !regionOf.has(source) || targets.some(target => regionOf.get(target) !== regionOf.get(source)),
  );
  return isJoined ? [root] : root.children;
}

export function sectionGraph(
  chart: Statechart,
  section: ChartState,
  size: Size,
  measure: Measure,
): SectionGraph {
  const room = ROOMS[size];
  const states = statesOf(section);
  const ids = new Set(states.map(({ id }) => id));
  const own = chart.transitions.filter(({ source }) => ids.has(source));
  const texts = new Map(
    states.map(state => {
      const inside = own.filter(({ source, targets }) => source === state.id && targets.length === 0);
      return [state.id, stateLines(state, inside, room.inside, room.withActions, measure)] as const;
    }),
  );
  const arrows = arrowsOf(own, room, measure);
  // The section's title stands outside the drawing; its own arrows and rows need a box to belong to.
  const needsBox =
    states.length === 1 ||
    arrows.some(({ source, target }) => source === section.id || target === section.id) ||
    (texts.get(section.id) ?? []).some(({ role }) => role !== 'name');
  const inner = needsBox ? [nodeOf(section, texts, measure)] : childrenOf(section, texts, measure);
  const starts = startsOf(section);
  const edges: ElkExtendedEdge[] = [
    ...starts.map(({ from, to }) => ({ id: `start:${from}`, sources: [startId(from)], targets: [to] })),
    ...arrows.map(arrow => ({
      id: arrow.id,
      sources: [arrow.source],
      targets: [arrow.target],
      labels: [
        {
          id: `label:${arrow.id}`,
          text: '-',
          width: widthOf(arrow.lines, measure) + 2 * LABEL_PAD_PX,
          height: heightOf(arrow.lines) + 2,
          // On the line, not on it: half as wide.
          layoutOptions: { 'elk.edgeLabels.inline': 'true' },
        },
      ],
    })),
  ];
  return {
    state: section,
    elk: { id: 'section', layoutOptions: OPTIONS, children: inner, edges },
    arrows,
    texts,
  };
}

/** The dot from which an arrow leads to the state that is entered first. */
export function startId(parent: string): string {
  return `dot:${parent}`;
}

function startsOf(section: ChartState): { readonly from: string; readonly to: string }[] {
  return statesOf(section).flatMap(({ id, initial }) =>
    initial === null ? [] : [{ from: id, to: initial }],
  );
}

function arrowsOf(transitions: readonly ChartTransition[], room: Room, measure: Measure): Arrow[] {
  const groups = new Map<string, { source: string; target: string; of: ChartTransition[] }>();
  for (const transition of transitions)
    for (const target of transition.targets) {
      const key = `${transition.source} → ${target}`;
      const group = groups.get(key) ?? { source: transition.source, target, of: [] };
      group.of.push(transition);
      groups.set(key, group);
    }
  return [...groups].map(([id, { source, target, of }]) => ({
    id,
    source,
    target,
    transitions: of.map(transition => transition.id),
    lines: of.flatMap(transition => transitionLines(transition, room.on, room.withActions, measure)),
  }));
}

function childrenOf(
  state: ChartState,
  texts: ReadonlyMap<string, readonly TextLine[]>,
  measure: Measure,
): ElkNode[] {
  const dot = state.initial === null ? [] : [{ id: startId(state.id), width: DOT_PX, height: DOT_PX }];
  return [...dot, ...state.children.map(child => nodeOf(child, texts, measure))];
}

function nodeOf(
  state: ChartState,
  texts: ReadonlyMap<string, readonly TextLine[]>,
  measure: Measure,
): ElkNode {
  const lines = texts.get(state.id) ?? [];
  const width = Math.max(64, widthOf(lines, measure) + GLYPH_PX + 2 * PAD_X);
  const height = heightOf(lines) + 2 * PAD_Y;
  if (state.children.length === 0) return { id: state.id, width, height };
  return {
    id: state.id,
    layoutOptions: {
      'elk.padding': `[top=${height + 4},left=12,bottom=12,right=12]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${height})`,
    },
    children: childrenOf(state, texts, measure),
  };
}

/** Where everything of a statechart stands. Coordinates are pixels from the section's upper left corner. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { type ChartState, type Statechart, statesOf } from '../../machines/view/statechart.ts';
import { type Arrow, type SectionGraph, type Size, sectionGraph, sectionsOf, startId } from './elk-graph.ts';
import type { Measure, TextLine } from './labels.ts';

/** What lays out a graph: ELK, in a worker or not. */
export interface LayoutEngine {
  layout(graph: ElkNode): Promise<ElkNode>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface StateBox extends Box {
  readonly state: ChartState;
  readonly lines: readonly TextLine[];
}

export interface DrawnArrow extends Arrow {
  readonly points: readonly Point[];
  readonly label: Box;
}

export interface SectionLayout {
  readonly state: ChartState;
  readonly width: number;
  readonly height: number;
  /** Outer states before inner ones. */
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly DrawnArrow[];
  /** From the dot to the state that is entered first. */
  readonly starts: readonly (readonly Point[])[];
}

/** Lays out a chart, each of its sections for itself. The same chart gives the same layout. */
export async function layoutChart(
  chart: Statechart,
  size: Size,
  measure: Measure,
  engine: LayoutEngine,
): Promise<readonly SectionLayout[]> {
  const graphs = sectionsOf(chart).map(section => sectionGraph(chart, section, size, measure));
  return Promise.all(graphs.map(async graph => placed(graph, await engine.layout(graph.elk))));
}

function placed(graph: SectionGraph, elk: ElkNode): SectionLayout {
  const nodes = new Map<string, Box>();
  collect(elk, nodes);
  const edges = new Map((elk.edges ?? []).map(edge => [edge.id, edge]));
  const points = (id: string): Point[] => {
    const section = edges.get(id)?.sections?.[0];
    return section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  };
  return {
    state: graph.state,
    width: elk.width ?? 0,
    height: elk.height ?? 0,
    boxes: statesOf(graph.state).flatMap(state => {
      const box = nodes.get(state.id);
      return box ? [{ ...box, state, lines: graph.texts.get(state.id) ?? [] }] : [];
    }),
    arrows: graph.arrows.map(arrow => ({
      ...arrow,
      points: points(arrow.id),
      label: boxOf(edges.get(arrow.id)?.labels?.[0] ?? {}),
    })),
    starts: statesOf(graph.state).flatMap(({ id }) =>
      nodes.has(startId(id)) ? [points(`start:${id}`)] : [],
    ),
  };
}

function collect(node: ElkNode, into: Map<string, Box>): void {
  for (const child of node.children ?? []) {
    into.set(child.id, boxOf(child));
    collect(child, into);
  }
}

function boxOf({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
}: {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}): Box {
  return { x, y, width, height };
}

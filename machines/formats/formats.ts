/** The formats that recordings are exported to. */
import { csvFormat } from './csv.ts';
import type { ExportFormat } from './exporter.ts';
import { mermaidFormat } from './mermaid.ts';
import { otlpFormat } from './otlp.ts';
import { perfettoFormat } from './perfetto.ts';
import { svgFormat } from './svg.ts';
import { klogFormat } from './write-log.ts';

/** In the order in which they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  perfettoFormat,
  csvFormat,
  otlpFormat,
  mermaidFormat,
  svgFormat,
  klogFormat,
];

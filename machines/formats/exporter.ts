/** How a recording is put into a format of others: event by event, so that nobody has to hold the whole of it. */
import type { Recording, RecordingHeader, RunEvent } from '../recording/events.ts';

/** Puts one recording into one format. */
export interface Exporter {
  /** The next event; what can be written because of it, often nothing. */
  take(event: RunEvent): string;
  /** After the last event: what is left to be written. */
  end(): string;
  /** What the format has no place for, or had no room for; a sentence each, complete after {@link end}. */
  readonly leftOut: readonly string[];
}

/** A format of others. */
export interface ExportFormat {
  readonly name: 'perfetto' | 'csv' | 'otlp' | 'mermaid' | 'svg' | 'klog';
  /** What it is, for a list of choices. */
  readonly title: string;
  /** The end of a file's name, with its dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly begin: (header: RecordingHeader) => Exporter;
}

/** A recording in another format, piece by piece. */
export function* exportPieces(format: ExportFormat, { header, events }: Recording): Generator<string, void> {
  const exporter = format.begin(header);
  for (const event of events) {
    const piece = exporter.take(event);
    if (piece !== '') yield piece;
  }
  yield exporter.end();
}

/** A recording in another format, whole. */
export function exportRecording(format: ExportFormat, recording: Recording): string {
  return [...exportPieces(format, recording)].join('');
}

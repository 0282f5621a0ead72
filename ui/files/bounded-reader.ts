/** Reads the lines of a recording as far as the page keeps a run. */
import { RecordingReader } from '../../machines/recording/reader.ts';
import { MAX_EVENTS } from '../../machines/view/recording-index.ts';
import { count } from '../words/format.ts';
import type { FileMessage } from './files-store.ts';

/** No more characters are read: as many events as the page keeps take about a quarter of them. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

export class BoundedReader {
  readonly reader = new RecordingReader();
  /** There was more than what the page keeps. */
  isFull = false;
  private characters = 0;

  /** Takes a line; false: the rest is not wanted. */
  take(line: string): boolean {
    this.characters += line.length;
    const isEnough = this.reader.events.length >= MAX_EVENTS || this.characters > MOST_CHARACTERS;
    if (isEnough && line.trim() !== '') {
      this.isFull = true;
      return false;
    }
    return this.reader.take(line);
  }

  /** What is said of a file that has more. */
  tooMuch(name: string): FileMessage['says'] {
    const limit = count(this.reader.events.length);
    return tr =>
      tr(
        '{name} has more than {limit} events, and the page keeps no more of a run, so that it stays within its memory.',
        { name, limit },
      );
  }
}

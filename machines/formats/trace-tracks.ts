/** Processes and threads of a trace: numbers for names, and lanes for what may overlap. */

/** Where something is drawn. */
export interface Track {
  readonly place: { readonly pid: number; readonly tid: number };
  /** The lanes that it is one of; null for a track of its own. */
  readonly lanes: Lanes | null;
}

/** Tracks that stand for one thing; each is taken by one at a time. */
interface Lanes {
  readonly all: Track[];
  /** Those that nobody has. */
  readonly free: Track[];
}

interface TraceProcess {
  readonly pid: number;
  readonly threads: Map<string, Track>;
  readonly lanes: Map<string, Lanes>;
}

/** A metadata event of the Trace Event Format. */
interface NameEvent {
  readonly ph: 'M';
  readonly name: 'process_name' | 'process_sort_index' | 'thread_name' | 'thread_sort_index';
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

export class TraceTracks {
  readonly #processes = new Map<string, TraceProcess>();
  #names: NameEvent[] = [];

  /** The track of that name in the process of that name. */
  of(process: string, thread: string): Track {
    const found = this.#process(process).threads.get(thread);
    return found ?? this.#add(process, thread, null);
  }

  /** A lane that nobody has: give it back with {@link free}. */
  lane(process: string, kind: string): Track {
    const { lanes } = this.#process(process);
    let group = lanes.get(kind);
    if (group === undefined) {
      group = { all: [], free: [] };
      lanes.set(kind, group);
    }
    const free = group.free.pop();
    if (free !== undefined) return free;
    const added = this.#add(process, `${kind} ${group.all.length + 1}`, group);
    group.all.push(added);
    return added;
  }

  /** Somebody else may have the lane; once for each time that it was given. Does nothing for a track that is no lane. */
  free(track: Track): void {
    track.lanes?.free.push(track);
  }

  /** The names of tracks that have come since the last time. */
  takeNames(): NameEvent[] {
    const names = this.#names;
    this.#names = [];
    return names;
  }

  #process(name: string): TraceProcess {
    const found = this.#processes.get(name);
    if (found !== undefined) return found;
    const added = { pid: this.#processes.size + 1, threads: new Map(), lanes: new Map() };
    this.#processes.set(name, added);
    this.#name(added.pid, 0, 'process_name', { name });
    this.#name(added.pid, 0, 'process_sort_index', { sort_index: added.pid });
    return added;
  }

  #add(process: string, name: string, lanes: Lanes | null): Track {
    const { pid, threads } = this.#process(process);
    const tid = threads.size + 1;
    const track: Track = { place: { pid, tid }, lanes };
    threads.set(name, track);
    this.#name(pid, tid, 'thread_name', { name });
    this.#name(pid, tid, 'thread_sort_index', { sort_index: tid });
    return track;
  }

  #name(pid: number, tid: number, name: NameEvent['name'], args: NameEvent['args']): void {
    this.#names.push({ ph: 'M', name, pid, tid, args });
  }
}

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunPlan } from '../../machines/view/plan.ts';
import { LiveRun } from '../../ui/session/live-run.ts';
import { libraryRun } from '../machines/view/runs.ts';

class FakeSocket {
  static last: FakeSocket;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;

  constructor(url: URL) {
    this.url = String(url);
    FakeSocket.last = this;
  }

  close(): void {}
}

const { recording } = libraryRun('slow-hook');
const header = { ...recording.header, source: 'live' as const, speed: 2 };

let links: string[];
let plan: RunPlan | null;

beforeEach(() => {
  links = [];
  plan = null;
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', { baseURI: 'http://127.0.0.1:8700/' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function start(): LiveRun {
  return new LiveRun('run-1', {
    onHeader: found => {
      plan = found;
    },
    onLink: link => links.push(link),
    onMilestone: () => {},
    onProblem: () => {},
  });
}

function say(line: object): void {
  FakeSocket.last.onmessage?.({ data: JSON.stringify(line) });
}

describe('a live run', () => {
  test('asks for its events where the page came from, and takes plan and events from them', () => {
    const run = start();
    expect(FakeSocket.last.url).toBe('ws://127.0.0.1:8700/api/runs/run-1/events');
    FakeSocket.last.onopen?.();
    say(header);
    for (const event of recording.events) say(event);
    expect(plan?.name).toBe('slow-hook');
    expect(run.index.count).toBe(recording.events.length);
    expect(run.tracks.stop).toBe(libraryRun('slow-hook').stop);
    expect(links).toEqual(['connecting', 'open']);
  });

  test('its present goes on between events, as fast as the run', () => {
    const run = start();
    say(header);
    say({ seq: 1, t: 1_000, type: 'process.started' });
    const now = performance.now();
    expect(run.presentAt(now + 500) - run.presentAt(now)).toBeCloseTo(1_000);
    expect(run.presentAt(now - 60_000)).toBe(1_000);
  });

  test('has ended when the server closes the stream in order', () => {
    const run = start();
    say(header);
    say({ seq: 1, t: 1_000, type: 'process.started' });
    FakeSocket.last.onclose?.({ code: 1000 });
    expect(run.ended).toBe(true);
    expect(run.link).toBe('open');
  });

  test('is lost when the stream breaks off: its time stands still, what was said is kept', () => {
    const run = start();
    say(header);
    say({ seq: 1, t: 1_000, type: 'process.started' });
    FakeSocket.last.onclose?.({ code: 1006 });
    expect(run.ended).toBe(false);
    expect(run.link).toBe('lost');
    expect(run.presentAt(performance.now() + 60_000)).toBe(1_000);
    expect(run.index.count).toBe(1);
  });
});

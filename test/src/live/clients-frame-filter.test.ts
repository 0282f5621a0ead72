/** Frames are read out of the bytes of a connection however they are cut, and only GOAWAY is kept back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, FrameFilter } from '../../../src/live/clients/frame-filter.ts';

const GOAWAY = 7;

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

function numbers(...values: number[]): Buffer {
  const payload = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    payload.writeUInt32BE(value, index * 4);
  });
  return payload;
}

/** What comes of the bytes when they arrive in these pieces. */
function filter(pieces: readonly Buffer[]): { frames: Frame[]; passed: Buffer } {
  const frames: Frame[] = [];
  const reader = new FrameFilter(read => frames.push(read));
  const passed = pieces.flatMap(piece => reader.push(piece));
  return { frames, passed: Buffer.concat(passed) };
}

const STORY = [
  frame(4, 0, 0, Buffer.from('000300000064000400040000', 'hex')),
  frame(4, 1, 0, Buffer.alloc(0)),
  frame(1, 4, 1, Buffer.alloc(40)),
  frame(0, 0, 1, Buffer.alloc(16_384)),
  frame(GOAWAY, 0, 0, Buffer.concat([numbers(3, 11), Buffer.from('calm down')])),
  frame(0, 1, 1, Buffer.alloc(0)),
  frame(3, 0, 3, numbers(8)),
  frame(6, 1, 0, Buffer.alloc(8)),
  frame(0xbe, 0, 0, Buffer.alloc(5)),
];
const READ: Frame[] = [
  {
    type: 'SETTINGS',
    stream: 0,
    ack: false,
    settings: { MAX_CONCURRENT_STREAMS: 100, INITIAL_WINDOW_SIZE: 262_144 },
  },
  { type: 'SETTINGS', stream: 0, ack: true, settings: {} },
  { type: 'HEADERS', stream: 1, endStream: false },
  { type: 'DATA', stream: 1, endStream: false },
  { type: 'GOAWAY', stream: 0, lastStreamId: 3, errorCode: 11 },
  { type: 'DATA', stream: 1, endStream: true },
  { type: 'RST_STREAM', stream: 3, errorCode: 8 },
  { type: 'PING', stream: 0, ack: true },
  { type: '0xbe', stream: 0 },
];

test('every frame is read, and all but GOAWAY are passed on', () => {
  const { frames, passed } = filter([Buffer.concat(STORY)]);
  expect(frames).toEqual(READ);
  expect(passed.equals(Buffer.concat(STORY.filter((_, index) => READ[index]?.type !== 'GOAWAY')))).toBe(true);
});

test('it does not matter where the bytes are cut', () => {
  const bytes = Buffer.concat(STORY);
  const whole = filter([bytes]);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 60 }), cuts => {
      const ends = [...cuts, bytes.length].sort((a, b) => a - b);
      const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      const { frames, passed } = filter(pieces);
      expect(frames).toEqual(whole.frames);
      expect(passed.equals(whole.passed)).toBe(true);
    }),
  );
  expect(filter([...bytes].map(byte => Buffer.of(byte)))).toEqual(whole);
});

test('frames that are malformed are left to the session behind it', () => {
  const short = frame(GOAWAY, 0, 0, Buffer.alloc(4));
  expect(filter([short]).passed.equals(short)).toBe(true);
  const large = frame(4, 0, 0, Buffer.alloc(60_000));
  const pieces = [large.subarray(0, 20), large.subarray(20)];
  expect(filter(pieces).passed.equals(large)).toBe(true);
});

/**
 * Reads the frames that an HTTP/2 server sends (RFC 9113, section 4.1) out of the bytes of its connection, and keeps
 * GOAWAY from whoever reads them next: Node's session would close itself, and open no further stream.
 */

/** A frame, as far as it matters here. */
export interface Frame {
  readonly type: string;
  readonly stream: number;
  /** DATA and HEADERS: the last frame of the stream from this side. */
  readonly endStream?: boolean;
  /** SETTINGS and PING: an acknowledgement. */
  readonly ack?: boolean;
  /** GOAWAY. */
  readonly lastStreamId?: number;
  /** GOAWAY and RST_STREAM: the number of RFC 9113, section 7; 0 is NO_ERROR. */
  readonly errorCode?: number;
  /** SETTINGS: by their names in RFC 9113, section 6.5.2. */
  readonly settings?: Readonly<Record<string, number>>;
}

const TYPES = [
  'DATA',
  'HEADERS',
  'PRIORITY',
  'RST_STREAM',
  'SETTINGS',
  'PUSH_PROMISE',
  'PING',
  'GOAWAY',
  'WINDOW_UPDATE',
  'CONTINUATION',
] as const;
const SETTINGS: Readonly<Record<number, string>> = {
  1: 'HEADER_TABLE_SIZE',
  2: 'ENABLE_PUSH',
  3: 'MAX_CONCURRENT_STREAMS',
  4: 'INITIAL_WINDOW_SIZE',
  5: 'MAX_FRAME_SIZE',
  6: 'MAX_HEADER_LIST_SIZE',
  8: 'ENABLE_CONNECT_PROTOCOL',
};

const HEADER_BYTES = 9;
const SETTING_BYTES = 6;
const GOAWAY_BYTES = 8;
const RST_STREAM_BYTES = 4;
/** The largest frame that a peer may send while nobody has allowed more; larger ones are left to Node to refuse. */
const LARGEST_FRAME_BYTES = 16_384;
/** Flag of DATA and HEADERS; of SETTINGS and PING it means ACK. */
const END_STREAM = 0x1;
const EMPTY = Buffer.alloc(0);

export class FrameFilter {
  private readonly onFrame: (frame: Frame) => void;
  /** The begin of a frame that cannot be read yet. */
  private held: Buffer = EMPTY;
  /** Bytes of a frame that has been reported and is still arriving. */
  private left = 0;

  constructor(onFrame: (frame: Frame) => void) {
    this.onFrame = onFrame;
  }

  /** Takes bytes as they come from the wire; returns those to pass on. */
  push(chunk: Buffer): Buffer[] {
    const data = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : chunk;
    const passed: Buffer[] = [];
    let from = 0;
    let at = Math.min(this.left, data.length);
    this.left -= at;
    while (data.length - at >= HEADER_BYTES) {
      const length = data.readUIntBE(at, 3);
      const type = TYPES[data.readUInt8(at + 3)];
      const end = at + HEADER_BYTES + length;
      // Frames whose contents matter are small; they are read when they are complete.
      if (end > data.length && isRead(type) && length <= LARGEST_FRAME_BYTES) break;
      const frame = readFrame(data.subarray(at, end));
      this.onFrame(frame);
      if (frame.lastStreamId !== undefined) {
        if (at > from) passed.push(data.subarray(from, at));
        from = end;
      }
      at = Math.min(end, data.length);
      this.left = end - at;
    }
    this.held = data.subarray(at);
    if (at > from) passed.push(data.subarray(from, at));
    return passed;
  }
}

function isRead(type: string | undefined): boolean {
  return type === 'GOAWAY' || type === 'SETTINGS' || type === 'RST_STREAM';
}

/** Reads a frame, whose payload may be cut off unless it `isRead`. */
function readFrame(bytes: Buffer): Frame {
  const code = bytes.readUInt8(3);
  const type = TYPES[code];
  const flags = bytes.readUInt8(4);
  const stream = bytes.readUInt32BE(5) & 0x7fffffff;
  const payload = bytes.subarray(HEADER_BYTES);
  const isFlagged = (flags & END_STREAM) !== 0;
  switch (type) {
    case 'DATA':
    case 'HEADERS':
      return { type, stream, endStream: isFlagged };
    case 'PING':
      return { type, stream, ack: isFlagged };
    case 'SETTINGS':
      return { type, stream, ack: isFlagged, settings: readSettings(payload) };
    case 'RST_STREAM':
      return payload.length < RST_STREAM_BYTES
        ? { type, stream }
        : { type, stream, errorCode: payload.readUInt32BE(0) };
    case 'GOAWAY':
      if (payload.length < GOAWAY_BYTES) return { type, stream };
      return {
        type,
        stream,
        lastStreamId: payload.readUInt32BE(0) & 0x7fffffff,
        errorCode: payload.readUInt32BE(4),
      };
    default:
      return { type: type ?? `0x${code.toString(16)}`, stream };
  }
}

function readSettings(payload: Buffer): Record<string, number> {
  const settings: Record<string, number> = {};
  for (let at = 0; at + SETTING_BYTES <= payload.length; at += SETTING_BYTES) {
    const id = payload.readUInt16BE(at);
    settings[SETTINGS[id] ?? `0x${id.toString(16)}`] = payload.readUInt32BE(at + 2);
  }
  return settings;
}

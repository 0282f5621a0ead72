/** A small client for the API of a live run, on HTTP/2 or HTTP/1.1: whole answers, and watches line by line. */
import http2 from 'node:http2';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { Protocol } from '../../../machines/recording/events.ts';

export interface Question {
  readonly method?: string;
  readonly path: string;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: Protocol;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // What a server says is looked at with matchers: its type is not known.
  readonly json: unknown;
}

/** Asks, and waits for the whole answer. */
export async function ask(port: number, question: Question): Promise<Told> {
  const stream = await open(port, question);
  let text = '';
  for await (const chunk of stream.body) text += String(chunk);
  stream.close();
  const json = text.startsWith('{') ? (JSON.parse(text) as unknown) : null;
  return { status: stream.status, headers: stream.headers, text, json };
}

/** An answer that has begun. */
export interface Opened {
  readonly status: number;
  readonly headers: Told['headers'];
  readonly body: Readable;
  close(): void;
}

/** Asks, and resolves as soon as the answer has begun. */
export function open(port: number, question: Question): Promise<Opened> {
  return question.protocol === 'http/1.1' ? openHttp1(port, question) : openH2(port, question);
}

function sent({ body, headers = {} }: Question): { text: string | null; headers: Record<string, string> } {
  if (body === undefined) return { text: null, headers: { ...headers } };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { text, headers: { 'content-type': 'application/json', ...headers } };
}

function openH2(port: number, question: Question): Promise<Opened> {
  const { text, headers } = sent(question);
  return new Promise((resolve, reject) => {
    const session = http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    session.on('error', reject);
    const stream = session.request(
      { ':method': question.method ?? 'GET', ':path': question.path, ...headers },
      { endStream: text === null },
    );
    stream.setEncoding('utf8');
    stream.on('error', error => {
      reject(error);
    });
    stream.once('response', response => {
      resolve({
        status: response[':status'] ?? 0,
        headers: response,
        body: stream,
        close: () => session.destroy(),
      });
    });
    if (text !== null) stream.end(text);
  });
}

function openHttp1(port: number, question: Question): Promise<Opened> {
  const { text, headers } = sent(question);
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        port,
        host: '127.0.0.1',
        method: question.method ?? 'GET',
        path: question.path,
        headers,
        rejectUnauthorized: false,
        agent: false,
      },
      response => {
        response.setEncoding('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: response,
          close: () => request.destroy(),
        });
      },
    );
    // After the answer has begun, an error shows as the end of its body.
    request.on('error', reject);
    request.end(text ?? undefined);
  });
}

/** The events of a watch, one by one. */
export async function* eventsOf(
  stream: Opened,
): AsyncGenerator<{ type: string; object: { metadata: { name: string } } }> {
  let rest = '';
  for await (const chunk of stream.body) {
    rest += String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      yield JSON.parse(line) as { type: string; object: { metadata: { name: string } } };
  }
}

/** What the handlers behind the chain do with a request that was admitted, carried out on the real wire. */
import { type Handled, watchEvent } from '../../../machines/handlers/handler.ts';
import { type ApiAnswer, type ApiWatch, LARGEST_BODY_BYTES } from '../../../machines/registry/exchange.ts';
import { tooLarge } from '../../../machines/servers/backend.ts';
import { type Duration, micros } from '../../../machines/time.ts';
import { apiRequest } from './api.ts';
import { streamWatch } from './api-watch.ts';
import type { Exchange } from './exchange.ts';

/** Methods whose requests have a body that the API reads. */
const BODIES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Begins with it; what takes its time goes on until the exchange has ended. */
export function carryOut(exchange: Exchange, handling: Exclude<Handled, { kind: 'reject' }>): void {
  const { server } = exchange;
  const { clock } = server.context;
  switch (handling.kind) {
    case 'answer':
      return exchange.respond(handling.status, handling.headers, handling.body);
    case 'panic':
      throw new Error('somebody asked for /panic');
    case 'sleep': {
      exchange.startDeadline();
      if (handling.early) exchange.begin(handling.status, handling.headers);
      const done = clock.after(handling.duration, () => {
        if (!exchange.isStalled) exchange.respond(handling.status, handling.headers, handling.body);
      });
      exchange.onStop(done);
      return;
    }
    case 'watch': {
      exchange.begin(handling.status, handling.headers);
      const shortest = server.minRequestTimeout;
      const lasts = micros(shortest + server.context.random.unit() * shortest);
      exchange.onStop(clock.after(lasts, () => exchange.respond(handling.status, handling.headers, '')));
      return streamEvents(exchange, handling.interval, 1);
    }
    case 'api':
      exchange.startDeadline();
      return withBody(exchange, body =>
        give(exchange, server.api.backend.answer(apiRequest(exchange, body))),
      );
    case 'proxy':
      exchange.startDeadline();
      return withBody(exchange, body => server.api.services.pass(exchange, handling.service, body));
    case 'metrics':
      void server.metrics.render().then(({ contentType, body }) => {
        if (!exchange.isStalled)
          exchange.respond(200, { 'cache-control': 'no-cache, private', 'content-type': contentType }, body);
      });
      return;
  }
}

/** One event of this server's own stream, and the next one in its time. */
function streamEvents(exchange: Exchange, interval: Duration, n: number): void {
  const cancel = exchange.server.context.clock.after(interval, () => {
    exchange.forget(cancel);
    if (exchange.served !== 'executing' || exchange.isStalled) return;
    exchange.wire.write(watchEvent(n));
    streamEvents(exchange, interval, n + 1);
  });
  exchange.onStop(cancel);
}

/** Calls back with the body, as soon as it has been read; one that is too large is answered at once. */
function withBody(exchange: Exchange, then: (body: string) => void): void {
  if (!BODIES.has(exchange.info.method)) return then('');
  exchange.wire.readBody(LARGEST_BODY_BYTES, body => {
    if (exchange.isStalled || exchange.served !== 'executing') return;
    if (body !== null) return exchange.recovering(() => then(body));
    // What is left of the body is not read: on HTTP/1.1 the connection cannot be used again.
    exchange.rejectionCloses = true;
    give(exchange, tooLarge(LARGEST_BODY_BYTES));
  });
}

/** What the API says: a response, or a stream of events. */
function give(exchange: Exchange, result: ApiAnswer | ApiWatch): void {
  if (result.kind === 'answer') return exchange.respond(result.status, result.headers, result.body);
  const { server } = exchange;
  exchange.begin(200, result.headers);
  const stop = streamWatch(result, {
    wire: exchange.wire,
    clock: server.context.clock,
    shortest: server.minRequestTimeout,
    chance: server.context.random.unit(),
    isSending: () => exchange.served === 'executing' && !exchange.isStalled,
    end: () => exchange.respond(200, result.headers, ''),
  });
  // A watch that nothing will follow has ended while it was opened.
  if (exchange.served === 'executing') exchange.onStop(stop);
  else stop();
}

/** The flags of kube-apiserver that matter here, with its names and defaults. */
import { z } from 'zod';
import { seconds } from '../time.ts';
import { chainFlags } from './chain-flags.ts';
import { duration } from './values.ts';

/** Keys that are no flags of kube-apiserver: a field of the library, and two things that the model leaves to the scenario. */
export const NO_FLAGS: readonly string[] = ['shutdown-timeout', 'mux-delay', 'not-found-handler'];

export const serverFlags = z
  .strictObject({
    'shutdown-delay-duration': duration(
      'How long the server keeps serving after /readyz has begun to fail, so that load balancers notice',
    ).prefault('0s'),
    'shutdown-send-retry-after': z.boolean().default(false).meta({
      description: 'Keep listening while requests drain, and answer new ones with 429 and Retry-After',
    }),
    'request-timeout': duration(
      'After this time a request that is not long-running is answered with 504',
    ).prefault('60s'),
    'min-request-timeout': z
      .union([
        z
          .number()
          .int()
          .min(0)
          .max(604_800)
          .transform(value => seconds(value)),
        duration('A watch ends after a random time between this and twice this'),
      ])
      .prefault(1800)
      .meta({
        description: 'A watch ends after a random time between this and twice this; a number means seconds',
      }),
    'shutdown-watch-termination-grace-period': duration(
      'How long the drain waits for watches, which are told to end; 0s: nobody waits for them (1.27 and later)',
    ).prefault('0s'),
    'shutdown-timeout': duration(
      'How long the HTTP server waits for its connections; no flag but a field of the library, default: request-timeout',
    ).optional(),
    'goaway-chance': z
      .number()
      .min(0)
      .max(0.02)
      .default(0)
      .meta({ description: 'The chance that a request on HTTP/2 makes its connection go away' }),
    'max-requests-inflight': z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(400)
      .meta({ description: 'More reads than this at once get 429; 0: no limit' }),
    'max-mutating-requests-inflight': z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(200)
      .meta({ description: 'More writes than this at once get 429; 0: no limit' }),
    'http2-max-streams-per-connection': z.number().int().min(1).max(100_000).optional().meta({
      description: 'Streams that a client may have open on one connection; default 250, since 1.29 100',
    }),
    'livez-grace-period': duration(
      'How long /livez ignores post-start hooks that have not finished',
    ).prefault('0s'),
    'audit-log-mode': z.enum(['blocking', 'batch']).default('blocking').meta({
      description:
        'How audit events are written: each with its request, or in batches; then the shutdown of the backend waits for the last batch',
    }),
    ...chainFlags,
    'mux-delay': z
      .union([z.literal('never'), duration('When all HTTP paths have been registered')])
      .prefault('0s')
      .meta({
        description: 'When MuxAndDiscoveryComplete fires, counted from the start; never: not before the stop',
      }),
    'not-found-handler': z.boolean().default(true).meta({
      description:
        "kube-apiserver's not-found handler at the end of the chain (503 before MuxAndDiscoveryComplete); false: the library's plain 404",
    }),
  })
  .meta({ description: 'The flags of kube-apiserver, by their names' })
  .prefault({});

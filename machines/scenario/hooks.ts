/** What runs beside the server after its start, and before its stop. */
import { z } from 'zod';
import { duration, method, name, path, userAgent } from './values.ts';

const hookCall = z.strictObject({
  at: duration("When the hook makes the call, counted from the hook's start"),
  path: path(),
  method: method.default('GET'),
  name: name('Name of the request in the summary').optional(),
});

const hookFails = z
  .union([z.literal(false), z.literal('panic'), z.string().min(1).max(500)])
  .meta({ description: 'false, the text of the error that the hook returns, or panic' });

const takes = z
  .union([z.literal('never'), duration('How long it takes')])
  .meta({ description: 'How long it takes, or never: it hangs' });

const postStartHook = z.strictObject({
  name: name('Its name, as /readyz and the log have it'),
  takes: takes.prefault('0s'),
  fails: hookFails.default(false),
  runsUntilStopped: z.boolean().default(false).meta({
    description:
      'It leaves a goroutine running, which ends when the context of the hook is closed: when the HTTP server is told to stop',
  }),
});

const preShutdownHook = z.strictObject({
  name: name('Its name, as the log has it'),
  takes: takes.prefault('0s'),
  calls: z
    .array(hookCall)
    .max(100)
    .default([])
    .meta({ description: 'What the hook asks of its own server while it runs' }),
  waitsFor: name('It returns only when what this post-start hook has left running has ended').optional(),
  fails: hookFails.default(false),
  userAgent: userAgent
    .default('lastcall-hook/1')
    .meta({ description: "User-Agent of the hook's own API calls" }),
});

export const hooks = z
  .strictObject({
    postStart: z
      .array(postStartHook)
      .max(100)
      .default([])
      .meta({ description: 'Run at the same time after the start; /readyz fails until all have finished' }),
    preShutdown: z.array(preShutdownHook).max(100).default([]).meta({
      description:
        'Run at the same time from the stop signal on; new requests are taken until all have finished',
    }),
  })
  .meta({ description: 'What runs after the start, and before the stop' })
  .prefault({});

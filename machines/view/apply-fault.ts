/** What a fault does to a view by itself: things that no longer end by themselves. All else follows from later events. */
import type { EventOf } from '../recording/events.ts';
import type { ViewDraft } from './apply-event.ts';

export function applyFault(draft: ViewDraft, { fault }: EventOf<'fault.injected'>): void {
  if (fault.kind === 'request.stall') {
    const request = draft.requests.get(fault.request);
    if (request) draft.requests.set(request.id, { ...request, stalled: true });
  }
  if (fault.kind === 'hook.hang') {
    draft.hooks = draft.hooks.map(hook =>
      hook.phase === fault.phase && hook.name === fault.name && hook.endedAt === null
        ? { ...hook, hangs: true }
        : hook,
    );
  }
}

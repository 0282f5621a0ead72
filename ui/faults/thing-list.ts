/** Things that share one place of the drawing, and those that have none. */
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import type { Thing } from '../session/run-source.ts';
import type { ThingList } from './menu-store.ts';

/** More are only counted: nobody reads a menu to its hundredth line. */
export const LONGEST_LIST = 40;

/** The things of a list, in the order in which they came. */
export function thingsOf(list: ThingList, view: RunView, plan: RunPlan | null): readonly Thing[] {
  switch (list.of) {
    case 'hidden': {
      const shown = new Set(view.rows.map(row => row?.key));
      return [...view.connections.values()]
        .filter(({ pipe }) => pipe !== null && !shown.has(pipe))
        .map(({ id }) => ({ kind: 'connection', id }));
    }
    case 'pipe':
      return [...view.connections.values()]
        .filter(({ pipe }) => pipe === list.pipe)
        .map(({ id }) => ({ kind: 'connection', id }));
    case 'watches':
      return requestsOf(list.pipe, view).filter(
        thing => thing.kind === 'request' && view.requests.get(thing.id)?.kind === 'watch',
      );
    case 'hooks':
      return (plan?.preShutdownHooks ?? []).map(({ name }) => ({ kind: 'hook', phase: 'preShutdown', name }));
  }
}

/** The requests in the server that came through a pipe. */
export function requestsOf(pipe: string, view: RunView): readonly Thing[] {
  return [...view.requests.values()]
    .filter(request => request.pipe === pipe && request.inside)
    .map(({ id }) => ({ kind: 'request', id }));
}

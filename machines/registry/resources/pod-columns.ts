/** What `kubectl get pods` prints (k8s.io/kubernetes pkg/printers/internalversion/printers.go, printPod). */
import { arrayAt, type JsonObject, stringAt, valueAt } from '../json.ts';
import type { Column } from '../table.ts';
import { AGE_COLUMN, NAME_COLUMN, textColumn } from './columns.ts';

/** The phase, or a reason that says more: why a container waits or has ended, or that the pod is being deleted. */
function statusOf(pod: JsonObject): string {
  let status = stringAt(pod, 'status', 'reason') || stringAt(pod, 'status', 'phase');
  for (const container of arrayAt(pod, 'status', 'containerStatuses').toReversed()) {
    const waiting = stringAt(container, 'state', 'waiting', 'reason');
    const terminated = valueAt(container, 'state', 'terminated');
    if (waiting !== '') status = waiting;
    else if (terminated !== undefined)
      status = stringAt(terminated, 'reason') || `ExitCode:${valueAt(terminated, 'exitCode') ?? 0}`;
  }
  if (stringAt(pod, 'metadata', 'deletionTimestamp') === '') return status;
  return stringAt(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
}

function readyOf(pod: JsonObject): string {
  const ready = arrayAt(pod, 'status', 'containerStatuses').filter(
    container => valueAt(container, 'ready') === true && valueAt(container, 'state', 'running') !== undefined,
  );
  return `${ready.length}/${arrayAt(pod, 'spec', 'containers').length}`;
}

function restartsOf(pod: JsonObject): string {
  let restarts = 0;
  for (const container of arrayAt(pod, 'status', 'containerStatuses')) {
    const count = valueAt(container, 'restartCount');
    if (typeof count === 'number') restarts += count;
  }
  return String(restarts);
}

/** A text of the pod, `<none>` when it has none. */
function orNone(...path: readonly string[]): (pod: JsonObject) => string {
  return pod => stringAt(pod, ...path) || '<none>';
}

export const podColumns: readonly Column[] = [
  NAME_COLUMN,
  textColumn('Ready', 'How many of its containers are ready.', readyOf),
  textColumn('Status', 'Its phase, or why it is not running.', statusOf),
  textColumn('Restarts', 'How often its containers were started again.', restartsOf),
  AGE_COLUMN,
  textColumn('IP', 'Its address.', orNone('status', 'podIP'), 1),
  textColumn('Node', 'Where it runs.', orNone('spec', 'nodeName'), 1),
  textColumn('Nominated Node', 'Where room is made for it.', orNone('status', 'nominatedNodeName'), 1),
];

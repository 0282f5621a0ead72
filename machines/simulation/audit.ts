/** The audit backend of the simulated server: what is written when, and what is lost, as on the real one. */
import { dueAt, hasRoom, hold, takeAll } from '../audit/buffer.ts';
import { between, type Instant } from '../time.ts';
import type { Run } from './run.ts';
import type { HeldAudit, SimRequest } from './state.ts';

/** A request has come to the audit filter. */
export function auditReceived(run: Run, { info }: SimRequest): void {
  process(run, { request: '', cause: [] });
  // The response of a watch begins in the same instant, and is an event of its own.
  if (info?.verb === 'watch') process(run, { request: '', cause: [] });
}

/** The server is done with a request. */
export function auditEnded(run: Run, { id }: SimRequest, cause: readonly number[]): void {
  process(run, { request: id, cause });
}

function process(run: Run, event: HeldAudit): void {
  const { state, batches, view } = run;
  if (batches === null || !view.auditRunning) return report(run, event, view.auditRunning);
  if (view.exited || !hasRoom(state.audit, batches)) return report(run, event, false);
  const wasEmpty = state.audit.held.length === 0;
  for (const written of hold(state.audit, event, state.now, batches)) report(run, written, true);
  if (wasEmpty && state.audit.held.length > 0) {
    const due = dueAt(state.audit, state.now, batches);
    run.after(between(state.now, due), { kind: 'auditDue', since: state.audit.since });
  }
}

/** A batch has waited long enough. */
export function auditDue(run: Run, since: Instant): void {
  const { audit, now } = run.state;
  if (audit.since !== since || run.view.exited) return;
  for (const event of takeAll(audit, now)) report(run, event, true);
}

/** The lifecycle has gone on: the backend has been shut down, and writes what it holds; or the process is gone with it. */
export function settleAudit(run: Run): void {
  const { state, view } = run;
  if (state.audit.held.length === 0 || (view.auditRunning && !view.exited)) return;
  const isWritten = !view.auditRunning;
  for (const event of takeAll(state.audit, state.now)) report(run, event, isWritten);
}

function report(run: Run, { request, cause }: HeldAudit, isWritten: boolean): void {
  if (request !== '') run.emit({ type: isWritten ? 'audit.logged' : 'audit.lost', request, cause });
}

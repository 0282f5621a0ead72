/** The servers of APIServices in a simulated run: they are other processes, which come and go by the script. */
import type { ApiServiceTurn } from '../scenario/schema.ts';
import type { Run } from './run.ts';

/** The aggregator has begun to look after its APIServices: which of them answer. */
export function announceServices(run: Run, cause: readonly number[]): void {
  for (const { name, available } of run.scenario.apiServices)
    run.emit({ type: 'apiService.changed', name, available, cause });
}

/** The script tells a server to go down, or starts it. One that goes down serves as long as its delay says. */
export function turnService(run: Run, { name, available }: ApiServiceTurn): void {
  const { closingServices } = run.state;
  const service = run.scenario.apiServices.find(candidate => candidate.name === name);
  if (!service) return;
  if (available) {
    closingServices.delete(name);
    return report(run, name, true);
  }
  closingServices.add(name);
  run.after(service['shutdown-delay-duration'], { kind: 'apiServiceDown', name });
}

/** The time of a server that was told to go down is over, unless it was started again meanwhile. */
export function closeService(run: Run, name: string): void {
  if (run.state.closingServices.delete(name)) report(run, name, false);
}

function report(run: Run, name: string, available: boolean): void {
  if (run.api.turn(name, available) && !run.view.exited)
    run.emit({ type: 'apiService.changed', name, available });
}

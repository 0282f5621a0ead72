/** What the page fetches after its first paint: see `machinery.ts`. */
export { describeState } from '../../machines/lifecycle/describe.ts';
export { SimulatedRun } from './simulated-run.ts';

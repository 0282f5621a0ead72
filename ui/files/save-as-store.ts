/** Whether it is asked in which format the run is to be saved. */
import { createStore } from '../session/store.ts';

export const saveAsStore = createStore(false);

/**
 * Runs in the page: what each frame costs, and when what changed was painted. A frame's work is that of its inputs,
 * and everything from its first animation callback on; a message posted in a callback comes after the painting.
 */
export function watchFrames() {
  /** @type {number[]} */
  const intervals = [];
  /** @type {number[]} */
  const work = [];
  /** @type {((at: number) => void)[]} */
  let waiting = [];
  let last = 0;
  let began = 0;
  let inputs = 0;
  let recording = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    if (recording && began > 0) work.push(inputs + now - began);
    began = 0;
    inputs = 0;
    const painted = waiting;
    waiting = [];
    for (const tell of painted) tell(performance.timeOrigin + now);
  };
  // From the first listener to the last one: what the page draws for an input, it draws in between.
  let inputBegan = 0;
  window.addEventListener(
    'pointermove',
    () => {
      inputBegan = performance.now();
    },
    { capture: true },
  );
  window.addEventListener('pointermove', () => {
    inputs += performance.now() - inputBegan;
  });
  const frame = (/** @type {number} */ at) => {
    began = performance.now();
    if (recording && last > 0) intervals.push(at - last);
    last = at;
    port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(window, {
    frameWatch: {
      start: () => {
        recording = true;
        last = 0;
      },
      stop: () => {
        recording = false;
        return { intervals, work };
      },
      /** Wall-clock milliseconds at which what is on the page now has been painted. */
      painted: () => new Promise(resolve => waiting.push(resolve)),
    },
  });
}

/**
 * @typedef {object} FrameWatch
 * @property {() => void} start
 * @property {() => { intervals: number[], work: number[] }} stop
 * @property {() => Promise<number>} painted
 */

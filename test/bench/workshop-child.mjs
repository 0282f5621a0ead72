/** The presenter and the room of the workshop benchmark; prints how long each step took to each follower. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

const [port = 0, followers = 0, steps = 0] = process.argv.slice(2, 5).map(Number);
const secret = process.argv[5] ?? '';
/** The presenter goes on when everybody has seen the step, and not sooner than this. */
const STEP_MS = 200;

/** @param {object} hello */
async function join(hello) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/workshop`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', ...hello }));
  await once(socket, 'message');
  return socket;
}

const presenter = await join({ role: 'presenter', secret });
/** @type {number[]} */
const times = [];
let sentAt = 0;
let step = 0;
let seen = 0;
/** @type {() => void} */
let allHaveSeen = () => {};

for (let count = 0; count < followers; count++) {
  const socket = await join({ role: 'follower' });
  socket.on('message', data => {
    const message = JSON.parse(String(data));
    if (message.type !== 'shown' || message.shown.playhead.t !== step) return;
    times.push(performance.now() - sentAt);
    // Everybody answers at once: the worst that a room can do.
    socket.send(JSON.stringify({ type: 'answer', question: message.shown.question.id, choice: count % 4 }));
    if (++seen === followers) allHaveSeen();
  });
}
process.stdout.write('joined\n');
await once(process.stdin, 'data');
for (step = 1; step <= steps; step++) {
  seen = 0;
  const everybody = new Promise(resolve => {
    allHaveSeen = () => resolve(undefined);
  });
  const shown = {
    link: 'scenario=graceful&seed=1&lineage=1.36',
    place: { lesson: 'two-branches', stop: `stop-${step}`, phase: 'asking' },
    playhead: { t: step, playing: true, speed: 1 },
    view: { tab: 'Lesson', selected: 'ShutdownInitiated', lineages: false },
    question: { id: `two-branches/stop-${step}`, choices: 4, open: true, bars: true, right: null },
    task: null,
    fire: false,
    blank: false,
    timer: null,
  };
  sentAt = performance.now();
  presenter.send(JSON.stringify({ type: 'show', shown }));
  await Promise.all([everybody, new Promise(resolve => setTimeout(resolve, STEP_MS))]);
}
process.stdout.write(`${JSON.stringify(times)}\n`);
process.exit(0);

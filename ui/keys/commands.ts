/** Everything that has a key, in one list: the keyboard reads it, and so does the help. */
import { switchTheme } from '../header/theme.ts';
import type { Session } from '../session/session.ts';
import { timelineView } from '../timeline/timeline-view.ts';
import { ZOOM_STEP } from '../timeline/zoom-buttons.tsx';
import { DEFAULT_PATH, WATCH_PATH } from '../transport/request-paths.ts';

/** By which part of its width a key moves the timeline. */
const PAN = 0.25;

export interface Command {
  /** As `KeyboardEvent.key` has them. */
  readonly keys: readonly string[];
  /** As people read them. */
  readonly shown: string;
  readonly what: string;
  readonly run: () => void;
}

/** The commands of a session. `speeds` are those that the transport offers, slowest first. */
export function commandsOf(
  session: Session,
  speeds: readonly number[],
  toggleHelp: () => void,
  copyLink: () => void,
): readonly Command[] {
  const { player } = session;
  const now = (): number => performance.now();
  const send = (path: string, connection: 'new' | 'reuse') =>
    player.request({ path, connection, protocol: 'h2' }, now());
  const changeSpeed = (by: 1 | -1): void => {
    const { speed, source, ended } = player.store.get();
    if (source?.mode === 'live' && !ended) return;
    const next = speeds[speeds.indexOf(speed) + by];
    if (next !== undefined) player.setSpeed(next, now());
  };
  const restart = (): void => {
    const { source, ended } = player.store.get();
    if (source?.mode !== 'live' || ended) void session.restart();
  };
  return [
    { keys: [' '], shown: 'Space', what: 'play or pause', run: () => player.toggle(now()) },
    {
      keys: ['ArrowRight'],
      shown: '→',
      what: 'step to the next transition',
      run: () => player.stepForward(now()),
    },
    {
      keys: ['ArrowLeft'],
      shown: '←',
      what: 'step to the previous transition',
      run: () => player.stepBack(now()),
    },
    { keys: ['Home'], shown: 'Home', what: 'go to the start', run: () => player.seek(0, now()) },
    { keys: ['End'], shown: 'End', what: 'go to the present', run: () => player.toPresent(now()) },
    { keys: ['r'], shown: 'r', what: 'restart the scenario', run: restart },
    { keys: ['+', '='], shown: '+', what: 'faster', run: () => changeSpeed(1) },
    { keys: ['-'], shown: '−', what: 'slower', run: () => changeSpeed(-1) },
    {
      keys: ['i'],
      shown: 'i',
      what: 'zoom into the timeline',
      run: () => timelineView.zoom(ZOOM_STEP),
    },
    { keys: ['o'], shown: 'o', what: 'zoom out', run: () => timelineView.zoom(1 / ZOOM_STEP) },
    { keys: ['0'], shown: '0', what: 'show the whole timeline', run: () => timelineView.fit() },
    { keys: [','], shown: ',', what: 'pan the timeline to the left', run: () => timelineView.panBy(-PAN) },
    { keys: ['.'], shown: '.', what: 'pan it to the right', run: () => timelineView.panBy(PAN) },
    { keys: ['t'], shown: 't', what: 'send SIGTERM', run: () => player.signal('SIGTERM', now()) },
    { keys: ['K'], shown: 'Shift K', what: 'send SIGKILL', run: () => player.signal('SIGKILL', now()) },
    {
      keys: ['n'],
      shown: 'n',
      what: 'send a request on a new connection',
      run: () => send(DEFAULT_PATH, 'new'),
    },
    {
      keys: ['c'],
      shown: 'c',
      what: 'send a request on a kept connection',
      run: () => send(DEFAULT_PATH, 'reuse'),
    },
    { keys: ['w'], shown: 'w', what: 'open a watch', run: () => send(WATCH_PATH, 'reuse') },
    { keys: ['l'], shown: 'l', what: 'copy a link to this moment', run: copyLink },
    { keys: ['d'], shown: 'd', what: 'switch between light and dark', run: switchTheme },
    { keys: ['?'], shown: '?', what: 'show or hide this list', run: toggleHelp },
  ];
}

/** Whether a key belongs to what has the focus: text is typed, choices are chosen, buttons are pressed with Space. */
export function belongsToFocus(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
    return true;
  return key === ' ' && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement);
}

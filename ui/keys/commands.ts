/** Everything that has a key, in one list: the keyboard reads it, and so does the help. */
import { chooseFile, saveRecording } from '../files/files.ts';
import { switchTheme } from '../header/theme.ts';
import type { Player } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { timelineView } from '../timeline/timeline-view.ts';
import { ZOOM_STEP } from '../timeline/zoom-buttons.tsx';
import { DEFAULT_PATH, WATCH_PATH } from '../transport/request-paths.ts';
import { switchLanguage, tr } from '../words/language.ts';

/** By which part of its width a key moves the timeline. */
const PAN = 0.25;

/** What keys are for, in the order in which the help lists them. */
export const COMMAND_GROUPS = ['presenting', 'playing', 'stepping', 'timeline', 'acting', 'page'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  /** As `KeyboardEvent.key` has them; `Shift+` before those that Shift does not change by itself. */
  readonly keys: readonly string[];
  /** As people read them. */
  readonly shown: string;
  readonly what: string;
  /** Without it: the page. */
  readonly group?: CommandGroup;
  /** Whether it does something now; without it: always. */
  readonly when?: () => boolean;
  /** @param key the one of `keys` that was pressed. */
  readonly run: (key: string) => void;
}

/** The commands of a session. `speeds` are those that the transport offers, slowest first. */
export function commandsOf(
  session: Session,
  speeds: readonly number[],
  toggleHelp: () => void,
  copyLink: () => void,
): readonly Command[] {
  return [
    ...playing(session, speeds),
    ...stepping(session.player),
    ...timeline(),
    ...acting(session.player),
    ...page(session, toggleHelp, copyLink),
  ];
}

type Keys = readonly [keys: readonly string[], shown: string, what: string, run: () => void];

function inGroup(group: CommandGroup, commands: readonly Keys[]): readonly Command[] {
  return commands.map(([keys, shown, what, run]) => ({ keys, shown, what, group, run }));
}

const now = (): number => performance.now();

function playing(session: Session, speeds: readonly number[]): readonly Command[] {
  const { player } = session;
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
  return inGroup('playing', [
    [[' '], tr('Space'), tr('play or pause'), () => player.toggle(now())],
    [['+', '='], '+', tr('faster'), () => changeSpeed(1)],
    [['-'], '−', tr('slower'), () => changeSpeed(-1)],
    [['r'], 'r', tr('restart the scenario'), restart],
  ]);
}

function stepping(player: Player): readonly Command[] {
  return inGroup('stepping', [
    [['ArrowRight'], '→', tr('step to the next transition'), () => player.stepForward(now())],
    [['ArrowLeft'], '←', tr('step to the previous transition'), () => player.stepBack(now())],
    [['Shift+ArrowRight'], 'Shift →', tr('step to the next signal'), () => player.stepForwardBySignal(now())],
    [['Shift+ArrowLeft'], 'Shift ←', tr('step to the previous signal'), () => player.stepBackBySignal(now())],
    [['s'], 's', tr('go to SIGTERM'), () => player.toStop(now())],
    [['Home'], 'Home', tr('go to the start'), () => player.seek(0, now())],
    [['End'], 'End', tr('go to the present'), () => player.toPresent(now())],
  ]);
}

function timeline(): readonly Command[] {
  return inGroup('timeline', [
    [['i'], 'i', tr('zoom into the timeline'), () => timelineView.zoom(ZOOM_STEP)],
    [['o'], 'o', tr('zoom out'), () => timelineView.zoom(1 / ZOOM_STEP)],
    [['0'], '0', tr('show the whole timeline'), () => timelineView.fit()],
    [[','], ',', tr('pan the timeline to the left'), () => timelineView.panBy(-PAN)],
    [['.'], '.', tr('pan it to the right'), () => timelineView.panBy(PAN)],
  ]);
}

function acting(player: Player): readonly Command[] {
  const send = (path: string, connection: 'new' | 'reuse') => () =>
    player.request({ path, connection, protocol: 'h2' }, now());
  return inGroup('acting', [
    [['t'], 't', tr('send SIGTERM'), () => player.signal('SIGTERM', now())],
    [['K'], 'Shift K', tr('send SIGKILL'), () => player.signal('SIGKILL', now())],
    [['n'], 'n', tr('send a request on a new connection'), send(DEFAULT_PATH, 'new')],
    [['c'], 'c', tr('send a request on a kept connection'), send(DEFAULT_PATH, 'reuse')],
    [['w'], 'w', tr('open a watch'), send(WATCH_PATH, 'reuse')],
  ]);
}

function page(session: Session, toggleHelp: () => void, copyLink: () => void): readonly Command[] {
  return inGroup('page', [
    [['l'], 'l', tr('copy a link to this moment'), copyLink],
    [['O'], 'Shift O', tr('open a recording or a scenario'), () => chooseFile(session)],
    [['S'], 'Shift S', tr('save the recording'), () => void saveRecording(session)],
    [['d'], 'd', tr('switch between light and dark'), switchTheme],
    [['L'], 'Shift L', tr('switch between English and 中文'), () => void switchLanguage()],
    [['?'], '?', tr('show or hide this list'), toggleHelp],
  ]);
}

/** How a command names the key of an event. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  return event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
}

/** Whether a key belongs to what has the focus: text is typed, choices are chosen, buttons are pressed with Space. */
export function belongsToFocus(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
    return true;
  return key === ' ' && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement);
}

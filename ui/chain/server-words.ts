/** How it is with a server of the chain, in words. */
import type {
  RequestWay,
  ServerChainView,
  ServerView,
  ServiceView,
} from '../../machines/view/server-chain.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** `paths registered T−5.0 s`. */
export function serverNow(
  { state, registeredAt }: ServerView,
  { hasMux }: Pick<ServerChainView, 'hasMux'>,
  origin: number | null,
): string {
  if (state === 'absent') return tr('not running');
  if (state === 'registering') return tr('still registers its paths');
  if (!hasMux) return tr('running');
  return registeredAt === null
    ? tr('paths registered')
    : tr('paths registered at {time}', { time: clockTime(registeredAt, origin, 1) });
}

export function serviceNow({ available, since }: ServiceView, origin: number | null): string {
  if (since === null) return available ? tr('up') : tr('down');
  const time = clockTime(since, origin, 1);
  return available ? tr('up since {time}', { time }) : tr('down since {time}', { time });
}

/** Why it is answered where it is. */
export function waySentence({ to, through, isInside }: RequestWay): string {
  const server = to === 'not-found' ? tr('the not-found handler') : to;
  const passed = through.join(', ');
  if (through.length === 0)
    return isInside ? tr('{server} works on it.', { server }) : tr('{server} answered it.', { server });
  return isInside
    ? tr('{passed} handed it on; {server} works on it.', { passed, server })
    : tr('{passed} handed it on; {server} answered it.', { passed, server });
}

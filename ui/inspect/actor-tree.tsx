/** Who is attached, and the actors of each application, children under their parents. */
import type { WatchedStatus } from '../../machines/inspect/incoming.ts';
import type { WatchedActor } from '../../machines/inspect/watched.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { tr } from '../words/language.ts';
import type { WatchedApp } from './inspector.ts';
import { valueWords } from './value-words.ts';

export const STATUS_WORDS = {
  active: 'runs',
  done: 'is done',
  error: 'has failed',
  stopped: 'has stopped',
} as const satisfies Record<WatchedStatus, Phrase>;

/** Deeper children stand where those stand. */
const DEEPEST = 6;

interface ActorTreeProps {
  readonly apps: readonly WatchedApp[];
  readonly actors: readonly WatchedActor[];
  readonly picked: string;
  readonly onPick: (key: string) => void;
}

export function ActorTree({ apps, actors, picked, onPick }: ActorTreeProps) {
  return (
    <nav className="inspect-actors" aria-label={tr('Actors')}>
      {apps.map(app => (
        <section key={app.name} className={app.isHere ? '' : 'gone'}>
          <h2>
            {app.label || tr('An application')}
            {!app.isHere && <small> {tr('has left')}</small>}
          </h2>
          <ul>
            {inOrder(actors.filter(actor => actor.app === app.name)).map(({ actor, depth }) => (
              <li key={actor.key} style={{ paddingInlineStart: `${Math.min(depth, DEEPEST) * 14}px` }}>
                <button
                  type="button"
                  className={`inspect-actor ${actor.status}`}
                  aria-pressed={actor.key === picked}
                  onClick={() => onPick(actor.key)}
                >
                  <b>{actor.name}</b>
                  <span>
                    {actor.status === 'active' ? valueWords(actor.value) : tr(STATUS_WORDS[actor.status])}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface Placed {
  readonly actor: WatchedActor;
  readonly depth: number;
}

/** Children right after their parents. */
function inOrder(actors: readonly WatchedActor[]): Placed[] {
  const keys = new Set(actors.map(({ key }) => key));
  const children = new Map<string, WatchedActor[]>();
  for (const actor of actors) {
    const parent = actor.parent !== null && keys.has(actor.parent) ? actor.parent : '';
    const siblings = children.get(parent) ?? [];
    siblings.push(actor);
    children.set(parent, siblings);
  }
  const placed: Placed[] = [];
  const place = (parent: string, depth: number): void => {
    for (const actor of children.get(parent) ?? []) {
      placed.push({ actor, depth });
      place(actor.key, depth + 1);
    }
  };
  place('', 0);
  return placed;
}

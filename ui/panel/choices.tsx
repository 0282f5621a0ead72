/** What can be made to happen to a thing now, as buttons. */
import { useState } from 'react';
import { type Choice, choicesFor } from '../faults/choices.ts';
import { closedFor } from '../faults/closed-for.ts';
import { refusalWords } from '../faults/refusal.ts';
import type { Player } from '../session/player.ts';
import type { Thing } from '../session/run-source.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';

interface ChoicesProps {
  readonly player: Player;
  readonly thing: Thing;
  readonly heading: string;
}

export function Choices({ player, thing, heading }: ChoicesProps) {
  const closed = useStore(player.store, closedFor);
  const view = useStore(player.store, state => state.view);
  const [refusal, setRefusal] = useState<string | null>(null);
  const choices = closed === null ? choicesFor(view, thing) : [];
  const act = async ({ act: wish }: Choice): Promise<void> => {
    const clock = performance.now();
    setRefusal(null);
    if ('signal' in wish) {
      player.signal(wish.signal, clock);
      return;
    }
    const result = await player.inject(wish.fault, clock);
    if (!result.ok) setRefusal(result.reason);
  };
  if (choices.length === 0 && refusal === null) return null;
  return (
    <>
      <h3>{heading}</h3>
      <div className="choices">
        {choices.map(choice => (
          <button
            key={choice.key}
            type="button"
            className={`btn ${choice.kills ? 'danger' : ''}`}
            title={choice.does}
            onClick={() => void act(choice)}
          >
            {choice.label}
          </button>
        ))}
      </div>
      {refusal !== null && (
        <p className="refusal" role="alert">
          {tr('It could not be done: {reason}.', { reason: refusalWords(refusal) })}
        </p>
      )}
    </>
  );
}

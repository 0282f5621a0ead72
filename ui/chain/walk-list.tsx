/** The steps of one walk, from the outermost filter to the server that answers. */
import { useState } from 'react';
import type { Lineage } from '../../machines/lineage.ts';
import type { RequestWalk, WalkState } from '../../machines/view/request-walk.ts';
import { walkNote, walkSentence } from '../../machines/view/walk-notes.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { EventList } from '../panel/event-list.tsx';
import { changePanel } from '../panel/panel-store.ts';
import type { Player } from '../session/player.ts';
import { tr } from '../words/language.ts';
import { GoSource } from './go-source.tsx';
import {
  ActedSign,
  AnsweredSign,
  EndSign,
  HereSign,
  IdleSign,
  PassedSign,
  TurnedAwaySign,
} from './signs.tsx';
import { StepRow, type Stretch } from './step-row.tsx';

export const WALK_WORDS = {
  passed: 'passed',
  acted: 'did something',
  rejected: 'turned it away',
  notReached: 'not reached',
  skipped: 'skipped',
  here: 'it stands here',
} as const satisfies Record<WalkState, Phrase>;

const SIGNS: Readonly<Record<WalkState, () => React.ReactNode>> = {
  passed: PassedSign,
  acted: ActedSign,
  rejected: TurnedAwaySign,
  notReached: IdleSign,
  skipped: () => null,
  here: HereSign,
};

type Step = RequestWalk['steps'][number];

export function WalkList({ player, walk }: { readonly player: Player; readonly walk: RequestWalk }) {
  const [opened, setOpened] = useState<string | null>(null);
  const toggle = (name: string): void => setOpened(opened === name ? null : name);
  const { steps } = walk;
  // How far the line is thick: up to the step that turned it away, or to the end.
  const reached = stretchesOf(walk);
  return (
    <ol className="way" aria-label={tr('The way through the handler chain, outermost first')}>
      {steps.map((step, at) => {
        const { name } = step.step;
        const Sign = SIGNS[step.verdict];
        return (
          <StepRow
            key={name}
            name={name}
            state={step.verdict}
            title={name}
            note={walkNote(step, walk, tr)}
            spoken={tr(WALK_WORDS[step.verdict])}
            sign={<Sign />}
            into={at === 0 ? (walk.place === 'outside' ? 'next' : 'past') : (reached[at] ?? 'next')}
            onward={reached[at + 1] ?? 'next'}
            isOpen={opened === name}
            onToggle={() => toggle(name)}
            sentence={step.sentence}
          >
            <StepMore step={step} walk={walk} lineage={walk.lineage} />
          </StepRow>
        );
      })}
      <End
        player={player}
        walk={walk}
        isOpen={opened === 'handler'}
        onToggle={() => toggle('handler')}
        into={reached[steps.length] ?? 'next'}
      />
    </ol>
  );
}

/** How the line is drawn above each step, and above the end. */
function stretchesOf({ steps, place }: RequestWalk): readonly Stretch[] {
  const stop = steps.findIndex(({ verdict }) => verdict === 'rejected' || verdict === 'here');
  const last = place === 'outside' ? -1 : stop >= 0 ? stop : steps.length;
  return Array.from({ length: steps.length + 1 }, (_, at) =>
    at <= last ? (at === steps.length && place === 'inside' ? 'now' : 'past') : 'next',
  );
}

function StepMore({
  step,
  walk,
  lineage,
}: {
  readonly step: Step;
  readonly walk: RequestWalk;
  readonly lineage: Lineage;
}) {
  const { end } = walk;
  const headers = step.verdict === 'rejected' && end?.kind === 'rejected' ? Object.entries(end.headers) : [];
  return (
    <>
      <p className="step-sentence">{step.sentence}</p>
      {headers.length > 0 && (
        <ul className="step-headers" aria-label={tr('Headers of the response')}>
          {headers.map(([key, value]) => (
            <li key={key}>{`${key}: ${value}`}</li>
          ))}
        </ul>
      )}
      <p>{tr.text(step.step.description)}</p>
      <GoSource path={step.step.source} lineage={lineage} until={step.step.until} />
    </>
  );
}

interface EndProps {
  readonly player: Player;
  readonly walk: RequestWalk;
  readonly into: Stretch;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

const END_WORDS = {
  outside: 'not reached',
  entering: 'not reached',
  inside: 'it stands here',
  turnedAway: 'not reached',
  answered: 'answered',
  cut: 'cut off',
} as const satisfies Record<RequestWalk['place'], Phrase>;

/** What stands behind the chain: the server that answers. */
function End({ player, walk, into, isOpen, onToggle }: EndProps) {
  const { place, end, answeredBy, last } = walk;
  // The not-found handler stands behind the chain too, when it asks to come again.
  const isAnswered = place === 'answered' || (place === 'turnedAway' && answeredBy === 'not-found');
  const state = isAnswered
    ? 'answered'
    : place === 'inside'
      ? 'here'
      : place === 'cut'
        ? 'cut'
        : 'notReached';
  const sign = isAnswered ? (
    <AnsweredSign />
  ) : place === 'inside' ? (
    <HereSign />
  ) : (
    <EndSign isCut={place === 'cut'} />
  );
  const status = isAnswered && end !== null && end.kind !== 'aborted' ? String(end.status) : '';
  return (
    <StepRow
      name="handler"
      state={state}
      title={answeredBy ?? tr('The handler')}
      note={status || (state === 'notReached' ? '' : tr(END_WORDS[place]))}
      spoken={isAnswered ? tr('answered') : tr(END_WORDS[place])}
      sign={sign}
      into={into}
      onward="none"
      isOpen={isOpen}
      onToggle={onToggle}
      sentence={state === 'notReached' ? '' : walkSentence(walk, tr)}
    >
      {last && (
        <EventList
          player={player}
          events={[last]}
          label={tr('The way through the handler chain, outermost first')}
        />
      )}
      <p>
        <button type="button" className="link" onClick={() => changePanel({ chain: 'servers' })}>
          {tr('Show its way through the servers')}
        </button>
      </p>
    </StepRow>
  );
}

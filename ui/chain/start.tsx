/** The start of the server as a story: its steps in Go's order, with their times since the process started. */
import { useMemo, useState } from 'react';
import type { StartPart, StartStepName } from '../../machines/view/start-facts.ts';
import { type StartStep, StartStories, type StartStory } from '../../machines/view/start-story.ts';
import { startReason, startTitle } from '../../machines/view/start-words.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { EventList } from '../panel/event-list.tsx';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { FailedSign, LampSign, MomentSign } from './signs.tsx';
import { StepRow, type Stretch } from './step-row.tsx';

export function StartView({ player }: { readonly player: Player }) {
  const index = useStore(player.store, state => state.source?.index ?? null);
  const lineage = useStore(player.store, state => state.source?.header?.lineage ?? null);
  const stories = useMemo(() => (index ? new StartStories(index) : null), [index]);
  const story = useStore(player.store, state => stories?.at(state.count, lineage) ?? null);
  const [opened, setOpened] = useState<StartStepName | null>(null);
  if (!story || !stories) return <p>{tr('There is no run yet.')}</p>;
  if (story.steps.length === 0) {
    return (
      <p>
        {stories.forgotten
          ? tr('The earliest events of this run were let go: what they would show is missing here.')
          : tr('This recording begins after the start of its server.')}
      </p>
    );
  }
  const began = story.steps[0]?.t ?? 0;
  return (
    <>
      <p className="way-now story">{sentenceOf(story)}</p>
      <ol className="way" aria-label={tr('The start of the server, step by step')}>
        {story.steps.map((step, at) => (
          <StepItem
            key={step.name}
            player={player}
            story={story}
            step={step}
            before={story.steps[at - 1]}
            after={story.steps[at + 1]}
            began={began}
            isOpen={opened === step.name}
            onToggle={() => setOpened(opened === step.name ? null : step.name)}
          />
        ))}
      </ol>
      <Early player={player} story={story} />
    </>
  );
}

/** What has been done last, and why it stands there. */
function sentenceOf(story: StartStory): string {
  if (story.over && !story.steps.some(step => step.state === 'failed')) return tr('The start is over.');
  const last = story.steps.reduce<StartStep | null>(
    (latest, step) => (step.seq !== null && step.seq > (latest?.seq ?? -1) ? step : latest),
    null,
  );
  return last === null
    ? tr('Nothing has been started yet.')
    : tr('{what}: {why}', { what: startTitle(last.name, story, tr), why: startReason(last.name, tr) });
}

const STATES = {
  past: 'done',
  now: 'under way',
  next: 'not yet',
  failed: 'failed',
  never: 'never came',
} as const satisfies Record<StartStep['state'], Phrase>;

const SIGNALS: ReadonlySet<StartStepName> = new Set(['beenReady', 'mux']);

function signOf({ name, state }: StartStep) {
  if (state === 'failed') return <FailedSign />;
  const shown = state === 'never' ? 'next' : state;
  if (!SIGNALS.has(name)) return <MomentSign state={shown} />;
  return <LampSign state={shown} />;
}

/** The line between two steps has come when both have. */
function between(a: StartStep | undefined, b: StartStep | undefined): Stretch {
  if (!a || !b) return 'none';
  return isDone(a) && isDone(b) ? 'past' : 'next';
}

const isDone = ({ state }: StartStep): boolean => state === 'past' || state === 'failed';

interface StepItemProps {
  readonly player: Player;
  readonly story: StartStory;
  readonly step: StartStep;
  readonly before: StartStep | undefined;
  readonly after: StartStep | undefined;
  /** When the process started: times count from here. */
  readonly began: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function StepItem({ player, story, step, before, after, began, isOpen, onToggle }: StepItemProps) {
  const event = step.seq === null ? undefined : player.store.get().source?.index.bySeq(step.seq);
  const title = startTitle(step.name, story, tr);
  return (
    <StepRow
      name={step.name}
      state={step.state}
      title={title}
      note={noteOf(step, began)}
      spoken={tr(STATES[step.state])}
      sign={signOf(step)}
      into={between(before, step)}
      onward={between(step, after)}
      isOpen={isOpen}
      onToggle={onToggle}
      sentence={startReason(step.name, tr)}
      always={step.parts.length > 0 && <Parts parts={step.parts} began={began} of={title} />}
    >
      <p className="step-sentence">{startReason(step.name, tr)}</p>
      {event && <EventList player={player} events={[event]} label={title} />}
    </StepRow>
  );
}

function Parts({
  parts,
  began,
  of,
}: {
  readonly parts: readonly StartPart[];
  readonly began: number;
  readonly of: string;
}) {
  return (
    <ul className="step-parts" aria-label={of}>
      {parts.map(({ name, state, t, error }) => (
        <li key={name} data-state={state}>
          <span>{name}</span>
          <span>{error ?? (t === null ? tr(STATES[state]) : since(t, began))}</span>
        </li>
      ))}
    </ul>
  );
}

function noteOf({ name, state, t }: StartStep, began: number): string {
  if (t !== null) return since(t, began);
  return state === 'now' ? (name === 'hooks' ? tr('under way') : tr('not yet')) : '';
}

const since = (t: number, began: number): string => `${seconds(t - began, 2)} s`;

/** Who came too early, and was told so. */
function Early({ player, story }: { readonly player: Player; readonly story: StartStory }) {
  const { early, earlyRejections } = story;
  if (early === 0) return null;
  return (
    <>
      <h3>{tr('Before all paths were registered')}</h3>
      <p>{early === 1 ? tr('One request came.') : tr('{n} requests came.', { n: early })}</p>
      {earlyRejections.length > 0 && (
        <EventList player={player} events={earlyRejections} label={tr('Before all paths were registered')} />
      )}
    </>
  );
}

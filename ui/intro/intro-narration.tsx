/** The narrator of the first ten seconds: shorter sentences, one question, and what came of it. */
import { useEffect, useRef } from 'react';
import type { RunView } from '../../machines/view/run-view.ts';
import { Clock } from '../header/narration.tsx';
import { showLessons } from '../lessons/list-store.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import type { Introduction, IntroductionState } from './introduction.ts';
import { ANSWER_WORDS, ANSWERS, chapterOf, type Fortune } from './prediction.ts';
import '../styles/intro.css';

interface IntroNarrationProps {
  readonly introduction: Introduction;
  readonly session: Session;
}

export function IntroNarration({ introduction, session }: IntroNarrationProps) {
  const { player } = session;
  const state = useStore(introduction.store, value => value);
  const view = useStore(player.store, value => value.view);
  const hasServer = useStore(session.store, value => value.liveAvailable);
  const isAsking = state.question !== null && state.answer === null;
  return (
    <section className="say intro" aria-label={tr('Narrator')}>
      <Clock player={player} />
      <div>
        <p id="intro-says" aria-live="polite">
          {sentenceOf(state, view)}
        </p>
        <div className="intro-row">
          {isAsking && <Answers onAnswer={answer => introduction.predict(answer)} />}
          {state.result === null && (
            <button type="button" className="quiet skip" onClick={() => introduction.skip()}>
              {tr('Skip')} <kbd>Esc</kbd>
            </button>
          )}
          {state.result !== null && <GoOn onGoOn={() => introduction.end()} />}
          {state.result !== null && (
            <button
              type="button"
              className="btn"
              aria-haspopup="dialog"
              onClick={() => {
                introduction.end();
                showLessons();
              }}
            >
              {tr('Lessons')}
            </button>
          )}
          {state.result !== null && hasServer && (
            <button type="button" className="btn" onClick={() => introduction.goLive()}>
              {tr('Now a real server')}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function Answers({ onAnswer }: { readonly onAnswer: (answer: Fortune) => void }) {
  const group = useRef<HTMLFieldSetElement>(null);
  // The group, not its first answer: none of them shall look chosen.
  useEffect(() => group.current?.focus({ preventScroll: true }), []);
  return (
    <fieldset ref={group} tabIndex={-1} className="answers" aria-labelledby="intro-says">
      {ANSWERS.map((answer, index) => (
        <button key={answer} type="button" className="btn" onClick={() => onAnswer(answer)}>
          <kbd>{index + 1}</kbd> {tr(ANSWER_WORDS[answer])}
        </button>
      ))}
    </fieldset>
  );
}

function GoOn({ onGoOn }: { readonly onGoOn: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <button ref={button} type="button" className="btn main" onClick={onGoOn}>
      {tr('Look around')}
    </button>
  );
}

function sentenceOf({ question, answer, result }: IntroductionState, view: RunView): string {
  if (result !== null && answer !== null) {
    const verdict = answer === result ? tr('You were right.') : tr('Not this time.');
    return `${verdict} ${tr(RESULTS[result])}`;
  }
  if (question !== null && answer !== null)
    return tr('The door is shut, and nobody new gets in. Watch those who are inside.');
  if (question !== null) {
    const n = question.requests.length;
    if (n === 1) return tr('One request is still inside. What happens to it?');
    if (n === 2) return tr('Two requests are still inside. What happens to them?');
    return tr('{n} requests are still inside. What happens to them?', { n });
  }
  return tr(CHAPTERS[chapterOf(view)]);
}

const RESULTS = {
  finished: 'They were answered, and only then may the process exit: that is graceful termination.',
  cut: 'They were cut off before they were answered.',
  turnedAway: 'They were sent away to try again.',
  mixed: 'They fared differently: the log has each.',
} as const;

const CHAPTERS = {
  healthy: 'This API server is about to be stopped.',
  stopping: 'SIGTERM. Its /readyz fails from now on, yet it still serves everything.',
  noticed: 'The load balancer has noticed: new requests go elsewhere.',
  shut: 'The door is shut.',
  over: 'The process has exited.',
} as const;

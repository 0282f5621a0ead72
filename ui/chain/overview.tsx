/** The chain itself, with who was turned away where so far; from here one goes on to a request. */
import { useMemo, useState } from 'react';
import type { Port } from '../../machines/filters/order.ts';
import { type Verdict, type WalkedStep, walkOf } from '../../machines/filters/walk.ts';
import { walkFactsOf } from '../../machines/filters/walk-facts.ts';
import { type Lineage, lineageOf } from '../../machines/lineage.ts';
import type { RunEvent } from '../../machines/recording/events.ts';
import type { ChainCounter, ChainCounts } from '../../machines/view/chain-counts.ts';
import { LogLines } from '../../machines/view/log-lines.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { count as withSpaces } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { GoSource } from './go-source.tsx';
import { EventChoice, InFlightChoice } from './request-choice.tsx';
import { EndSign, IdleSign, PassedSign, TurnedAwaySign } from './signs.tsx';
import { StepRow } from './step-row.tsx';

interface OverviewProps {
  readonly player: Player;
  readonly counter: ChainCounter;
}

/** Of those that a step has turned away the last ones are offered. */
const MOST_OFFERED = 4;
/** So far back they are looked for. */
const MOST_LOOKED_AT = 2000;

export function ChainOverview({ player, counter }: OverviewProps) {
  const counts = useStore(player.store, state => counter.at(state.count));
  const header = useStore(player.store, state => state.source?.header ?? null);
  const lineage = header?.lineage ? lineageOf(header.lineage) : null;
  if (!header || lineage === null) return <p>{tr('The chain of this version is not modelled.')}</p>;
  const ports: readonly Port[] =
    (header.scenario?.server?.['insecure-port'] ?? 0) > 0 ? ['secure', 'insecure'] : ['secure'];
  const facts = walkFactsOf([], '', header);
  const [passed, turnedAway] = sums(counts);
  return (
    <>
      <h2>{tr('The handler chain of {version}', { version: lineage })}</h2>
      <p className="way-now">
        {tr('{passed} passed · {rejected} turned away', {
          passed: withSpaces(passed),
          rejected: withSpaces(turnedAway),
        })}
      </p>
      <InFlightChoice player={player} />
      <div className={ports.length > 1 ? 'ports' : undefined}>
        {ports.map(port => {
          const steps = walkOf(lineage, port, facts, tr);
          return steps.length === 0 ? null : (
            <PortChain
              key={port}
              player={player}
              port={port}
              only={ports.length === 1}
              steps={steps}
              counts={counts}
              lineage={lineage}
            />
          );
        })}
      </div>
    </>
  );
}

function sums({ admitted, turnedAway }: ChainCounts): readonly [passed: number, turnedAway: number] {
  const away = [...turnedAway.secure.values(), ...turnedAway.insecure.values()];
  return [admitted.secure + admitted.insecure, away.reduce((sum, { number }) => sum + number, 0)];
}

interface PortChainProps {
  readonly player: Player;
  readonly port: Port;
  readonly only: boolean;
  readonly steps: readonly WalkedStep[];
  readonly counts: ChainCounts;
  readonly lineage: Lineage;
}

function PortChain({ player, port, only, steps, counts, lineage }: PortChainProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const toggle = (name: string): void => setOpened(opened === name ? null : name);
  const away = counts.turnedAway[port];
  const admitted = counts.admitted[port];
  const label = port === 'secure' ? tr('The secure port') : tr('The insecure port');
  const behind = away.get('not-found');
  return (
    <div>
      {!only && <h3>{label}</h3>}
      <ol className="way" aria-label={tr('The handler chain, outermost first: {port}', { port: label })}>
        {steps.map(({ step, verdict, sentence }, at) => {
          const turned = away.get(step.name);
          return (
            <StepRow
              key={step.name}
              name={step.name}
              state={turned ? 'rejected' : verdict === 'skipped' ? 'skipped' : 'passed'}
              title={step.name}
              note={
                turned ? numberOf(turned.number, turned.statuses) : verdict === 'skipped' ? tr('off') : ''
              }
              spoken={spokenOf(turned?.number ?? 0, verdict)}
              sign={
                turned ? (
                  <TurnedAwaySign />
                ) : verdict === 'skipped' ? null : admitted > 0 ? (
                  <PassedSign />
                ) : (
                  <IdleSign />
                )
              }
              into={at === 0 || admitted > 0 ? stretch(admitted) : 'next'}
              onward={stretch(admitted)}
              isOpen={opened === step.name}
              onToggle={() => toggle(step.name)}
              sentence={tr.text(step.description)}
            >
              <p className="step-sentence">{tr.text(step.description)}</p>
              {verdict === 'skipped' && <p>{sentence}</p>}
              {turned && <LastTurnedAway player={player} filter={step.name} />}
              <GoSource path={step.source} lineage={lineage} until={step.until} />
            </StepRow>
          );
        })}
        <StepRow
          name="handler"
          state={behind ? 'rejected' : admitted > 0 ? 'answered' : 'notReached'}
          title={tr('The servers')}
          note={behind ? numberOf(behind.number, behind.statuses) : admitted > 0 ? withSpaces(admitted) : ''}
          spoken={tr('{n} came so far', { n: withSpaces(admitted) })}
          sign={behind ? <TurnedAwaySign /> : <EndSign />}
          into={stretch(admitted)}
          onward="none"
          isOpen={opened === 'handler'}
          onToggle={() => toggle('handler')}
          sentence={tr('{n} came so far', { n: withSpaces(admitted) })}
        >
          <p className="step-sentence">{tr('{n} came so far', { n: withSpaces(admitted) })}</p>
          {behind && <LastTurnedAway player={player} filter="not-found" />}
        </StepRow>
      </ol>
    </div>
  );
}

const stretch = (admitted: number) => (admitted > 0 ? 'past' : 'next');

/** `12 · 429`. */
function numberOf(number: number, statuses: readonly number[]): string {
  return `${withSpaces(number)} · ${statuses.join(', ')}`;
}

function spokenOf(number: number, verdict: Verdict): string {
  if (number > 0) return tr('{n} were turned away here', { n: withSpaces(number) });
  return verdict === 'skipped' ? tr('off') : tr('nobody was turned away here');
}

/** The last requests that a step has turned away: one press leads to the walk of one. */
function LastTurnedAway({ player, filter }: { readonly player: Player; readonly filter: string }) {
  const index = useStore(player.store, state => state.source?.index ?? null);
  const count = useStore(player.store, state => state.count);
  const lines = useMemo(
    () =>
      index
        ? new LogLines(index, event => event.type === 'request.rejected' && event.filter === filter)
        : null,
    [index, filter],
  );
  lines?.update();
  const end = lines?.before(count) ?? 0;
  const events: RunEvent[] = [];
  for (let at = end - 1; at >= Math.max(0, end - MOST_LOOKED_AT) && events.length < MOST_OFFERED; at--) {
    const event = lines?.line(at);
    if (event) events.push(event);
  }
  return <EventChoice player={player} events={events} />;
}

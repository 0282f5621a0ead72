/** The pod's grace period can be changed where it acts: typed, or drawn to another time by the line of its kill. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { tr } from '../words/language.ts';
import type { PodLane } from './pod-lane.ts';
import '../styles/grace.css';

/** As many seconds as a scenario may have. */
const LONGEST_S = 604_800;

interface GraceEditorProps {
  readonly lane: PodLane;
  readonly scale: TimeScale;
  readonly origin: number | null;
  /** In seconds; null: there is none. */
  readonly grace: number | null;
  /** Resolves with what is wrong with it, in words for a person; null: it is taken. */
  readonly onChange: (seconds: number) => Promise<string | null>;
}

export function GraceEditor({ lane, scale, origin, grace, onChange }: GraceEditorProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const change = (seconds: number): void => {
    setProblem(null);
    if (seconds === grace) return;
    onChange(seconds).then(setProblem, (error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      {problem !== null && (
        <span className="grace-problem" role="alert" style={{ left: lane.value?.left ?? 0 }}>
          {problem}
        </span>
      )}
      {lane.value && <GraceValue value={lane.value} grace={grace} onChange={change} />}
      {grace !== null && origin !== null && lane.killX !== null && (
        <KillHandle scale={scale} origin={origin} grace={grace} onChange={change} />
      )}
    </>
  );
}

interface GraceValueProps {
  readonly value: NonNullable<PodLane['value']>;
  readonly grace: number | null;
  readonly onChange: (seconds: number) => void;
}

/** `15`, `15s` or `1.5 s`; null: no grace period can be so long. */
export function readSeconds(text: string): number | null {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)\s*s?$/.exec(text.trim());
  const seconds = match ? Number(match[1]) : Number.NaN;
  return seconds <= LONGEST_S ? seconds : null;
}

function GraceValue({ value, grace, onChange }: GraceValueProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const label = 'terminationGracePeriodSeconds';
  if (typed === null) {
    return (
      <button
        ref={button}
        type="button"
        className="grace-value"
        style={{ left: value.left }}
        aria-label={`${label}: ${value.words}`}
        title={tr('Change the grace period of the pod: click, or draw the line of SIGKILL')}
        onClick={() => setTyped(grace === null ? '' : String(grace))}
      >
        {value.words}
      </button>
    );
  }
  const seconds = readSeconds(typed);
  const close = (): void => {
    setTyped(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    if (event.key !== 'Enter' || seconds === null) return;
    close();
    onChange(seconds);
  };
  return (
    <input
      className="grace-value"
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
      autoFocus
      inputMode="decimal"
      style={{ left: value.left }}
      aria-label={label}
      aria-invalid={seconds === null}
      value={typed}
      onFocus={event => event.currentTarget.select()}
      onChange={event => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => setTyped(null)}
    />
  );
}

interface KillHandleProps {
  readonly scale: TimeScale;
  readonly origin: number;
  readonly grace: number;
  readonly onChange: (seconds: number) => void;
}

function KillHandle({ scale, origin, grace, onChange }: KillHandleProps) {
  /** Where it is drawn to; null: it stands where it is. */
  const [draft, setDraft] = useState<number | null>(null);
  const shown = draft ?? grace;
  const drawnTo = (event: PointerEvent<HTMLElement>): number => {
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    const t = Math.min(scale.end, scale.t(event.clientX - left));
    return Math.max(1, Math.round((t - origin) / 1000));
  };
  const settle = (): void => {
    setDraft(null);
    if (draft !== null) onChange(draft);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
      event.key
    ];
    if (step === undefined && event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (step !== undefined) setDraft(Math.max(1, Math.min(LONGEST_S, shown + step)));
    else if (event.key === 'Enter') settle();
    else setDraft(null);
  };
  return (
    <>
      {draft !== null && (
        <span className="kill-draft" style={{ left: scale.x(origin + draft * 1000) }}>
          <b>{`SIGKILL +${draft} s`}</b>
        </span>
      )}
      <div
        className="kill-handle"
        role="slider"
        tabIndex={0}
        aria-label={tr('When the kubelet sends SIGKILL; Enter applies it')}
        aria-valuemin={1}
        aria-valuemax={LONGEST_S}
        aria-valuenow={shown}
        aria-valuetext={`${shown} s`}
        title={tr('Draw it to change the grace period')}
        style={{ left: scale.x(origin + shown * 1000) }}
        onKeyDown={onKeyDown}
        onBlur={() => setDraft(null)}
        onPointerDown={event => {
          if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={event => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) setDraft(drawnTo(event));
        }}
        onPointerUp={settle}
        onPointerCancel={() => setDraft(null)}
      />
    </>
  );
}

/** The signs on the line of a way, each in a square of 18: a shape before it is a colour. */
import { octagon } from '../room/glyphs.tsx';
import './signs.css';

/** A handler that let pass: the line goes through the gap of a bar. */
export function PassedSign() {
  return <path className="sign-bar" d="M1.5 9h4M12.5 9h4" />;
}

/** One that did something on the way: a stamp across the line. */
export function ActedSign() {
  return <rect className="sign-stamp" x="1.5" y="6" width="15" height="6" rx="1.5" />;
}

/** One that turned the request away: the guard's sign. */
export function TurnedAwaySign() {
  return <polygon className="sign-stop" points={octagon(9, 9, 7.6)} />;
}

/** Not reached, or not asked for: the same bar in grey. */
export function IdleSign() {
  return <path className="sign-bar idle" d="M1.5 9h4M12.5 9h4" />;
}

/** Where the request stands now. */
export function HereSign() {
  return (
    <>
      <circle className="sign-ring" cx="9" cy="9" r="7" />
      <circle className="sign-core" cx="9" cy="9" r="2.6" />
    </>
  );
}

/** The end of the way: the handler that answered. */
export function AnsweredSign() {
  return (
    <>
      <rect className="sign-box" x="1.5" y="1.5" width="15" height="15" rx="3" />
      <path className="on-fill" d="M5.2 9.4l2.6 2.6 4.8-5.6" />
    </>
  );
}

/** The end of the way, not reached, or reached without an answer. */
export function EndSign({ isCut = false }: { readonly isCut?: boolean }) {
  return (
    <>
      <rect className={`sign-box open ${isCut ? 'cut' : ''}`} x="1.5" y="1.5" width="15" height="15" rx="3" />
      {isCut && <path className="sign-cross" d="M6 6l6 6m0-6l-6 6" />}
    </>
  );
}

/** A step of a story that is no signal: a tick of the line; `now` while it is waited for. */
export function MomentSign({ state }: { readonly state: 'past' | 'now' | 'next' }) {
  return <path className={`sign-moment ${state}`} d="M3.5 9h11" />;
}

/** What has failed. */
export function FailedSign() {
  return (
    <>
      <polygon className="sign-failed" points={octagon(9, 9, 7.6)} />
      <path className="on-fill" d="M6 6l6 6m0-6l-6 6" />
    </>
  );
}

/** A signal: the lamp of the map in small. */
export function LampSign({ state }: { readonly state: 'past' | 'now' | 'next' }) {
  if (state === 'past')
    return (
      <>
        <circle className="sign-lamp lit" cx="9" cy="9" r="8" />
        <path className="on-fill" d="M5.2 9.4l2.6 2.6 4.8-5.6" />
      </>
    );
  return state === 'now' ? <HereSign /> : <circle className="sign-lamp" cx="9" cy="9" r="7" />;
}

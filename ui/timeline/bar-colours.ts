/** The colours of tokens as a canvas needs them: resolved for the theme in force, and read again when that changes. */
import { useSyncExternalStore } from 'react';
import type { BarColours } from './canvas-pen.ts';

const TOKENS: Readonly<Record<keyof BarColours, string>> = {
  edge: '--edge',
  ink: '--ink',
  ink2: '--ink-2',
  danger: '--danger',
};

function read(): BarColours {
  const probe = document.createElement('i');
  document.body.append(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, resolve(token)]));
  probe.remove();
  return colours as unknown as BarColours;
}

let cached: BarColours | null = null;

function subscribe(listener: () => void): () => void {
  const changed = (): void => {
    cached = null;
    listener();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

export function useBarColours(): BarColours {
  return useSyncExternalStore(subscribe, () => {
    cached ??= read();
    return cached;
  });
}

/** The colours of the theme in force, resolved: a saved picture has no tokens. */

const TOKENS = {
  ground: '--ground',
  paper: '--paper',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  line: '--line',
  edge: '--edge',
  now: '--now',
  nowSoft: '--now-soft',
  danger: '--danger',
  dangerSoft: '--danger-soft',
  ok: '--ok',
  onFill: '--on-fill',
} as const;

export type Colours = Readonly<Record<keyof typeof TOKENS, string>>;

export function coloursInForce(): Colours {
  const probe = document.createElement('i');
  document.body.append(probe);
  const resolved = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(resolved) as Colours;
}

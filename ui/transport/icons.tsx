/** The signs on the transport's buttons. */
const PATHS = {
  play: 'M2 1v12l10-6z',
  pause: 'M2 1h3.6v12H2zM8.4 1H12v12H8.4z',
  back: 'M1 1h2v12H1zM13 1v12L4.5 7z',
  forward: 'M11 1h2v12h-2zM1 1v12l8.5-6z',
  restart: 'M7 2.2a4.8 4.8 0 1 0 4.8 4.8h-1.9A2.9 2.9 0 1 1 7 4.1V6.6L11.2 3.2 7 0z',
  stop: 'M2.5 0.5h1.8v13H2.5zM5.6 1.2h7l-2 3.1 2 3.1h-7z',
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

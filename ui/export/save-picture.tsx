/** A small menu beside a view: saves what is seen of it. How pictures are made is fetched when the first one is. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Player } from '../session/player.ts';
import { tr } from '../words/language.ts';
import '../styles/save-picture.css';

/** The views that can be saved. */
export type PictureView = 'map' | 'timeline';
export type PictureFormat = 'svg' | 'png';

interface SavePictureProps {
  readonly player: Player;
  readonly view: PictureView;
}

const FORMATS: readonly PictureFormat[] = ['svg', 'png'];
/** Room that the menu takes above its button; where there is less it opens below. */
const MENU_PX = 150;

export function SavePicture({ player, view }: SavePictureProps) {
  const [place, setPlace] = useState<React.CSSProperties | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const isOpen = place !== null;
  useEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setPlace(null);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (!box) return;
    setProblem(null);
    const vertical =
      box.top > MENU_PX ? { bottom: window.innerHeight - box.top + 4 } : { top: box.bottom + 4 };
    const horizontal =
      box.left < window.innerWidth / 2
        ? { left: Math.max(8, box.left - 8) }
        : { right: Math.max(8, document.documentElement.clientWidth - box.right - 8) };
    setPlace({ ...vertical, ...horizontal });
  };
  const close = (): void => {
    setPlace(null);
    button.current?.focus();
  };
  const save = async (format: PictureFormat): Promise<void> => {
    try {
      const { savePicture } = await import('./picture.ts');
      await savePicture(player.store.get(), view, format);
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const index = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setPlace(null);
    else if (next !== undefined) items.at(next % items.length)?.focus();
    // Nothing that is pressed in a menu belongs to the page.
    event.stopPropagation();
    if (event.key === 'Escape' || next !== undefined) event.preventDefault();
  };
  return (
    <span ref={root} className="save-picture" data-picture="skip">
      <button
        ref={button}
        type="button"
        className="save-picture-button"
        aria-label={view === 'map' ? tr('Save the map as a picture') : tr('Save the timeline as a picture')}
        title={tr('Save as picture')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => (isOpen ? close() : open())}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 2v8M4.8 6.9 8 10.1l3.2-3.2M2.5 10.5V13.5h11V10.5" />
        </svg>
      </button>
      {place && (
        <div
          id={menuId}
          className="save-picture-menu"
          role="menu"
          tabIndex={-1}
          aria-label={tr('Save as picture')}
          style={place}
          onKeyDown={onKeyDown}
        >
          <p>{tr('Save as picture')}</p>
          {FORMATS.map(format => (
            <button
              key={format}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => void save(format)}
            >
              <b>{format.toUpperCase()}</b>
              <span>{format === 'svg' ? tr('vectors, for print') : tr('pixels, for slides')}</span>
            </button>
          ))}
          {problem !== null && (
            <p role="alert">{tr('The picture could not be made: {problem}', { problem })}</p>
          )}
        </div>
      )}
    </span>
  );
}

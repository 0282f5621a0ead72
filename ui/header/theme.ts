/** Light, dark, or as the system has it. The choice is kept where the browser allows it. */

export type Theme = 'light' | 'dark';

const KEY = 'lastcall.theme';

function stored(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

/** Puts the theme of the address (`?theme=dark`) or the one that was chosen last into force. */
export function restoreTheme(asked: Theme | null): void {
  const theme = asked ?? stored();
  if (theme) document.documentElement.dataset.theme = theme;
}

/** The other theme than the one in force. */
export function switchTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, root.dataset.theme);
  } catch {
    // Without storage the choice holds until the page is left.
  }
}

/**
 * The pages of one browser, lent to one test after another: opening an address in a page that has shown it before takes
 * a third of the time that a new one takes. What a test leaves in a page goes with it, except the history of the tab.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Somebody who has been here before, or a stranger, who is told the first ten seconds. */
export type Who = 'known' | 'stranger';

const DESKTOP = { width: 1440, height: 900 };

export class Pages {
  private readonly idle = new Map<string, Page[]>();

  constructor(private readonly browser: Browser) {}

  /** A page as somebody has it who comes to it: nothing shown, nothing stored. `giveBack` it in the end. */
  async lend(options: BrowserContextOptions = {}, who: Who = 'known'): Promise<Page> {
    const { viewport = DESKTOP, colorScheme = 'light', reducedMotion = 'no-preference' } = options;
    const page =
      this.idle.get(kindOf(options, who))?.pop() ??
      (await (await newContext(this.browser, options, who)).newPage());
    await page.emulateMedia({ colorScheme, reducedMotion });
    if (viewport) await page.setViewportSize(viewport);
    return page;
  }

  /** Puts the page away for the next who wants one of its kind; one that cannot be emptied is closed instead. */
  async giveBack(page: Page, options: BrowserContextOptions = {}, who: Who = 'known'): Promise<void> {
    try {
      page.removeAllListeners();
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto('about:blank');
      await page.mouse.move(0, 0);
    } catch {
      await page.context().close();
      return;
    }
    const kind = kindOf(options, who);
    this.idle.set(kind, [...(this.idle.get(kind) ?? []), page]);
  }
}

/** Who comes with which window, language and wishes. */
export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
  who: Who = 'known',
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    // What is kept for want of a network is a test of its own.
    serviceWorkers: 'block',
    ...options,
  });
  if (who === 'known') await context.addInitScript(() => localStorage.setItem('lastcall.introduced', '1'));
  return context;
}

/** What cannot be changed of a page that is there. */
function kindOf(options: BrowserContextOptions, who: Who): string {
  const { viewport: _, colorScheme: __, reducedMotion: ___, ...rest } = options;
  return JSON.stringify([who, Object.entries(rest).sort()]);
}

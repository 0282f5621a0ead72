/** Where the tests of a file open the page: the built page on a plain web host, and one browser. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Pages, type Who } from './pages.ts';
import { Screen } from './screen.ts';
import { type StaticServer, serveDist } from './static-server.ts';

export interface Stage {
  /** The address of the page. */
  readonly url: string;
  /**
   * Opens the page with a query, or the page of another program by its whole address. After the test it is put away; the
   * test fails if something went wrong in it.
   */
  open(query?: string, options?: BrowserContextOptions, landmark?: string, who?: Who): Promise<Screen>;
}

/** A page that is shown, and how it is put away. */
interface Shown {
  readonly screen: Screen;
  readonly leave: () => Promise<void>;
}

/** Sets the stage before the tests of a file, and clears it after each of them and in the end. */
export function setStage(): Stage {
  let server: StaticServer;
  let browser: Browser;
  let pages: Pages;
  const shown: Shown[] = [];
  beforeAll(async () => {
    server = await serveDist();
    browser = await launchChromium();
    pages = new Pages(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async ({ task }) => {
    const errors = shown.flatMap(({ screen }) => screen.errors);
    // Nobody knows in what state a page is where a test broke off.
    const failed = task.result?.state === 'fail' || errors.length > 0;
    for (const { screen, leave } of shown.splice(0)) await (failed ? screen.close() : leave());
    expect(errors).toEqual([]);
  });
  return {
    get url() {
      return server.url;
    },
    open: async (query = '', options = {}, landmark, who = 'known') => {
      const address = query.startsWith('http') ? query : `${server.url}${query}`;
      const page = await pages.lend(options, who);
      const screen = await Screen.on(page, address, landmark);
      shown.push({ screen, leave: () => pages.giveBack(page, options, who) });
      return screen;
    },
  };
}

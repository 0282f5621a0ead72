/** Where the tests of a file open the page: the built page on a plain web host, and one browser. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Screen } from './screen.ts';
import { type StaticServer, serveDist } from './static-server.ts';

/** What `Screen.open` takes behind the browser and the address. */
type HowToOpen = Parameters<typeof Screen.open> extends [Browser, string, ...infer Rest] ? Rest : never;

export interface Stage {
  /** The address of the page. */
  readonly url: string;
  /**
   * Opens the page with a query, or the page of another program by its whole address. After the test it is closed; the
   * test fails if something went wrong in it.
   */
  open(query?: string, ...how: HowToOpen): Promise<Screen>;
}

/** Sets the stage before the tests of a file, and clears it after each of them and in the end. */
export function setStage(): Stage {
  let server: StaticServer;
  let browser: Browser;
  const screens: Screen[] = [];
  beforeAll(async () => {
    server = await serveDist();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    const errors = screens.flatMap(screen => screen.errors);
    for (const screen of screens.splice(0)) await screen.close();
    expect(errors).toEqual([]);
  });
  return {
    get url() {
      return server.url;
    },
    open: async (query = '', ...how) => {
      const address = query.startsWith('http') ? query : `${server.url}${query}`;
      const screen = await Screen.open(browser, address, ...how);
      screens.push(screen);
      return screen;
    },
  };
}

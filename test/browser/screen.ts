/** The page as a person has it before them: what stands on it, and what can be done. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { newContext } from './pages.ts';

export class Screen {
  readonly page: Page;
  /** What went wrong in the page. That a plain web host has no control API is no error of the page. */
  readonly errors: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', error => this.errors.push(error.message));
    page.on('console', message => {
      if (message.type() !== 'error') return;
      if (message.location().url.endsWith('/api/runs') && message.text().includes('404')) return;
      this.errors.push(message.text());
    });
  }

  /** Opens an address in a page of its own, which `close` closes. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    landmark?: string,
  ): Promise<Screen> {
    const context = await newContext(browser, options);
    return Screen.on(await context.newPage(), url, landmark);
  }

  /**
   * Opens an address in a page that is there.
   * @param landmark what stands on the page when it is there; an embedded one has no transport.
   */
  static async on(page: Page, url: string, landmark = '.transport'): Promise<Screen> {
    const screen = new Screen(page);
    await page.goto(url);
    await page.locator(landmark).waitFor();
    // Its regions stand before there is a run in them.
    await page.locator('.app[aria-busy="true"]').waitFor({ state: 'detached' });
    return screen;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Dark, armed or lit. */
  async lamp(signal: string): Promise<string | null> {
    return this.page.locator(`.map [data-signal="${signal}"]`).getAttribute('data-state');
  }

  async untilLamp(signal: string, state: 'armed' | 'lit', timeout = 30_000): Promise<void> {
    await this.page.locator(`.map [data-signal="${signal}"][data-state="${state}"]`).waitFor({ timeout });
  }

  /** `1 of 2`. */
  async gate(): Promise<string | null> {
    return this.page.locator('[data-gate]').getAttribute('data-gate');
  }

  async says(): Promise<string> {
    return (await this.page.locator('.say p').textContent()) ?? '';
  }

  /** Seconds on the clock: since the stop, or since the start where nobody knows of one. */
  async clock(): Promise<number> {
    const text = (await this.page.locator('.clock').textContent()) ?? '';
    return Number(text.replace('T', '').replace('−', '-').replace(' s', ''));
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async speed(times: number): Promise<void> {
    await this.page.getByLabel('Speed', { exact: true }).selectOption(String(times));
  }

  /** Where a time is drawn, in pixels of the page, read between two numbers of the axis that no fold separates. */
  async pixelOf(seconds: number): Promise<number> {
    const marks = await this.page.locator('.axis .tick:not(.zero)').evaluateAll(elements =>
      elements.map(element => {
        const box = element.getBoundingClientRect();
        return { at: Number((element.textContent ?? '').replace('−', '-')), x: box.left + box.width / 2 };
      }),
    );
    const [a, b] = [marks[0], marks[1]];
    if (!a || !b) throw new Error('the axis has no numbers');
    return a.x + ((seconds - a.at) / (b.at - a.at)) * (b.x - a.x);
  }

  /** Plays the run to its end, fast. */
  async playToEnd(): Promise<void> {
    await this.speed(100);
    await this.untilExit();
  }

  /** Pixels by which the page is wider than its window. */
  async overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  /** The process's square at the end of the map, in words. */
  async exit(): Promise<string | null> {
    return this.page.locator('.map .exit').textContent();
  }

  async untilExit(timeout = 30_000): Promise<void> {
    await this.page.locator('.map .exit.lit').waitFor({ timeout });
  }
}

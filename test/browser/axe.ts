/** Asks axe what on a page shuts people out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations on the page as it stands: the rule, and where it is broken. Empty: none. */
export async function violations(page: Page): Promise<string[]> {
  // Not as a script of the page: its content security policy allows none but its own.
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(SOURCE);
  // What is half faded in has no contrast yet.
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished)));
  // This rule compares whole words, and Chinese has no blanks between them; `misnamed` asks the same of every language.
  const rules = { 'label-content-name-mismatch': { enabled: false } };
  // What is in order is not told, which is ten times as long.
  const options = { rules, resultTypes: ['violations'] };
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${help} · ${html.slice(0, 160)} · ${failureSummary ?? ''}`,
    ),
  );
}

/**
 * Buttons whose name does not have the words in it that one sees on them: who speaks to the page says what is seen. Of a
 * part of a drawing it is the first line that names it.
 */
export async function misnamed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
    return [
      ...document.querySelectorAll<HTMLElement | SVGElement>('[aria-label]:is(button, [role="button"])'),
    ]
      .filter(element => element.checkVisibility())
      .flatMap(element => {
        const line = element.querySelector('text');
        const seen = line ? line.firstChild?.textContent : (element as HTMLElement).innerText;
        const name = element.getAttribute('aria-label') ?? '';
        // A percentage is a value, not a name.
        if (!/\p{L}/u.test(seen ?? '')) return [];
        return plain(name).includes(plain(seen ?? '')) ? [] : [`"${seen}" is called "${name}"`];
      });
  });
}

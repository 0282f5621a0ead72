import { expect, test } from 'vitest';
import { LIBRARY } from '../../machines/scenario/library.ts';

test('the library that the page is built with is the library', () => {
  // The build writes it as JSON: whatever JSON does not have would be another thing in the browser.
  expect(JSON.parse(JSON.stringify(LIBRARY))).toEqual(LIBRARY);
});

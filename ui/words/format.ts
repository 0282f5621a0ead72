/** Numbers and times as they are written on the page, and in what the page's drawings share with files. */
export { clockTime, count, plural, roundTime, seconds } from '../../machines/words/format.ts';

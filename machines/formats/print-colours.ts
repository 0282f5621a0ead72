/** The colours of what is drawn for paper: those of the page in its light theme, on white. */
import type { Tone } from '../view/drawing/pen.ts';

/** What each colour is for stands at the tokens of the page, whose names these are. */
export type PrintColours = Readonly<
  Record<
    Tone | 'ground' | 'paper' | 'ink3' | 'line' | 'now' | 'nowSoft' | 'dangerSoft' | 'ok' | 'onFill',
    string
  >
>;

export const PRINT_COLOURS: PrintColours = {
  ground: '#f4f5f4',
  paper: '#ffffff',
  ink: '#15181c',
  ink2: '#454b54',
  ink3: '#636a74',
  line: '#d5d8da',
  edge: '#868d96',
  now: '#0a58ca',
  nowSoft: '#cfdff8',
  danger: '#b8320a',
  dangerSoft: '#f8dfd5',
  ok: '#2c6e57',
  onFill: '#ffffff',
};

/** Fonts that are there: nothing is fetched. */
export const PRINT_FONTS =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

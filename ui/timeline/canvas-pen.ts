/** Draws marks on a canvas. */
import {
  type Mark,
  type Pen,
  ROPE_REACH_PX,
  ROPE_WAVE_PX,
  TONES,
  type Tone,
} from '../../machines/view/drawing/pen.ts';

/** Resolved colours of the tokens that marks are drawn in. */
export type BarColours = Readonly<Record<Tone, string>>;

export function canvasPen(context: CanvasRenderingContext2D, colours: BarColours): Pen {
  const colour = (mark: Mark): string => colours[TONES[mark]];
  return {
    box: (mark, x, y, width, height) => {
      context.fillStyle = colour(mark);
      context.fillRect(x, y, width, height);
    },
    outline: (mark, x, y, width, height) => {
      context.strokeStyle = colour(mark);
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    },
    cross: (mark, x, y, reach) => {
      context.strokeStyle = colour(mark);
      context.lineWidth = 1.6;
      context.beginPath();
      context.moveTo(x - reach, y - reach);
      context.lineTo(x + reach, y + reach);
      context.moveTo(x - reach, y + reach);
      context.lineTo(x + reach, y - reach);
      context.stroke();
    },
    rope: (mark, from, to, y) => {
      const half = ROPE_WAVE_PX / 2;
      const bend = ROPE_REACH_PX * 2;
      context.save();
      context.beginPath();
      context.rect(from, y - bend, to - from, bend * 2);
      context.clip();
      context.strokeStyle = colour(mark);
      context.lineWidth = 1.4;
      context.beginPath();
      const first = Math.floor(from / ROPE_WAVE_PX) * ROPE_WAVE_PX;
      context.moveTo(first, y);
      for (let x = first; x < to; x += ROPE_WAVE_PX) {
        context.quadraticCurveTo(x + half / 2, y - bend, x + half, y);
        context.quadraticCurveTo(x + half * 1.5, y + bend, x + ROPE_WAVE_PX, y);
      }
      context.stroke();
      context.restore();
    },
  };
}

/** Pixels of a vector picture, two for each of the page's. */
import { tr } from '../words/language.ts';

const SCALE = 2;

/** Throws an Error with words for a person when the browser cannot draw it: it may be too large. */
export async function svgToPng(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(tr('the browser could not draw it'));
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

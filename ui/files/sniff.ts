/** What a file is, from its first bytes and its name. */

export type FileKind = 'empty' | 'zip' | 'gzip' | 'binary' | 'scenario' | 'text';

const LOOKED_AT = 1024;
const UTF16_MARKS = ['ff fe', 'fe ff'];

export async function kindOfFile(file: File): Promise<FileKind> {
  const bytes = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  if (bytes.length === 0) return 'empty';
  const start = [...bytes.slice(0, 2)].map(byte => byte.toString(16).padStart(2, '0')).join(' ');
  if (start === '50 4b') return 'zip';
  if (start === '1f 8b') return 'gzip';
  if (bytes.includes(0) || UTF16_MARKS.includes(start)) return 'binary';
  return /\.ya?ml$/i.test(file.name) ? 'scenario' : 'text';
}

/** Whether a text begins as a recording does, so that pasting it means to open it. */
export function beginsLikeRecording(text: string): boolean {
  return /^\uFEFF?\s*\{[^\n]*"type"\s*:\s*"recording"/.test(text.slice(0, LOOKED_AT));
}

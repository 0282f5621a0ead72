/** What a file is, from its first bytes and its name. */

export type FileKind = 'empty' | 'zip' | 'gzip' | 'binary' | 'scenario' | 'text';

const LOOKED_AT = 1024;
/** The header has the scenario in it. */
const LONGEST_HEADER = 2 * 1024 * 1024;
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

/** What an API server writes, whatever stands before it in the line. */
const LOG_LINE =
  /\[graceful-termination\]|Serving securely on |Stopped listening on |shutdown check failed: |^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ \S+\.go:\d+\]/m;

/** What a pasted text is, if pasting it means to open it. */
export function pastedKind(text: string): 'recording' | 'log' | null {
  if (beginsLikeRecording(text)) return 'recording';
  return LOG_LINE.test(text) ? 'log' : null;
}

/** Whether a file is a recording by its first line; its name says nothing. One that lacks its header is a broken one. */
export async function isRecording(file: File): Promise<boolean> {
  const [first = ''] = (await file.slice(0, LONGEST_HEADER).text()).split('\n', 1);
  return beginsLikeRecording(first) || /^\s*\{"(seq"\s*:\s*\d|type"\s*:\s*"recording)/.test(first);
}

/** Whether a text begins as a recording does. */
export function beginsLikeRecording(text: string): boolean {
  return /^\uFEFF?\s*\{[^\n]*"type"\s*:\s*"recording"/.test(text);
}

/** Warnings to the client, which kubectl prints (k8s.io/apiserver pkg/endpoints/filters/warning.go). */
import type { ResponseHeaders } from '../recording/events.ts';

/** Of one warning and of all, in characters. */
const LONGEST = 256;
const LONGEST_TOGETHER = 4 * 1024;

/** The header `Warning`; what has no room is cut or left out, as Kubernetes does it. */
export function warningHeader(warnings: readonly string[]): ResponseHeaders {
  const texts: string[] = [];
  let length = 0;
  for (const warning of warnings) {
    const text = `299 - "${quoted(warning.slice(0, LONGEST))}"`;
    length += text.length;
    if (length > LONGEST_TOGETHER) break;
    texts.push(text);
  }
  return texts.length === 0 ? {} : { warning: texts.join(', ') };
}

/** Differs from Go: headers of Node.js are Latin-1, so that everything outside ASCII is written as `\uXXXX`. */
function quoted(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^ -~]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What a request gets whose handler panics (k8s.io/apiserver pkg/server/filters/wrap.go, `WithPanicRecovery`). */
import { PLAIN_ERROR_HEADERS } from './filter.ts';

/** The answer, if nothing has been written; else the text goes out as the rest of the body. */
export const PANIC_RESPONSE = {
  status: 500,
  headers: PLAIN_ERROR_HEADERS,
  body: 'This request caused apiserver to panic. Look in the logs for details.\n',
} as const;

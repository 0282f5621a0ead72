/**
 * With `--shutdown-send-retry-after`, every new request gets 429 once NotAcceptingNewRequest has fired
 * (k8s.io/apiserver v0.25.2 pkg/server/filters/with_retry_after.go). The real value of Retry-After is 5, whatever the
 * comment in lifecycle_signals.go says.
 */
import { type Filter, PLAIN_ERROR_HEADERS, type Rejection } from './filter.ts';

const REJECTION: Rejection = {
  filter: 'retry-after',
  status: 429,
  headers: { ...PLAIN_ERROR_HEADERS, 'retry-after': '5' },
  body: 'The apiserver is shutting down, please try again later.\n',
  closesConnection: true,
};

export const retryAfter: Filter = ({ request, view, config }) =>
  config.sendRetryAfter && view.notAcceptingNewRequest && !request.isExempt ? REJECTION : null;

/** Refuses a path that cannot be understood (k8s.io/apiserver pkg/endpoints/filters/requestinfo.go). */
import { type Filter, PLAIN_ERROR_HEADERS } from './filter.ts';

export const requestInfoFilter: Filter = ({ request }) => {
  if (request.problem === null) return null;
  return {
    filter: 'request-info',
    status: 500,
    headers: PLAIN_ERROR_HEADERS,
    body: `Internal Server Error: ${JSON.stringify(request.target)}: failed to create RequestInfo: ${request.problem}\n`,
    closesConnection: false,
  };
};

/** The API of a live run: what is stored, and who of the chain of servers owns what. */
import { headerOf, type RequestHeaders } from '../../../machines/filters/filter.ts';
import type { RequestInfo } from '../../../machines/filters/request-info.ts';
import type { ApiRequest } from '../../../machines/registry/exchange.ts';

/** The clock and chance of everything that is stored: those of the machine, for it outlives a run. */
export const STORED = { now: () => Date.now(), random: () => Math.random() };

/** As much of a request as the API wants to know. */
export interface ApiExchange {
  readonly info: RequestInfo;
  readonly headers: RequestHeaders;
  /** Who asks. */
  readonly user: string;
}

/** A request as the registry takes it. */
export function apiRequest({ info, headers, user }: ApiExchange, body: string): ApiRequest {
  return {
    info,
    accept: headerOf(headers, 'accept') ?? '',
    contentType: headerOf(headers, 'content-type') ?? '',
    body,
    user,
  };
}

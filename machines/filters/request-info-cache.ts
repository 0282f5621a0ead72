/** Clients ask for the same things again and again: what the chain knows of a request line is worked out once. */
import { type RequestInfo, requestInfo } from './request-info.ts';

/** Request lines that are remembered; when there are more, the memory starts afresh. */
const MAX_REMEMBERED = 4_096;
/** Longer ones are not worth the memory. */
const MAX_TARGET_LENGTH = 512;

export class RequestInfoCache {
  private remembered = new Map<string, RequestInfo>();

  /** As {@link requestInfo}. */
  get(method: string, target: string, userAgent: string): RequestInfo {
    // Only the server's own loopback client is told apart by its name, and only GETs are many.
    if (method !== 'GET' || target.length > MAX_TARGET_LENGTH || userAgent.startsWith('kube-apiserver/')) {
      return requestInfo(method, target, userAgent);
    }
    const known = this.remembered.get(target);
    if (known) return known;
    const info = requestInfo(method, target, userAgent);
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered = new Map();
    this.remembered.set(target, info);
    return info;
  }
}

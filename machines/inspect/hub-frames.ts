/** What the program and the page at `/inspect` say to each other about applications that are attached by WebSocket. */

/** From the program to the page. Applications are named by the program: `ws-1`. */
export type HubFrame =
  /** An application is attached; what it has said so far follows. `origin` null: it is no page. */
  | { readonly kind: 'attached'; readonly app: string; readonly origin: string | null }
  /** A page of another site wants to show its machines, and waits for an answer. */
  | { readonly kind: 'asks'; readonly app: string; readonly origin: string }
  /** A message of an application, as it came. */
  | { readonly kind: 'said'; readonly app: string; readonly text: string }
  | { readonly kind: 'left'; readonly app: string };

/** From the page to the program: whether an application that asks may show its machines. */
export interface HubAnswer {
  readonly app: string;
  readonly allow: boolean;
}

export function isHubAnswer(value: unknown): value is HubAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { app, allow } = value as Partial<HubAnswer>;
  return typeof app === 'string' && typeof allow === 'boolean';
}

/** Whether a page of this origin is one of this machine. */
export function isLoopbackOrigin(origin: string): boolean {
  const name = /^https?:\/\/(\[[^\]]*\]|[^:/]+)(?::\d+)?$/.exec(origin)?.[1];
  return name !== undefined && isLoopbackName(name);
}

export function isLoopbackName(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

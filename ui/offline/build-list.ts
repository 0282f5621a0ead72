/** What the build tells the service worker: its version, and every file of the page with the digest of its content. */
export interface BuildList {
  /** Changes whenever any file does. */
  readonly version: string;
  /** Paths relative to the page, each with its digest as `integrity` attributes have them. */
  readonly files: Readonly<Record<string, string>>;
}

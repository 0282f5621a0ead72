/** What is asked for by hand unless the person says otherwise: long enough to be seen in its pipe. */
export const DEFAULT_PATH = '/sleep?duration=4s';

/** A watch by hand. */
export const WATCH_PATH = '/api/v1/configmaps?watch=true';

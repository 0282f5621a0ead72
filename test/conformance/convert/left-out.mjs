/** What a recorded server did and upstream's server of the same version did not. */

/**
 * The recorded servers are of a fork. From 1.19 on it terminates as upstream does; in 1.17.3 it differs in one point.
 * @param {string} version
 * @returns {Pick<import('../trace.ts').Trace, 'leftOut'>}
 */
export function leftOut(version) {
  if (version !== '1.17.3') return {};
  return {
    leftOut: [
      {
        fact: 'readyz-during-delay',
        reason:
          "The recorded server is of OpenShift's fork, whose /readyz turned red at the stop signal already; upstream's 1.17 turned it red only after the shutdown delay (kubernetes PR 88911, in 1.19).",
      },
    ],
  };
}

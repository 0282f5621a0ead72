/** Above this speed nothing travels any more: the eye could not follow. */
export const FASTEST_MOTION = 4;

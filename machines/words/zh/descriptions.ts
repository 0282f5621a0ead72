export const descriptions = {} as const;

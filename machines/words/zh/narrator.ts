export const narrator = {} as const;

export const statechart = {} as const;

export const forks = {} as const;

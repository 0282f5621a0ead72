export const player = {
  'There is no run.': '当前没有运行。',
  'This moment cannot be acted in.': '无法在这一刻进行操作。',
} as const;

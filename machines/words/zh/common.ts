/** Said in more than one part of the page. */
export const common = {
  Close: '关闭',
  unknown: '未知',
} as const;

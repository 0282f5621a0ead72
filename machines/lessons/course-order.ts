/** The lessons of the course by the names of their folders, in the order in which they are best taken. */
export const COURSE: readonly string[] = [
  'why-not-just-exit',
  'readyz-and-the-delay',
  'delay-zero',
  'two-branches-and-the-and',
  'a-hook-that-hangs',
  'a-hook-that-fails',
  'door-and-guard',
  'the-swapped-signals',
  'goaway-and-kept-connections',
  'watches-and-short-requests',
  'grace-period-too-short',
  'a-load-balancer-too-slow',
  'the-second-sigterm',
  'reading-a-real-log',
  'ten-years-of-history',
];

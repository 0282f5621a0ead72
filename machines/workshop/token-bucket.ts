/** How often somebody may do something: a bucket of permissions that fills again by itself. */
export interface BucketSize {
  /** Permissions that come back in a second. */
  readonly perSecond: number;
  /** As many there are at most, and at first. */
  readonly most: number;
}

export interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

export function fullBucket({ most }: BucketSize, nowMs: number): Bucket {
  return { left: most, atMs: nowMs };
}

/** The bucket after one permission was taken at `nowMs`; null when none is left. */
export function taken(bucket: Bucket, { perSecond, most }: BucketSize, nowMs: number): Bucket | null {
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  const left = Math.min(most, bucket.left + (passedMs / 1000) * perSecond);
  return left < 1 ? null : { left: left - 1, atMs: nowMs };
}

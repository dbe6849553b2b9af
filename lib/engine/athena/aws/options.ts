/** The options of the Athena engine. */

/** Where Athena is. Credentials come from the default chain of the AWS SDK. */
export type AthenaPlace = {
  readonly region: string;
  readonly workgroup: string;
  readonly database: string;
  /** By default `AwsDataCatalog`, the Glue catalog of the account. */
  readonly catalog?: string;
  /** Another endpoint than Amazon's own, for tests and private networks. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
};

export type AthenaOptions = AthenaPlace & {
  /** Where results go, `s3://bucket/prefix/`, in a workgroup that sets no location. */
  readonly outputLocation?: string;
  /** The pause before the first poll of a new run, by default 150; it grows with the run's age. */
  readonly pollFirstMs?: number;
  /** The longest pause between two polls of a run, by default 5,000. */
  readonly pollLongestMs?: number;
  /** A run that takes longer is stopped; by default 30 minutes. */
  readonly timeLimitMs?: number;
};

/** The options with their defaults. */
export type AthenaSettings = Required<
  Omit<AthenaOptions, "endpoint" | "s3Endpoint" | "outputLocation">
> &
  Pick<AthenaOptions, "endpoint" | "s3Endpoint" | "outputLocation">;

/** By default a run that takes longer is stopped. */
export const LONGEST_RUN_MS = 30 * 60_000;

export const DEFAULT_CATALOG = "AwsDataCatalog";

/** Fills in the defaults. */
export function settingsOf(options: AthenaOptions): AthenaSettings {
  return {
    ...options,
    catalog: options.catalog ?? DEFAULT_CATALOG,
    pollFirstMs: options.pollFirstMs ?? 150,
    pollLongestMs: options.pollLongestMs ?? 5_000,
    timeLimitMs: options.timeLimitMs ?? LONGEST_RUN_MS,
  };
}

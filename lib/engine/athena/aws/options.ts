/** What it takes to open the Athena engine. */

/** Where Athena is. Credentials come from the default chain of the AWS SDK. */
export type AthenaPlace = {
  readonly region: string;
  readonly workgroup: string;
  readonly database: string;
  /** `AwsDataCatalog`, the Glue catalog of the account, unless told otherwise. */
  readonly catalog?: string;
  /** Another endpoint than Amazon's own, for tests and private networks. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
};

export type AthenaOptions = AthenaPlace & {
  /** Where results go, `s3://bucket/prefix/`, in a workgroup that has no place of its own. */
  readonly outputLocation?: string;
  /** The pause before the first look at a new run, 150 unless told otherwise; it grows with the run's age. */
  readonly pollFirstMs?: number;
  /** The longest pause between two looks at a run, 5,000 unless told otherwise. */
  readonly pollLongestMs?: number;
  /** A run that takes longer is stopped; 30 minutes unless told otherwise. */
  readonly timeLimitMs?: number;
};

/** The options with nothing left open. */
export type AthenaSettings = Required<
  Omit<AthenaOptions, "endpoint" | "s3Endpoint" | "outputLocation">
> &
  Pick<AthenaOptions, "endpoint" | "s3Endpoint" | "outputLocation">;

/** A run that takes longer is stopped, unless told otherwise. */
export const LONGEST_RUN_MS = 30 * 60_000;

export const DEFAULT_CATALOG = "AwsDataCatalog";

/** Fills in what was left open. */
export const settingsOf = (options: AthenaOptions): AthenaSettings => ({
  ...options,
  catalog: options.catalog ?? DEFAULT_CATALOG,
  pollFirstMs: options.pollFirstMs ?? 150,
  pollLongestMs: options.pollLongestMs ?? 5_000,
  timeLimitMs: options.timeLimitMs ?? LONGEST_RUN_MS,
});
